"""The values that pass through an import run, from the source to what is written. All can pass between processes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from beilin.importing.known import Prints
from beilin.importing.report import ImportReport
from beilin.importing.site_rules import SiteRules
from beilin.reading.article import ReaderSettings
from beilin.reading.tags import TagAuthority


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for all sources of a run."""

    root: Path
    authority: TagAuthority
    reader: ReaderSettings
    site_rules: SiteRules | None = None
    encoding: str = ""  # the editor's choice; "" to tell it from the bytes
    force: bool = False
    dry_run: bool = False
    keep_sources: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A source that is to be converted."""

    name: str
    shown: str
    data: bytes
    path: str | None  # of its article, from the archive's root
    tags: tuple[str, ...] | None  # that an editor chose


@dataclass(frozen=True, slots=True)
class Converted:
    """What an import would write, as plain values that pass between processes."""

    task: Task
    report: ImportReport
    prints: Prints
    path: str
    markdown: bytes
    account: bytes
