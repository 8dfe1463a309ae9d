"""Everything that a plan is made from, read from an archive without building it."""

from __future__ import annotations

from pathlib import Path

from beilin.building.inputs import Inputs, LastRead, read_everything, reader_for
from beilin.building.options import BuildOptions, Reporting
from beilin.building.snapshots import snapshot_sources
from beilin.config import read_config
from beilin.layout import CONTENT
from beilin.parallel.executor import Workers


def read_archive(root: Path, today: str | None = None) -> Inputs:
    """The inputs of the archive at `root`, as a first build in one process reads them."""
    config, problems = read_config(root)
    assert config, problems
    sources, changed = snapshot_sources(root, {})
    files = LastRead(sources[CONTENT], {}, changed)
    return read_everything(reader_for(root, config, Workers(1)), config, BuildOptions(today=today), files, Reporting())
