"""The nouns that pass between stages. All are immutable and hold plain values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import msgspec

from beilin.files.changed import InputChangedError as InputChangedError
from beilin.model.summary import Displayed as Displayed
from beilin.model.summary import Key as Key
from beilin.model.summary import Provenance as Provenance
from beilin.model.summary import Summary as Summary
from beilin.model.summary import Withdrawal as Withdrawal
from beilin.model.summary import displayed_part as displayed_part
from beilin.model.summary import structural_part as structural_part
from beilin.text.mentions import Links, Mention, OutsideLink


class Heading(msgspec.Struct, frozen=True, gc=False):
    """A heading inside a body."""

    level: int  # 1 to 6
    id: str
    text: str  # plain text


class Reference(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A link or image in a body that points into the archive, as the editor wrote it."""

    target: str
    line: int
    is_image: bool
    kind: Literal["path", "wiki", "part"] = "path"  # a path or address; what stands in `[[…]]`; what in `![[…]]`
    text: str = ""  # of a wiki link; "" for the title of what it leads to
    headings_before: int = 0  # those in the same file that stand before a part


@dataclass(frozen=True, slots=True)
class Body:
    """A body as HTML. Where it points into the archive it has NUL, the number of the reference, NUL: in the place of
    an address, of a whole wiki link, or of a part.

    The reader knows one file only; what address a reference has is known once all files are read.
    HTML made from Markdown holds no other NUL, for CommonMark (section 2.3) replaces it.
    """

    html: str
    headings: tuple[Heading, ...] = ()
    references: tuple[Reference, ...] = ()


TextKind = Literal["heading", "paragraph", "quote", "item", "cell", "code", "caption", "term", "definition", "footnote"]


class TextBlock(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The plain text of a block of a body: of a paragraph, a list item, a cell of a table. An article has dozens, which
    are made in a quarter of the time of named tuples (0.04 µs as against 0.19).
    """

    id: str  # of the element that a link can lead to: the block's own, else the nearest before it; "" before any
    text: str
    kind: TextKind


@dataclass(frozen=True, slots=True)
class Article:
    """A Markdown file as read: an article, or a page of its own such as /about/."""

    summary: Summary
    body: Body
    text: tuple[TextBlock, ...] = ()  # the body's, which `reading.text_blocks.text_of` makes of it as well
    tag_lines: tuple[int, ...] = ()  # the line of each of the summary's tags, for messages
    alias_lines: tuple[int, ...] = ()  # likewise of its aliases
    slug_line: int = 0  # likewise of its slug; 0 if the slug is made of the file's name
    id_line: int = 0  # likewise of its id; 0 if it has none
    links: Links | None = None  # the body's; None if `reading.mentions.links_of` has to make them of it


@dataclass(frozen=True, slots=True)
class TagTerm:
    """A term of the tag authority."""

    term: str  # the canonical name
    slug: str
    names: dict[str, str] = field(default_factory=dict)  # by language
    synonyms: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()  # longer words that hold one of the names and mean something else
    description: dict[str, str] = field(default_factory=dict)  # by language
    parent: str = ""  # a name of the broader term under which the list of tags has it
    aliases: tuple[str, ...] = ()  # slugs or addresses (from "/" on) that its page had before
    alias_lines: tuple[int, ...] = ()  # of content/tags.yaml, for messages


_headings = msgspec.msgpack.Decoder(tuple[Heading, ...]).decode
_references = msgspec.msgpack.Decoder(tuple[Reference, ...]).decode
_mentions = msgspec.msgpack.Decoder(tuple[Mention, ...]).decode
_outside_links = msgspec.msgpack.Decoder(tuple[OutsideLink, ...]).decode


@dataclass(frozen=True, slots=True)
class Record:
    """What planning knows of a file: all but its body, of which it knows the digest.

    Headings, references and links are many and seldom asked for, so they are unpacked for who asks, each time.
    """

    summary: Summary
    body_digest: str  # in the state it is beside the record
    packed_headings: msgspec.Raw  # in MessagePack
    packed_references: msgspec.Raw
    packed_mentions: msgspec.Raw
    packed_outside_links: msgspec.Raw
    tag_lines: tuple[int, ...] = ()
    alias_lines: tuple[int, ...] = ()
    slug_line: int = 0
    id_line: int = 0
    sketch: bytes = b""  # of an article: the terms of its text (`reading/sketches.py`)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Those in its body, in order."""
        return _headings(self.packed_headings)

    @property
    def references(self) -> tuple[Reference, ...]:
        """What in its body points into the archive, in order."""
        return _references(self.packed_references)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The links into the archive in its body, the first of each target, in order."""
        return _mentions(self.packed_mentions)

    @property
    def outside_links(self) -> tuple[OutsideLink, ...]:
        """The links to other hosts in its body, the first of each address, in order."""
        return _outside_links(self.packed_outside_links)


@dataclass(frozen=True, slots=True)
class ImageSize:
    """How large an image is, which smaller copies of it are published, and whether it is drawn on white."""

    width: int  # in pixels
    height: int
    copies: tuple[tuple[int, str], ...] = ()  # (width in pixels, output path), narrowest first
    is_on_white: bool = False  # a drawing whose ground is white, for a theme to set on dark


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file that is published as it is, or made smaller."""

    output: str  # path in the output folder, with "/"
    source: str  # path of the file to copy
    digest: str  # of the bytes that are published
    content: bytes | None = None  # what is published in place of the file's own bytes
    image: ImageSize | None = None  # where it is an image that could be read
