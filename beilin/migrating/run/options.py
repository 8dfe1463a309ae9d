"""What a run is asked to do, and what it knows when it begins to write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from beilin.config import Config
from beilin.migrating.placing.placement import Placement
from beilin.migrating.run.archive import Target
from beilin.migrating.run.read import Progress, ReadSite
from beilin.parallel.executor import Workers


@dataclass(frozen=True, slots=True)
class MigrationOptions:
    """What was asked for."""

    folder: Path  # of the old site
    root: Path  # of the archive, which need not exist
    generator: str = ""  # "" to recognise it
    dry_run: bool = False
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be written, and how."""

    options: MigrationOptions
    read: ReadSite
    placement: Placement
    wanted: Config  # the old site's settings for site.yaml
    config: Config  # what site.yaml will say
    target: Target
    workers: Workers
    progress: Progress
