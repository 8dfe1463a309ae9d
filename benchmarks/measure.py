"""A command → how long it took, what it cost all processors, and how much memory its processes had at once."""

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

SAMPLE_EVERY = 0.050  # seconds between two looks at the memory
LAST_WORDS = 2000  # characters of a failed command's output that are shown


class CommandFailedError(Exception):
    """A command ended with another exit code than 0; the message has its last words."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one run of a command took."""

    wall: float  # seconds
    cpu: float  # seconds, user and system, of the whole process tree
    memory: int | None  # bytes at the peak: the sum of PSS over the process tree; None where nobody looked


def measure(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], *, with_memory: bool = False
) -> Measure:
    """Run the command in the folder. Raises CommandFailedError.

    Looking at the memory of a large process slows it down, so time and memory are best taken from different runs.
    """
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        watch = _MemoryWatch(process.pid) if with_memory else None
        # The usage holds that of all descendants which their parents waited for.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        memory = watch.end() if watch else None
        if process.returncode != 0:
            output.seek(0)
            words = output.read().decode(errors="replace")[-LAST_WORDS:]
            raise CommandFailedError(f"{' '.join(command)} ended with exit code {process.returncode}:\n{words}")
    return Measure(wall, usage.ru_utime + usage.ru_stime, memory)


class _MemoryWatch:
    """A thread that looks at the memory of a process tree until it is told to end."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak = pid, 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """The peak, in bytes."""
        self._ended.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        while not self._ended.wait(SAMPLE_EVERY):
            self._peak = max(self._peak, memory_of_tree(self._pid))


def memory_of_tree(pid: int) -> int:
    """The sum of PSS over the process and its descendants, in bytes: pages that several share count once in all."""
    return sum(map(_memory, processes_of_tree(pid)))


def processes_of_tree(pid: int) -> list[int]:
    """The process and its descendants, as far as they are there still."""
    found = [pid]
    for parent in found:  # it grows meanwhile
        with suppress(OSError):
            for thread in os.listdir(f"/proc/{parent}/task"):
                found += map(int, Path(f"/proc/{parent}/task/{thread}/children").read_text("ascii").split())
    return found


def _memory(pid: int) -> int:
    with suppress(OSError), open(f"/proc/{pid}/smaps_rollup", encoding="ascii", errors="replace") as lines:
        for line in lines:
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
