"""The nouns of a migration. All are immutable and can be sent to other processes.

Paths are relative, with "/": those called `path` from the old site's folder, those called `place` from the root of the
archive.
Old addresses begin with "/", without the base path of the old site, decoded and in NFC.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class OldFolder:
    """The folder of the old site, as `survey.survey` listed it."""

    root: Path
    files: frozenset[str]  # paths


@dataclass(frozen=True, slots=True)
class Note:
    """Something for a person to look at. The kinds are the keys of `notes.NOTE_KINDS`."""

    kind: str
    path: str
    line: int = 0  # from 1; 0 if it concerns the whole file
    text: str = ""  # the passage, on one line


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A link of the old site's menu."""

    title: str
    address: str  # an old address, or a whole URL


@dataclass(frozen=True, slots=True)
class OldSettings:
    """The settings of the old site, from its configuration."""

    title: str = ""
    base_url: str = ""  # with its path: https://example.org/blog/
    description: str = ""
    language: str = ""  # BCP 47, as Beilin writes it (zh-Hans rather than zh-CN)
    time_zone: str = ""  # IANA name
    author: str = ""
    author_names: Mapping[str, str] = field(default_factory=dict)  # by the keys that front matter names authors by
    line_breaks: bool = False  # whether a line break in a paragraph shows as one
    menu: tuple[MenuEntry, ...] = ()
    permalink: str = ""  # the pattern of articles in Beilin's notation, if the old one can be so expressed
    feeds: tuple[str, ...] = ()  # old addresses of the feed of the whole site
    raw: Mapping[str, Any] = field(default_factory=dict)  # the whole configuration, for the generator's own rules
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file that becomes an article or a page."""

    path: str
    kind: Literal["article", "page"]
    name: str  # of the file, or of its folder if it is a bundle: without extension, date and mark of a language
    date: str = ""  # ISO 8601: the day at the beginning of the name
    section: str = ""  # the folders between the generator's content folder and the file or bundle
    language: str = ""  # BCP 47, by `.en.md` or a folder `en/`; "" if the site's
    is_draft: bool = False  # by its folder
    is_bundle: bool = False  # whether it has a folder for itself and its files
    head_path: str = ""  # of a file with its front matter beside it (Nikola's .meta)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Any other file that the old site publishes, or that its documents may show."""

    path: str
    address: str = ""  # "" if it is published only where a document shows it
    owner: str = ""  # the path of the document whose bundle it is in


@dataclass(frozen=True, slots=True)
class Sources:
    """What is migrated. `skipped` counts the other files by reason, in a few words ("templates", "build output")."""

    documents: tuple[SourceDocument, ...]
    files: tuple[SourceFile, ...]
    skipped: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """A document split into front matter and body.

    Every scalar of the values is text as it was written; true and false of TOML and JSON are "true" and "false", and
    their dates in ISO 8601. The line ends of the body are "\\n".
    """

    form: Literal["yaml", "toml", "json", "lines", "comment", "file", "none"]
    values: Mapping[str, Any]  # str, list or mapping
    body: str
    body_line: int = 1  # of the file, where the body begins
    encoding: str = "utf-8"
    notes: tuple[Note, ...] = ()
    raw: str = ""  # the front matter as it is, with its fences: all text before the body, or the file beside


@dataclass(frozen=True, slots=True)
class OldTerm:
    """A tag or category of an article. `name` has a term's parents before it: ("程式", "Python").

    `Generator.term_addresses` also takes terms that stand for lists: one without a name for all terms of its taxonomy,
    and for the taxonomy "archives" all articles, or with the name ("2016",) or ("2016", "01") those of a year or month.
    """

    taxonomy: str  # "tags", "categories", a taxonomy of the site's own, or "archives"
    name: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document apart from its body."""

    title: str
    title_from: Literal["front matter", "heading", "file name"]
    date: str = ""  # ISO 8601, with the time and the offset only if written: 2016-01-02, 2016-01-02T03:04:05+08:00
    updated: str = ""  # likewise
    expires: str = ""  # likewise
    summary: str = ""
    slug: str = ""  # as written; "" if none is
    url: str = ""  # an address that the front matter gives (url, permalink, path), as written
    authors: tuple[str, ...] = ()
    terms: tuple[OldTerm, ...] = ()
    series: str = ""
    series_order: int | None = None
    language: str = ""
    is_draft: bool = False
    aliases: tuple[str, ...] = ()  # former addresses as written; without "/" in front, relative to its own
    names: tuple[str, ...] = ()  # other names by which links may mean it (Obsidian's aliases)
    cover: str = ""  # an address or path of an image, as written
    extra: Mapping[str, Any] = field(default_factory=dict)  # every key that nothing above uses, as in `Head.values`
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a document goes."""

    document: SourceDocument
    facts: Facts
    place: str  # content/articles/….md or content/pages/….md
    address: str  # that the archive gives it
    slug: str = ""  # to be written into the front matter; "" if the name of the file gives it
    aliases: tuple[str, ...] = ()  # old addresses that differ from `address`, and what the front matter named


@dataclass(frozen=True, slots=True)
class Targets:
    """What links and images in old bodies refer to in the archive."""

    places: Mapping[str, str]  # path → place, of documents and of files that are copied
    addresses: Mapping[str, str]  # old address, "/" and ".html" at its end as published → path
    names: Mapping[str, tuple[str, ...]]  # file name without extension, and other names, casefolded → paths
    base_url: str = ""  # of the old site
    listings: Mapping[str, str] = field(default_factory=dict)  # old address of a list, feed or home page → address
    titles: Mapping[str, str] = field(default_factory=dict)  # path → title, of documents


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement in a text: of the characters from `start` to before `end`."""

    start: int
    end: int
    text: str
    kind: str  # "link", "image", "shortcode figure": a few words, counted in the report


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that a body held in some other form, such as an image in a notebook."""

    place: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Converted:
    """A body as Beilin reads it. Undoing the edits of `passes`, last pass first, gives back the old body exactly."""

    text: str
    passes: tuple[tuple[Edit, ...], ...]  # the edits of each pass, in order, as places in the text before that pass
    undone: tuple[tuple[str, ...], ...]  # what each edit of each pass replaced
    notes: tuple[Note, ...] = ()
    remote_images: tuple[str, ...] = ()  # the addresses of images of other hosts
    files: tuple[MadeFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Generator:
    """What differs between generators: functions without side effects but for reading files of the folder."""

    name: str
    signs: Callable[[OldFolder], tuple[str, ...]]  # the files that show that a folder is its site; () if none does
    read_settings: Callable[[OldFolder], OldSettings]
    list_sources: Callable[[OldFolder, OldSettings], Sources]
    addresses_of: Callable[[OldSettings, SourceDocument, Facts], tuple[str, ...]]  # where it published the document
    term_addresses: Callable[[OldSettings, OldTerm], tuple[str, ...]]  # of the term's lists: see `OldTerm`
    dialect: frozenset[str]  # the names of the rules for bodies (`bodies/table.py`)


@dataclass(frozen=True, slots=True)
class OldSite:
    """The old site as it was found: all that is known before a document is read."""

    folder: OldFolder
    generator: Generator
    settings: OldSettings
    sources: Sources
