"""A command → its wall time, its processor time, and the peak memory of its processes."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SAMPLE_INTERVAL = 0.050  # seconds between two measurements of the memory
MAX_OUTPUT = 2000  # characters of a failed command's output in its error


class CommandFailedError(Exception):
    """A command failed; the message has its exit code and the end of its output."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The measurements of one run of a command."""

    wall: float  # seconds
    cpu: float  # seconds, user and system, of the whole process tree
    memory: int | None  # bytes: the peak of the sum of PSS over the process tree; None if not measured
    largest: int = 0  # bytes: the peak of the resident memory of the largest process, which costs nothing to measure


def measure(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], *, with_memory: bool = False
) -> Measure:
    """Run the command in the folder. Raises CommandFailedError.

    Measuring the memory of a large process slows it down, so measure time and memory in different runs.
    """
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        watch = _MemoryWatch(process.pid) if with_memory else None
        # The usage includes all descendants for which their parents waited.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        memory = watch.stop() if watch else None
        if process.returncode != 0:
            output.seek(0)
            end = output.read().decode(errors="replace")[-MAX_OUTPUT:]
            raise CommandFailedError(f"{' '.join(command)} failed with exit code {process.returncode}:\n{end}")
    return Measure(wall, usage.ru_utime + usage.ru_stime, memory, usage.ru_maxrss * 1024)


class _MemoryWatch:
    """A thread that measures the memory of a process tree until it is stopped."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak = pid, 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """Stop, and return the peak in bytes."""
        self._stopped.set()
        self._thread.join()
        return self._peak

    def _run(self) -> None:
        while not self._stopped.wait(SAMPLE_INTERVAL):
            self._peak = max(self._peak, memory_of_tree(self._pid))


def memory_of_tree(pid: int) -> int:
    """The sum of PSS over the process and its descendants, in bytes: pages shared by several processes count once."""
    return sum(map(_memory, processes_of_tree(pid)))


def processes_of_tree(pid: int) -> list[int]:
    """The process and its descendants that are still running."""
    pids = [pid]
    for parent in pids:  # which grows meanwhile
        with suppress(OSError):
            for thread in os.listdir(f"/proc/{parent}/task"):
                pids += map(int, Path(f"/proc/{parent}/task/{thread}/children").read_text("ascii").split())
    return pids


def _memory(pid: int) -> int:
    with suppress(OSError), open(f"/proc/{pid}/smaps_rollup", encoding="ascii", errors="replace") as lines:
        for line in lines:
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
