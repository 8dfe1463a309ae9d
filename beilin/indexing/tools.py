"""What an update of an index works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from beilin.indexing.sizes import DEFAULT_SIZES, IndexSizes
from beilin.parallel.executor import Workers


def _ignore(done: int, count: int) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class IndexTools:
    """What an update of an index works with, beside its inputs."""

    workers: Workers
    texts: Path  # the folder of the stored texts
    runs: Path  # a folder for temporary files, which is removed
    # Called often, with the number of articles that were indexed and that of all that will be; may raise to give up.
    progress: Callable[[int, int], None] = _ignore
    sizes: IndexSizes = DEFAULT_SIZES
