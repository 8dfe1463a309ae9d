"""The settings of an import run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from beilin.importing.classify.site_rules import SiteRules
from beilin.importing.model import Fact
from beilin.reading.article import ReaderSettings
from beilin.reading.tags import TagAuthority


@dataclass(frozen=True, slots=True)
class ConversionSettings:
    """What decides how a source is converted."""

    authority: TagAuthority
    reader: ReaderSettings
    site_rules: SiteRules | None = None
    encoding: str = ""  # the editor's choice; "" to detect it


@dataclass(frozen=True, slots=True)
class Choices:
    """What an editor states about the one source of a run; it precedes what the source says."""

    facts: tuple[Fact, ...] = ()
    slug: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """What applies to all sources of a run."""

    root: Path
    conversion: ConversionSettings
    force: bool = False
    dry_run: bool = False
    keep_sources: bool = False
    kind: str = ""  # the editor's choice; "" to recognise it
    fields: tuple[tuple[str, str], ...] = ()  # what means what in JSON Lines; see `FormatSettings`
    choices: Choices | None = None  # None if there may be several sources
