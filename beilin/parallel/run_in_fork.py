"""Running a pure function in a forked process, while this process does something else."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar, cast

Result = TypeVar("Result")


@contextmanager
def run_in_fork(function: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Start the function in a forked process; the block gets a function that waits for its result.

    The latter may be called once. If the process could not be started, was killed, or ended without a result because
    the function raised an exception, the function is called in this process.
    """
    try:
        read_end, write_end = os.pipe()
    except OSError:
        yield function
        return
    try:
        process = os.fork()
    except OSError:
        os.close(read_end)
        os.close(write_end)
        yield function
        return
    if process == 0:
        _send_result(function, read_end, write_end)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:

        def result() -> Result:
            try:
                # Unpickling is safe: the data was written by this program.
                return cast(Result, pickle.loads(pipe.read()))
            except (OSError, EOFError, pickle.UnpicklingError):
                return function()

        try:
            yield result
        finally:
            pipe.close()  # ends a process that is still writing
            os.waitpid(process, 0)


def _send_result(function: Callable[[], object], read_end: int, write_end: int) -> None:
    """Write the function's result and exit, also if the pipe was closed or Ctrl-C was pressed."""
    with suppress(BaseException):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.close(read_end)
        with os.fdopen(write_end, "wb") as pipe:
            pipe.write(pickle.dumps(function(), pickle.HIGHEST_PROTOCOL))
    os._exit(0)
