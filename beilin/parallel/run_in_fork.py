"""One pure function in a process beside this one, while this one goes on with something else."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

Answer = TypeVar("Answer")


@contextmanager
def aside(function: Callable[[], Answer]) -> Iterator[Callable[[], Answer]]:
    """Begin with the function in a forked process; what waits for its answer, and may be called once.

    Where that process ends without an answer, because the function raised something or there was no process to be had,
    the function is called here.
    """
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        yield function
        return
    if process == 0:
        _answer(function, reading, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        try:
            # What is read was written by this program.
            yield lambda: pickle.loads(data) if (data := pipe.read()) else function()
        finally:
            pipe.close()  # who still writes ends
            os.waitpid(process, 0)


def _answer(function: Callable[[], object], reading: int, writing: int) -> None:
    """Write what the function gives, and end; also when nobody reads any more, or the terminal interrupts."""
    with suppress(BaseException):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(function(), pickle.HIGHEST_PROTOCOL))
    os._exit(0)
