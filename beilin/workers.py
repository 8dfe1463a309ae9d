"""Batches of pure work, in this process or in others."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Item = TypeVar("Item")
Answer = TypeVar("Answer")

BATCH = 32  # items: enough to hide the cost of a message, few enough to keep all processes busy to the end
WORTH_PROCESSES = 2 * BATCH
AHEAD = 3  # batches a process that wait for it; more would only hold memory


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items, some at a time."""
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


class Workers:
    """Processes that are started when work comes that is worth them, and ended with the block."""

    def __init__(self, jobs: int | None) -> None:
        """`jobs` processes; None for one for each processor that this process may use."""
        self._jobs = jobs or _processors()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def map(self, function: Callable[[Item], Answer], work: Iterable[Item], count: int) -> Iterator[Answer]:
        """`function` of each batch in `work`, in order. It must be picklable, and pure.

        `count` is how many items the batches hold together; few are worked on in this process.
        """
        if self._jobs == 1 or count < WORTH_PROCESSES:
            yield from map(function, work)
            return
        if self._pool is None:
            # Imported here: few builds have work for more than one process.
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor

            # A forked process has all that is loaded already; beside other threads a fork may inherit a held lock.
            forks = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
            context = multiprocessing.get_context("fork" if forks else "spawn")
            self._pool = ProcessPoolExecutor(self._jobs, context, _ignore_interrupts)
        waiting: deque[Future[Answer]] = deque()
        for batch in work:
            waiting.append(self._pool.submit(function, batch))
            if len(waiting) > self._jobs * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _ignore_interrupts() -> None:
    """A terminal's Ctrl-C reaches all processes; only the one that gave out the work ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
