"""Running pure functions on batches of items, in this process or in several.

Most builds need no other process, so what these need is imported with them.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from beilin.parallel.cluster import Cluster

Item = TypeVar("Item")
Result = TypeVar("Result")

# Items in a batch: enough to outweigh the cost of a message, few enough to keep all processes busy until the end.
MIN_BATCH, MAX_BATCH = 32, 128
BATCHES = 64  # the number of batches, if their size is within these bounds
MIN_FILES_TO_FORK = 2000  # for work that only takes the status of files
MIN_ITEMS_TO_FORK = 2 * MIN_BATCH
MIN_ITEMS_TO_SPAWN = 2000  # a spawned process imports everything again, which takes as long as 500 articles
MAX_AHEAD = 3  # results for each process that wait for an earlier one; more would only use memory


class ClusterError(Exception):
    """The cluster cannot do the work. Nothing was published."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items, divided into batches."""
    size = min(MAX_BATCH, max(MIN_BATCH, len(items) // BATCHES))
    return (items[start : start + size] for start in range(0, len(items), size))


class Workers:
    """A number of processes. They are started only for work that is large enough, and end with it."""

    def __init__(self, jobs: int | None, cluster: Cluster | None = None) -> None:
        """`jobs` is the number of processes; None means one for each processor that this process may use.

        With a cluster there are none: what does not go there is done in this process, whose connection to the cluster
        has threads, so that it may not be forked.
        """
        self._jobs = 1 if cluster else jobs or _processors()
        self._cluster = cluster

    def cluster_for(self, count: int) -> Cluster | None:
        """The cluster that handles so many items; None if there is none, or they are too few."""
        return self._cluster if count >= MIN_ITEMS_TO_FORK else None

    def map(self, function: Callable[[Item], Result], work: Iterable[Item], count: int) -> Iterator[Result]:
        """The results of `function` for each batch in `work`, in order.

        The function must be picklable, and pure except for files that it writes: a batch whose process was killed is
        done again. `count` is the total number of items; if there are few, or the system starts no process, this
        process handles them itself. Arguments bound to the function (by `partial`) are not copied for each batch: a
        forked process inherits them.
        """
        if not self.is_shared(count):
            yield from map(function, work)
            return
        forks = _may_fork()
        if forks:
            gc.freeze()  # or the garbage collector would write to every object, and no memory would be shared
        workers: list[_Worker] = []
        try:
            _start(workers, self._jobs, function, forks=forks)
            yield from _distribute(workers, function, work)
        finally:
            for worker in workers:
                worker.connection.close()  # a process that still works ends when it has done its batch
            for worker in workers:
                worker.process.join()
            if forks:
                gc.unfreeze()

    def run_in_fork(self, function: Callable[[], Result], count: int) -> AbstractContextManager[Callable[[], Result]]:
        """Run `function`, which handles `count` files, while the block does something else.

        The block gets a function that waits for the result, or `function` itself if forking is not possible or there
        are few files.
        """
        # With 10,000 articles an edit of one takes 0.45 s, and 0.57 s if the output is examined in this process.
        is_worthwhile = self._jobs > 1 and count >= MIN_FILES_TO_FORK and _may_fork()
        if not is_worthwhile:
            return nullcontext(function)
        from beilin.parallel.run_in_fork import run_in_fork

        return run_in_fork(function)

    def is_shared(self, count: int) -> bool:
        """Whether work on `count` items is shared between several processes."""
        return self._jobs > 1 and count >= (MIN_ITEMS_TO_FORK if _may_fork() else MIN_ITEMS_TO_SPAWN)


class _Worker:
    """A process, and the batch that it works on."""

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process, self.connection = process, connection
        self.number = -1  # of its batch; -1 for none
        self.batch: Any = None

    def give(self, number: int, batch: Any) -> bool:
        """Send a batch; returns whether the process is still there."""
        self.number, self.batch = number, batch
        try:
            self.connection.send(batch)
        except OSError:
            return False
        return True

    def answer(self) -> tuple[bool, Any] | None:
        """Whether the function succeeded, and its result or exception; None if the process was killed."""
        import pickle

        try:
            answer: tuple[bool, Any] = self.connection.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            return None
        return answer


# multiprocessing's and concurrent.futures' pools need semaphores and threads, which containers and serverless machines
# may lack or limit, and they wait for ever if a thread cannot be started. Only processes and pipes are used here.
def _start(workers: list[_Worker], jobs: int, function: Callable[[Any], Any], *, forks: bool) -> None:
    """Add up to `jobs` new processes to the workers; fewer, or none, if the system refuses."""
    with suppress(OSError, ImportError, RuntimeError, MemoryError):
        import multiprocessing

        context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            # Forked processes inherit the ends of earlier pipes, whose closing would then not be noticed.
            others = [ours, *(worker.connection for worker in workers)] if forks else []
            process = context.Process(target=_work, args=(function, theirs, others), daemon=True)
            process.start()
            theirs.close()
            workers.append(_Worker(process, ours))


def _distribute(workers: list[_Worker], function: Callable[[Any], Any], work: Iterable[Any]) -> Iterator[Any]:
    """The results for all batches, in order. A batch is done in this process if there is no process for it."""
    numbered = enumerate(work)
    idle, busy = list(workers), dict[Any, _Worker]()
    done: dict[int, Any] = {}  # results that wait for an earlier one
    lost: dict[int, Any] = {}  # batches whose process was killed
    is_over, following = False, 0
    while True:
        while idle and not is_over and len(done) < MAX_AHEAD * len(workers):
            if (item := next(numbered, None)) is None:
                is_over = True
            elif (worker := idle.pop()).give(*item):
                busy[worker.connection] = worker
            else:
                lost[item[0]] = item[1]
        if following in done:
            yield done.pop(following)
            following += 1
        elif following in lost:
            yield function(lost.pop(following))
            following += 1
        elif busy:
            from multiprocessing.connection import wait  # which is missing where there are no processes

            for connection in wait(list(busy)):
                worker = busy.pop(connection)
                answer = worker.answer()
                if answer is None:
                    lost[worker.number] = worker.batch
                elif not answer[0]:
                    raise answer[1]
                else:
                    done[worker.number] = answer[1]
                    idle.append(worker)
        elif is_over:
            return
        elif (item := next(numbered, None)) is None:
            is_over = True
        else:
            yield function(item[1])
            following += 1


def _work(function: Callable[[Any], Any], connection: Connection, others: Sequence[Connection]) -> None:
    """In a worker process: answer each batch until the connection is closed."""
    import signal
    import threading

    for other in others:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the one that distributes handles it
    with suppress(RuntimeError):  # a limit of threads
        threading.Thread(target=_end_with_parent, daemon=True).start()
    # Whatever goes wrong here, the process that distributes does the batch again, and meets the exception itself.
    with suppress(BaseException):
        while True:
            connection.send_bytes(answer_of(function, connection.recv()))


def answer_of(function: Callable[[Any], Any], batch: Any) -> bytes:
    """Pickled: whether the function succeeded, and its result or exception."""
    import pickle

    try:
        return pickle.dumps((True, function(batch)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        import traceback

        error.add_note("In a worker process:\n" + traceback.format_exc())
        try:
            answer = pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
            pickle.loads(answer)
        except Exception:  # an exception whose constructor has other parameters than its `args`
            failure = RuntimeError(f"{type(error).__name__}: {error}")
            failure.add_note(traceback.format_exc())
            answer = pickle.dumps((False, failure), pickle.HIGHEST_PROTOCOL)
        return answer


def _end_with_parent() -> None:
    """End this process when its parent has ended for whatever reason.

    If the parent is killed, a process works on, and keeps the lock on the output that it inherited by the fork, so
    every later build would wait for it.
    """
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
    os._exit(1)


def _may_fork() -> bool:
    """Whether forking is possible and safe: with several threads, the new process may inherit a lock that is held."""
    import threading

    return threading.active_count() == 1 and hasattr(os, "fork")


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
