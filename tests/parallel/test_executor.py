"""Work that is shared out has the same results as work in one process, whatever becomes of the other processes."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from beilin.parallel.executor import Workers, batches

ROOT = Path(__file__).parents[2]
HERE = os.getpid()
ITEMS = list(range(1000))

Numbers = Sequence[int]


# Python 3.12 and newer warn of it.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")


@pytest.fixture(autouse=True)
def may_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork although servers of other tests run in threads of this process: they hold no lock that this work needs."""
    monkeypatch.setattr("threading.active_count", lambda: 1)


def double(batch: Numbers) -> list[int]:
    """Some work."""
    return [2 * number for number in batch]


def shared_out(function: Callable[[Numbers], object], jobs: int = 2) -> list[object]:
    """The results of the function for all batches."""
    return list(Workers(jobs).map(function, batches(ITEMS), len(ITEMS)))


def pids(_batch: Numbers) -> int:
    """The process that does the batch, after a while."""
    time.sleep(0.005)
    return os.getpid()


def active_children() -> list[object]:
    """The processes that still run."""
    import multiprocessing

    return list(multiprocessing.active_children())


EXPECTED = [double(batch) for batch in batches(ITEMS)]


def test_results_come_in_the_order_of_the_batches() -> None:
    def slow_at_first(batch: Numbers) -> list[int]:
        time.sleep(0.05 if batch[0] == 0 else 0)
        return double(batch)

    assert shared_out(slow_at_first, jobs=3) == EXPECTED


def test_several_processes_work_and_end_with_the_work() -> None:
    found = set(shared_out(pids))
    assert len(found) == 2
    assert os.getpid() not in found
    assert active_children() == []


def test_a_batch_whose_process_is_killed_is_done_again() -> None:
    """Killed for want of memory, say."""

    def die_elsewhere(batch: Numbers) -> list[int]:
        if os.getpid() != HERE and 320 in batch:
            os.kill(os.getpid(), signal.SIGKILL)
        return double(batch)

    assert shared_out(die_elsewhere) == EXPECTED


def test_all_processes_may_be_killed() -> None:
    def die_elsewhere(batch: Numbers) -> list[int]:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return double(batch)

    assert shared_out(die_elsewhere, jobs=3) == EXPECTED


@pytest.mark.parametrize("number", [errno.EAGAIN, errno.ENOMEM, errno.ENOSYS])
@pytest.mark.parametrize("allowed", [0, 1])
def test_work_is_done_here_where_processes_cannot_be_started(
    monkeypatch: pytest.MonkeyPatch, allowed: int, number: int
) -> None:
    fork, left = os.fork, iter(range(allowed))

    def refuse() -> int:
        if next(left, None) is None:
            raise OSError(number, os.strerror(number))
        return fork()

    monkeypatch.setattr(os, "fork", refuse)
    assert shared_out(double) == EXPECTED


@pytest.mark.parametrize(
    ("missing", "processes"), [("multiprocessing.synchronize", 2), ("_multiprocessing", 1), ("multiprocessing", 1)]
)
def test_semaphores_are_not_needed(missing: str, processes: int) -> None:
    """Some containers and serverless machines have none, and some systems have no processes at all."""
    script = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from tests.parallel.test_executor import EXPECTED, double, pids, shared_out\n"
        "assert shared_out(double) == EXPECTED\n"
        f"assert len(set(shared_out(pids))) == {processes}\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def test_spawned_processes_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are used while other threads run."""
    monkeypatch.setattr("beilin.parallel.executor._may_fork", lambda: False)
    many = [number % 7 for number in range(2000)]
    assert list(Workers(2).map(double, batches(many), len(many))) == [double(batch) for batch in batches(many)]


def test_an_exception_is_raised_here_with_its_origin() -> None:
    def fail(_batch: Numbers) -> None:
        raise OSError(errno.ENOSPC, "full", "some file")

    with pytest.raises(OSError, match="full") as raised:
        shared_out(fail)
    assert raised.value.filename == "some file"
    assert "in fail" in raised.value.__notes__[0]
    assert active_children() == []


class OddError(Exception):
    """An exception that cannot be sent."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other}")
        self.origin = lambda: one  # which is not picklable even where a package has taught pickle about exceptions


def test_an_exception_that_cannot_be_sent_is_described() -> None:
    def fail(_batch: Numbers) -> None:
        raise OddError("this", "that")

    with pytest.raises(RuntimeError, match="OddError: this and that"):
        shared_out(fail)


def test_results_that_nobody_waits_for_leave_no_process() -> None:
    results = Workers(2).map(double, batches(ITEMS), len(ITEMS))
    assert next(results) == EXPECTED[0]
    results.close()  # type: ignore[attr-defined]
    assert active_children() == []
