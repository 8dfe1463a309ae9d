"""Batches of pure work, in this process or in others."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from beilin.parallel.run_in_fork import aside

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Answer = TypeVar("Answer")

# Items: enough to hide the cost of a message, few enough to keep all processes busy to the end.
MIN_BATCH, MAX_BATCH = 32, 128
BATCHES = 64  # as many as there should be, between these bounds
WORTH_FORKING = 2000  # files that are only looked at
WORTH_PROCESSES = 2 * MIN_BATCH
WORTH_SPAWNING = 2000  # a spawned process imports everything anew, which takes as long as half a thousand articles
AHEAD = 3  # batches a process that wait for it; more would only hold memory


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items, some at a time."""
    size = min(MAX_BATCH, max(MIN_BATCH, len(items) // BATCHES))
    return (items[start : start + size] for start in range(0, len(items), size))


class Workers:
    """How many processes may work at once. They are started for work that is worth them, and end with it."""

    def __init__(self, jobs: int | None) -> None:
        """`jobs` processes; None for one for each processor that this process may use."""
        self._jobs = jobs or _processors()

    def map(self, function: Callable[[Item], Answer], work: Iterable[Item], count: int) -> Iterator[Answer]:
        """`function` of each batch in `work`, in order. It must be picklable, and pure but for files that it writes.

        `count` is how many items the batches hold together; few are worked on in this process. What the function holds
        (as a `partial`) is not copied for each batch: a forked process has it already.
        """
        if not self.are_worth(count):
            yield from map(function, work)
            return
        # Imported here: few builds have work for more than one process.
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        forks = _may_fork()
        context = multiprocessing.get_context("fork" if forks else "spawn")
        if forks:
            gc.freeze()  # or the collector would write to every object, and the processes would share no memory
        waiting: deque[Future[Answer]] = deque()
        pool = ProcessPoolExecutor(self._jobs, context, _begin, (function,))
        try:
            for batch in work:
                waiting.append(pool.submit(_work, batch))
                if len(waiting) > self._jobs * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)
            if forks:
                gc.unfreeze()

    def aside(self, function: Callable[[], Answer], count: int) -> AbstractContextManager[Callable[[], Answer]]:
        """`function` of `count` items beside what this process goes on with; the context's value gives its answer.

        Where another process is not to be had, or not worth it, that is the function itself.
        """
        is_worth = self._jobs > 1 and count >= WORTH_FORKING and _may_fork()
        return aside(function) if is_worth else nullcontext(function)

    def are_worth(self, count: int) -> bool:
        """Whether so many items are shared out to processes."""
        return self._jobs > 1 and count >= (WORTH_PROCESSES if _may_fork() else WORTH_SPAWNING)


_function: Callable[[Any], Any] | None = None  # of a working process


def _begin(function: Callable[[Any], Any]) -> None:
    global _function
    _function = function
    _ignore_interrupts()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _work(batch: Any) -> Any:
    assert _function
    return _function(batch)


def _end_with_parent() -> None:
    """End this process when its parent has ended, however it did.

    A pool's process waits for work for ever when its parent is killed, and holds the kernel's lock on the output,
    which it has from the fork: every later build would wait for it.
    """
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
    os._exit(1)


def _may_fork() -> bool:
    """A forked process has all that is loaded already; beside other threads it may inherit a held lock."""
    return threading.active_count() == 1 and hasattr(os, "fork")


def _ignore_interrupts() -> None:
    """A terminal's Ctrl-C reaches all processes; only the one that gave out the work ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
