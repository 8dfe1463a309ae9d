"""A part of a stream that moves forward: what splits large files finds its marks in it."""

from __future__ import annotations

import re
from typing import BinaryIO

_CHUNK = 1 << 20
_OVERLAP = 256  # bytes; more than any of the marks that are looked for
MAX_ELEMENT = 64_000_000  # bytes of one article


class Window:
    """Bytes of the stream from `offset` on, as many as are needed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._is_complete = False  # whether the bytes end where the stream ends
        self.bytes = bytearray()
        self.offset = 0  # of the bytes in the stream
        self.line = 1  # on which they begin

    def find(self, pattern: re.Pattern[bytes], start: int, *, is_kept: bool = True) -> re.Match[bytes] | None:
        """The first match from `start` on, reading on as far as needed.

        Without `is_kept` what precedes the match is dropped, and so it is once there is more than one article can have;
        the match is then one in the bytes that are left. It reads them, so it must be used before anything is dropped.
        """
        while True:
            if match := pattern.search(self.bytes, start):
                return match
            if self._is_complete:
                return None
            start = max(start, len(self.bytes) - _OVERLAP)
            if not is_kept or len(self.bytes) > MAX_ELEMENT:
                self.drop(start)
                start = 0
            chunk = self._stream.read(_CHUNK)
            self.bytes += chunk
            self._is_complete = not chunk

    def fault_of(self, offset: int, end: int) -> str:
        """Why an article that began at that offset of the stream, and ends there in the bytes, cannot be read.

        `end` is 0 if no end was found.
        """
        if self.offset != offset or end > MAX_ELEMENT:
            return f"it has more than {MAX_ELEMENT // 1_000_000} MB"
        return "" if end else "the file ends in it"

    def drop(self, end: int) -> None:
        """Move forward by so many bytes."""
        self.line += self.bytes.count(b"\n", 0, end)
        self.offset += end
        del self.bytes[:end]
