"""The nouns of importing, frozen: an item of a source, the document in it, its blocks, and what rules say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

# "other" is a block that is kept whole as it was written: raw HTML, or a list of a Markdown source.
BlockKind = Literal["paragraph", "heading", "code", "table", "figure", "rule", "other"]
Proposal = Literal["", "set aside", "title", "tags"]
ContainerKind = Literal["quote", "bullet", "ordered", "details", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about one line or block, and why."""

    line: int  # counted from 0
    rule: str
    evidence: str
    is_sure: bool  # if not, the line stays and the editor is asked to look at it
    until: int | None = None  # the last line, if it speaks of several
    proposal: Proposal = ""  # what the editor is asked to decide


@dataclass(frozen=True, slots=True)
class Fact:
    """A front-matter value that a source states.

    `key` is one of title, source, author, date, updated, source_url, retrieved, tags, language, summary, series, slug,
    aliases, cover and draft, or `credit`: who did something for which front matter has no key. `values` are as front
    matter writes them: dates are ISO 8601, `draft` is `true`.
    """

    line: int  # of the line or block that states it, counted from 0; `NOWHERE` if none does
    key: str
    values: tuple[str, ...]  # one, or each of several authors, tags or aliases
    evidence: str = ""  # where it was read, if not on a line: `JSON-LD datePublished: 2023-06-21T01:19:00Z`
    is_proposed: bool = False  # likely rather than stated; the editor is asked to confirm it


NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Container:
    """What encloses a block: a quote, an item of a list, a footnote's definition, or `<details>`."""

    kind: ContainerKind
    key: int  # blocks with the same key are in the same container; each item of a list has its own
    list_key: int = 0  # of items: the same for all items of one list
    number: int = 0  # of an ordered item, as it is displayed
    label: str = ""  # the footnote's label, or the Markdown of the summary of `<details>`


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a document.

    All text of a source that readers could see is in exactly one block, also what surrounds an article. Which blocks do
    not belong to the article is in `Document.noise`.
    """

    kind: BlockKind
    text: (
        str  # what readers see, in order, with runs of spaces reduced to one except in code; without alternative texts
    )
    markdown: str  # without the markers of its containers; a heading has its `#`; may have several lines
    line: int = 0  # of the source on which it begins, from 1; 0 if that is not known
    level: int = 0  # of a heading, 1 to 6
    containers: tuple[Container, ...] = ()  # from the outermost


@dataclass(frozen=True, slots=True)
class ImageFile:
    """An image that came with an article, to be written beside it."""

    name: str  # of the file in the article's folder, as the Markdown links it (before percent-encoding)
    data: bytes
    source: str = ""  # its address or path in the source


@dataclass(frozen=True, slots=True)
class Item:
    """One article in a source, not yet parsed. It can be sent to another process, and is all that this needs."""

    kind: str  # a name of `formats/table.py`
    source: str  # the path of the file as it was given, for messages
    data: bytes  # the article's own bytes; their digest identifies it
    name: str  # for the name of its Markdown file: a file name, slug or title
    place: str = ""  # in the source, for messages: `post 12`, `record 3`; "" if the source is one article
    line: int = 1  # of the source on which `data` begins
    identity: str = ""  # a permanent name in the source, such as a feed's guid or the post's address
    context: Mapping[str, str] = field(default_factory=dict)  # what else its format needs, such as the site's address
    file: Path | None = None  # the file on disk, if others beside it belong to the article


@dataclass(frozen=True, slots=True)
class Document:
    """An article as its source has it, and everything around it."""

    blocks: tuple[Block, ...]  # in the order of the source
    all_text: str  # every text of the source, read independently of the blocks: the proof compares their characters
    noise: Mapping[int, Finding] = field(default_factory=dict)  # by index in `blocks`: what is not part of the article
    facts: tuple[Fact, ...] = ()  # one of each key; a block that is stated by a fact does not appear in the body
    doubts: tuple[Finding, ...] = ()  # about blocks of the body, or (`NOWHERE`) the whole document
    images: tuple[ImageFile, ...] = ()
    encoding: str = "utf-8"
