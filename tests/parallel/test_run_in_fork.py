"""A function that runs in a process beside this one gives its answer, whatever becomes of that process."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from beilin.parallel.run_in_fork import run_in_fork


def test_the_answer_comes_from_another_process() -> None:
    with run_in_fork(os.getpid) as answer:
        assert answer() != os.getpid()


def test_a_process_that_ends_without_an_answer_is_made_up_for_here() -> None:
    """Killed for want of memory, say."""
    here = os.getpid()

    def die_elsewhere() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "answered here"

    with run_in_fork(die_elsewhere) as answer:
        assert answer() == "answered here"


def test_an_error_is_raised_here() -> None:
    def fail() -> None:
        raise ValueError("no answer")

    with run_in_fork(fail) as answer, pytest.raises(ValueError, match="no answer"):
        answer()


def test_an_answer_that_nobody_asks_for_leaves_no_process(tmp_path: Path) -> None:
    def long_answer() -> bytes:
        (tmp_path / "process").write_text(str(os.getpid()))
        return bytes(1_000_000)

    with run_in_fork(long_answer):
        pass
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "process").read_text()), 0)
