"""The values between the steps of an import. All of them can be sent to other processes."""

from __future__ import annotations

from dataclasses import dataclass

from beilin.importing.archive.import_index import SourceFingerprints
from beilin.importing.report import ImportReport


@dataclass(frozen=True, slots=True)
class ImportTask:
    """A source to convert."""

    name: str
    display_name: str  # the path as it was given, for messages
    data: bytes
    article: str | None  # the path of its article from the archive's root; None if its name gives none
    tags: tuple[str, ...] | None  # that an editor chose


@dataclass(frozen=True, slots=True)
class ConvertedSource:
    """What an import would write."""

    name: str
    source: bytes  # the original, if it is to be kept
    report: ImportReport
    fingerprints: SourceFingerprints
    article: str  # the path of the Markdown file from the archive's root
    markdown: bytes
    record: bytes
