"""Standard output and error that may be closed, full, or unable to encode a text: none of this ends in a traceback."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class OutputError(Exception):
    """Standard output cannot be written; `number` is the system's error."""

    def __init__(self, number: int) -> None:
        super().__init__(os.strerror(number))
        self.number = number


class _Output(io.FileIO):
    """Standard output. What cannot be written raises OutputError, which no handler of files takes for its own."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            raise OutputError(error.errno or 0) from None


class _Messages(io.FileIO):
    """Standard error. What cannot be written is lost, because there is nobody to tell."""

    def write(self, data: ReadableBuffer, /) -> int:
        with suppress(OSError):
            return super().write(data)
        return len(memoryview(data))


def use_safe_streams() -> None:
    """Replace sys.stdout and sys.stderr. Called once, before any file is opened."""
    _open_closed()
    sys.stdout = _safe(sys.stdout, _Output(1, "w", closefd=False))
    sys.stderr = _safe(sys.stderr, _Messages(2, "w", closefd=False))


def _open_closed() -> None:
    """Open what the caller closed (`>&-`) on the null device: the next file would become standard output otherwise."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free descriptor, which is this one


def _safe(stream: TextIO | None, raw: io.FileIO) -> TextIO:
    """The stream over `raw`. A character that its encoding lacks is written as an escape."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    is_terminal = getattr(stream, "line_buffering", True)
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding=encoding, errors="backslashreplace", line_buffering=is_terminal
    )
