"""The values between the steps of an import. All of them can be sent to other processes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from beilin.importing.archive.import_index import SourceFingerprints
from beilin.importing.model import ImageFile, Item
from beilin.importing.report import ImportReport


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import."""

    path: Path
    folder: Path | None = None  # that was named, if the file is in one


@dataclass(frozen=True, slots=True)
class ImportTask:
    """An article to convert."""

    item: Item  # of a format, or a text
    article: str  # the path from the archive's root of the article that it was imported to, or that has its name; or ""
    slug: str  # for the name of a new article; "" if its name gives none
    tags: tuple[str, ...] | None  # that an editor chose
    run: Path | None = None  # the folder or file whose import is recorded as one; None for a single article


@dataclass(frozen=True, slots=True)
class ConvertedSource:
    """What an import would write."""

    report: ImportReport
    fingerprints: SourceFingerprints
    article: str  # the path of the Markdown file from the archive's root
    markdown: bytes
    record: bytes
    images: tuple[ImageFile, ...] = ()  # to be written beside the article
    originals: tuple[tuple[str, bytes], ...] = ()  # names and bytes, if they are to be kept
    former: str = ""  # the article that this one replaces, if that was not a folder and this one is
    may_be_numbered: bool = False  # whether a number may be added to its name, if that is taken
    run: Path | None = None
