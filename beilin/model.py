"""The nouns that pass between stages. All are immutable and hold plain values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Annotated, Any, Literal

import msgspec

from beilin.files.changed import InputChangedError as InputChangedError
from beilin.text.mentions import Links, Mention, OutsideLink


@dataclass(frozen=True, slots=True)
class Key:
    """What a front-matter key is, beside its type: for its reader, its documentation and completion in text editors.

    It stands in the annotation of a field of Summary. A field without a default is required.
    """

    description: str  # in Markdown, without a full stop
    example: str  # as YAML
    default: str = ""  # what holds without the key, in words
    rule: str = ""  # the name of a rule in text/yaml/rules.py, for the text or each text of the list
    name: str = ""  # if it differs from the field's
    type: Any = None  # likewise


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an imported article was made from."""

    file: Annotated[str, Key("the source's file name", "found.txt")]
    sha256: Annotated[str, Key("of the source's bytes, in hexadecimal", "9f86d081")]
    importer: Annotated[str, Key("the version of Beilin that imported it", "0.1.0")]
    set_aside: Annotated[
        dict[str, int], Key("how many lines or blocks were set aside, by rule", "{stamp: 2}", "none")
    ] = field(default_factory=dict)
    encoding: Annotated[str, Key("the encoding of the source", "UTF-8", "unknown")] = ""
    kind: Annotated[str, Key("the kind of the source, such as `html` or `feed`", "html", "plain text")] = ""
    retrieved: Annotated[
        str, Key("when the source was retrieved from its address", "2023-06-21 09:30", "unknown", rule="date_rule")
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Displayed:
    """What is merely displayed of an article: an edit leaves every other page where it is.

    Templates get all of it. A key added here is read, checked, documented, completed and passed on to templates; only
    docs/themes.md must mention it.
    """

    title: Annotated[str, Key("the title, plain text", "開源模型的帳單", rule="ONE_LINE")]
    summary: Annotated[
        str, Key("a sentence or two for lists and feeds, plain text", "一句話。", "the first sentences")
    ] = ""
    source_url: Annotated[
        str | None, Key("the address where it was first published", "https://example.org/1", rule="WEB_ADDRESS")
    ] = None
    title_proposed: Annotated[
        bool, Key("whether the title was proposed by the importer and not yet confirmed", "true", "`false`")
    ] = False
    provenance: Annotated[
        Provenance | None,
        Key(
            "what it was imported from; written by the importer",
            "{file: found.txt, sha256: 9f86d081, importer: 0.1.0}",
            "it was not imported",
        ),
    ] = None
    extra: Annotated[
        Mapping[str, Any],
        Key("anything else for templates, as a mapping", "{cover: sea.jpg}", "empty", type=dict[str, Any]),
    ] = field(default_factory=dict, repr=False)
    tidy: Annotated[
        bool,
        Key(
            "whether its page sets half-width punctuation between Chinese characters full-width",
            "true",
            "by `tidy` in site.yaml",
        ),
    ] = False
    tidied: bool = False  # whether its body has any that is set so
    reading_minutes: int = 1


@dataclass(frozen=True, slots=True)
class Summary(Displayed):
    """What lists, feeds and neighbours show of an article: everything but its body."""

    path: str  # the Markdown file, from the archive's root
    slug: Annotated[
        str,
        Key(
            "the last part of its address",
            "kaiyuan-zhangdan",
            "the name of the file; of `NAME/index.md` the folder's",
            rule="SLUG",
        ),
    ]
    date: Annotated[
        str | None,  # ISO 8601: a day, or a time with its offset, in the site's time zone
        Key(
            "when it was published: a day, or a time in the site's time zone; an article with a future date is "
            "published on that day",
            "2023-06-21",
            "the day with which the name begins (`2023-06-21-bill.md`), else the article is undated",
            rule="date_rule",
        ),
    ] = None
    updated: Annotated[
        str | None, Key("when it last changed in substance", "2023-07-01 09:30", "never", rule="date_rule")
    ] = None
    expires: Annotated[
        str | None,
        Key("the day from which it is no longer published, in the site's time zone", "2033-06-21", "it stays",
            rule="date_rule"),
    ] = None  # fmt: skip
    authors: Annotated[
        tuple[str, ...],
        Key("who wrote it: one name, or a list", "[硯秋, 拓工]", "no author is named", "FILLED", "author",
            str | tuple[str, ...]),
    ] = ()  # fmt: skip
    source: Annotated[str | None, Key("who first published it", "碑林專欄", "no source is named", "FILLED")] = None
    language: Annotated[str, Key("its language, as a BCP 47 tag", "zh-Hant", "that of the site", "LANGUAGE")] = ""
    tags: Annotated[
        tuple[str, ...],
        Key("terms of the tag authority, or their synonyms", "[open source, LLaMA]", "none", "FILLED"),
    ] = ()
    series: Annotated[str | None, Key("the name of the series that it belongs to", "授權戰爭", "none", "ONE_LINE")] = (
        None
    )
    series_order: Annotated[
        int | None,
        Key("its place in the series; parts without a place come last, oldest first", "2", "by date"),
    ] = None
    aliases: Annotated[
        tuple[str, ...],
        Key(
            "former addresses from the site's root, or slugs; a page at each redirects to it",
            "[/2023/06/bill/, zhangdan]",
            "none",
            rule="ALIAS",
        ),
    ] = ()
    featured: Annotated[bool, Key("whether the editors put it forward on the front page", "true", "`false`")] = False
    draft: Annotated[bool, Key("whether it is left out of the site; `--drafts` shows it", "true", "`false`")] = False
    is_date_of_name: bool = False  # whether the front matter has no date, and the name begins with this one


_DISPLAYED = tuple(field.name for field in fields(Displayed))
_structural_values = attrgetter(*(field.name for field in fields(Summary) if field.name not in _DISPLAYED))


def displayed_part(summary: Displayed) -> dict[str, Any]:
    """The displayed fields by name."""
    return {name: getattr(summary, name) for name in _DISPLAYED}


def structural_part(summary: Summary) -> tuple[Any, ...]:
    """The values of a summary that decide which pages exist, where, in what order and what is counted on them."""
    values: tuple[Any, ...] = _structural_values(summary)
    return values


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
