"""The full check of a served archive, in a separate process, while nothing is being saved.

A check takes longer than a rebuild, so it waits until the archive is idle, and is cancelled by the next save.
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

_CALL = "from beilin.entry import main; main()"


@dataclass(frozen=True, slots=True)
class _Report:
    """The part of the check's report that is read."""

    problems: tuple[Problem, ...]


_decode = msgspec.json.Decoder(_Report).decode


def beilin_command(arguments: Sequence[str]) -> list[str]:
    """The command that runs Beilin with these arguments, wherever it is imported from."""
    return [sys.executable, "-c", _CALL, *arguments]


@dataclass(slots=True)
class BackgroundCheck:
    """A check that is pending, running, or neither."""

    command: Sequence[str]  # prints problems as `check --format json` does
    is_pending: bool = False
    process: subprocess.Popen[bytes] | None = None
    output: IO[bytes] | None = None

    def request(self) -> None:
        """Cancel a running check, and start a new one at the next poll."""
        self.stop()
        self.is_pending = True

    def poll(self) -> tuple[Problem, ...] | None:
        """Start a pending check; return the findings of one that has just finished, else None."""
        if self.is_pending:
            self.is_pending = False
            self._start()
            return None
        if self.process is None or self.output is None or self.process.poll() is None:
            return None
        self.output.seek(0)
        data = self.output.read()
        self.stop()
        with suppress(msgspec.MsgspecError):  # a check that failed has no findings
            return _decode(data).problems
        return None

    def stop(self) -> None:
        """Cancel a pending or running check."""
        self.is_pending = False
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        if self.output is not None:
            self.output.close()
        self.process = self.output = None

    def _start(self) -> None:
        paths = os.pathsep.join(path for path in sys.path if path)
        self.output = tempfile.TemporaryFile()  # noqa: SIM115  closed by stop
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        )
