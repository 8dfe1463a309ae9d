"""The nouns that pass between stages. All are immutable and hold plain values only."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

import msgspec


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an imported article was made from."""

    file: str  # the source's file name
    sha256: str  # of the source's bytes, in hexadecimal
    importer: str  # the version of Beilin that imported it
    set_aside: dict[str, int] = field(default_factory=dict)  # lines set aside, by rule
    encoding: str = ""  # in which the source was read


@dataclass(frozen=True, slots=True)
class Summary:
    """What lists, feeds and neighbours show of an article: all but its body."""

    path: str  # the Markdown file, from the archive's root
    slug: str
    title: str
    date: str | None = None  # ISO 8601: a day, or a time with its offset, in the site's time zone
    updated: str | None = None  # likewise
    authors: tuple[str, ...] = ()
    source: str | None = None  # who published it first
    source_url: str | None = None
    language: str = ""  # BCP 47
    tags: tuple[str, ...] = ()  # as the editor wrote them
    summary: str = ""  # plain text
    draft: bool = False
    title_proposed: bool = False  # the importer chose the title and nobody has confirmed it
    provenance: Provenance | None = None
    reading_minutes: int = 1
    aliases: tuple[str, ...] = ()  # slugs or addresses (from "/" on) that it had before
    expires: str | None = None  # ISO 8601; from that day on it is not published
    series: str | None = None  # the name of the series that it is a part of
    series_order: int | None = None  # its place among those parts that have one


def structural_part(summary: Summary) -> Summary:
    """All of the summary that decides which pages there are, where, in what order and what counts on them; what is left
    out is only shown."""
    return replace(
        summary, title="", summary="", reading_minutes=0, source_url=None, title_proposed=False, provenance=None
    )


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a body."""

    level: int  # 1 to 6
    id: str
    text: str  # plain text


@dataclass(frozen=True, slots=True)
class Reference:
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
    """The plain text of one block of a body: of a paragraph, a list item, a cell of a table.

    An article has dozens: this is made in a quarter of the time of a named tuple (0.04 µs as against 0.19).
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


@dataclass(frozen=True, slots=True)
class TagTerm:
    """A term of the tag authority."""

    term: str  # the canonical name
    slug: str
    names: dict[str, str] = field(default_factory=dict)  # by language
    synonyms: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()  # longer words that hold one of the names and mean something else
    description: dict[str, str] = field(default_factory=dict)  # by language
    aliases: tuple[str, ...] = ()  # slugs or addresses (from "/" on) that its page had before
    alias_lines: tuple[int, ...] = ()  # of content/tags.yaml, for messages


_headings = msgspec.msgpack.Decoder(tuple[Heading, ...]).decode
_references = msgspec.msgpack.Decoder(tuple[Reference, ...]).decode


@dataclass(frozen=True, slots=True)
class Record:
    """What planning knows of a file: all but its body, of which it knows the digest.

    Headings and references are many and seldom asked for, so they are unpacked for who asks, each time.
    """

    summary: Summary
    body_digest: str
    packed_headings: msgspec.Raw  # in MessagePack
    packed_references: msgspec.Raw
    tag_lines: tuple[int, ...] = ()
    alias_lines: tuple[int, ...] = ()

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Those in its body, in order."""
        return _headings(self.packed_headings)

    @property
    def references(self) -> tuple[Reference, ...]:
        """What in its body points into the archive, in order."""
        return _references(self.packed_references)


@dataclass(frozen=True, slots=True)
class ImageSize:
    """How large an image is, and which smaller copies of it are published."""

    width: int  # in pixels
    height: int
    copies: tuple[tuple[int, str], ...] = ()  # (width in pixels, output path), narrowest first


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file that is published as it is, or made smaller."""

    output: str  # path in the output folder, with "/"
    source: str  # path of the file to copy
    digest: str  # of the bytes that are published
    content: bytes | None = None  # what is published in place of the file's own bytes
    image: ImageSize | None = None  # where it is an image that could be read


class InputChangedError(Exception):
    """A file changed between two looks of one build, which has to begin again."""
