"""Progress of long work: a bar on a terminal, otherwise a plain line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from beilin.problems.wording import for_user

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

LONG_WORK = 200  # items; less is mostly done before anybody could read a bar …
PATIENCE = 1.0  # seconds, after which a bar is shown all the same: large images, and slow machines, take longer
SECONDS_BETWEEN_LINES = 5.0
_SECONDS_BETWEEN_FRAMES = 0.1

Report = Callable[[str, int, int], None]  # (what is being done, items done, items in all: 0 if that is not known)


@contextmanager
def progress_reporter(least: int = LONG_WORK) -> Iterator[Report]:
    """Within the block, a function that shows progress on standard error; not for work of fewer than `least` items."""
    if sys.stderr.isatty():
        with _bar(least) as report:
            yield report
    else:
        yield _lines()


@contextmanager
def _bar(least: int) -> Iterator[Report]:
    progress: Progress | None = None
    tasks: dict[str, TaskID] = {}
    began = time.monotonic()
    drawn = 0.0

    def report(activity: str, done: int, count: int) -> None:
        nonlocal progress, drawn
        now = time.monotonic()
        if count < least and (done == count or now - began < PATIENCE):
            return
        if progress is None:
            from rich.console import Console
            from rich.progress import Progress

            # Without a thread that draws, so that the work can go on in forked processes.
            progress = Progress(console=Console(stderr=True), transient=True, auto_refresh=False)
            progress.start()
        if activity not in tasks:
            tasks[activity] = progress.add_task(for_user(activity), total=count or None)
        progress.update(tasks[activity], completed=done, total=count or None)
        # Nothing draws later what is skipped here, so each of a few items is drawn: the next one may take long.
        if done == count or 0 < count < LONG_WORK or now - drawn >= _SECONDS_BETWEEN_FRAMES:
            drawn = now
            progress.refresh()

    try:
        yield report
    finally:
        if progress is not None:
            progress.stop()


def _lines() -> Report:
    last = time.monotonic()

    def report(activity: str, done: int, count: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= SECONDS_BETWEEN_LINES:
            last = now
            text = f"{activity}: {done} of {count}" if count else f"{activity}: {done}"
            sys.stderr.write(f"{for_user(text)}\n")

    return report
