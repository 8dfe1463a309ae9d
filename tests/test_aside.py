"""A function that runs in a process beside this one gives its answer, whatever becomes of that process."""

from __future__ import annotations

import os
import signal

import pytest

from beilin.parallel.run_in_fork import aside


def test_the_answer_comes_from_another_process() -> None:
    with aside(os.getpid) as answer:
        assert answer() != os.getpid()


def test_a_process_that_ends_without_an_answer_is_made_up_for_here() -> None:
    """Killed for want of memory, say."""
    here = os.getpid()

    def die_elsewhere() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "answered here"

    with aside(die_elsewhere) as answer:
        assert answer() == "answered here"


def test_an_error_is_raised_here() -> None:
    def fail() -> None:
        raise ValueError("no answer")

    with aside(fail) as answer, pytest.raises(ValueError, match="no answer"):
        answer()


def test_an_answer_that_nobody_asks_for_leaves_no_process() -> None:
    with aside(lambda: bytes(1_000_000)):
        pass
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
