"""Progress of long work: a bar in a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LONG_WORK = 200  # items; less is done before a bar could be read
SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def progress_reporter(least: int = LONG_WORK) -> Iterator[Callable[[str, int, int], None]]:
    """A function that is told (what is done, how many are done, of how many) and shows it on standard error.

    Work of fewer than `least` items is not shown.
    """
    if sys.stderr.isatty():
        with _bar(least) as report:
            yield report
    else:
        yield _lines(least)


@contextmanager
def _bar(least: int) -> Iterator[Callable[[str, int, int], None]]:
    bars: list[object] = []

    def report(what: str, done: int, count: int) -> None:
        if count < least:
            return
        from rich.console import Console
        from rich.progress import Progress

        if not bars:
            bars.append(Progress(console=Console(stderr=True), transient=True))
            bars[0].start()  # type: ignore[attr-defined]
        progress = bars[0]
        assert isinstance(progress, Progress)
        task = next((task for task in progress.tasks if task.description == what), None)
        identifier = task.id if task else progress.add_task(what, total=count)
        progress.update(identifier, completed=done, total=count)

    try:
        yield report
    finally:
        if bars:
            bars[0].stop()  # type: ignore[attr-defined]


def _lines(least: int) -> Callable[[str, int, int], None]:
    last = time.monotonic()

    def report(what: str, done: int, count: int) -> None:
        nonlocal last
        now = time.monotonic()
        if count >= least and now - last >= SECONDS_BETWEEN_LINES:
            last = now
            sys.stderr.write(f"{what}: {done} of {count}\n")

    return report
