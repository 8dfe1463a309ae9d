"""The whole check of a served archive, in a process of its own, while nothing is being saved.

A check takes longer than a rebuild; so it waits until the archive is quiet, and is dropped when something is saved.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

import msgspec

from beilin.problems.problem import Problem

_CALL = "from beilin.cli import main; main()"


@dataclass(frozen=True, slots=True)
class _Report:
    """What is read of the check's report."""

    problems: tuple[Problem, ...]


_decode = msgspec.json.Decoder(_Report).decode


def command_for(arguments: Sequence[str]) -> list[str]:
    """The command that runs Beilin with these arguments, wherever it is imported from."""
    return [sys.executable, "-c", _CALL, *arguments]


@dataclass(slots=True)
class Inspection:
    """A check that is wanted, under way, or neither."""

    command: Sequence[str]  # prints problems as `check --format json` does
    is_wanted: bool = False
    process: subprocess.Popen[bytes] | None = None
    output: IO[bytes] | None = None

    def want(self) -> None:
        """Drop what is under way, and begin anew at the next step."""
        self.stop()
        self.is_wanted = True

    def step(self) -> tuple[Problem, ...] | None:
        """Begin where a check is wanted; the findings where it has ended, else None."""
        if self.is_wanted:
            self.is_wanted = False
            self._begin()
            return None
        if self.process is None or self.output is None or self.process.poll() is None:
            return None
        self.output.seek(0)
        data = self.output.read()
        self.stop()
        with suppress(msgspec.MsgspecError):  # a check that failed says nothing
            return _decode(data).problems
        return None

    def stop(self) -> None:
        """End what is under way."""
        self.is_wanted = False
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        if self.output is not None:
            self.output.close()
        self.process = self.output = None

    def _begin(self) -> None:
        paths = os.pathsep.join(path for path in sys.path if path)
        self.output = tempfile.TemporaryFile()  # noqa: SIM115  closed by stop
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        )
