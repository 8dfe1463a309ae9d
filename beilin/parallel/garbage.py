"""Work without the cyclic garbage collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Without the cyclic garbage collector: what has an archive in memory makes few cycles, and each collection would
    visit every record (a quarter of the time of a search in 10,000 articles)."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def collect_recent_garbage() -> None:
    """Collect the cycles among the objects made since the last time; the archive in memory is not visited again."""
    gc.collect(0)
