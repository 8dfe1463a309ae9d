"""A bag that can be read, whether it is a folder or a zip file."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Protocol

from beilin.preserving.names import DECLARATION, MANIFEST_NAME, PAYLOAD

PIECE = 1 << 20  # bytes that are read at a time
# What damaged bytes of a zip file raise. NotImplementedError: a method of compression that Python does not know.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
LINK = "it is a symbolic link"  # why it does not count as a file of a bag


class NotABagError(Exception):
    """There is no bag; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class DamagedFileError(Exception):
    """The bytes of a file in a bag cannot be read; the message says why."""


class Source(Protocol):
    """Where the bytes of a bag are."""

    def open(self, path: str) -> IO[bytes]:
        """The file at the path in the bag. Raises OSError, or what `DAMAGE` lists."""


@dataclass(frozen=True, slots=True)
class OpenedBag:
    """A bag that can be read."""

    source: Source
    files: Mapping[str, int]  # size by path in the bag
    faults: Mapping[str, str] = field(default_factory=dict)  # what is there and cannot be a file of a bag, and why
    outside: tuple[str, ...] = ()  # in a zip file, the files beside the bag's folder

    def pieces(self, path: str) -> Iterator[bytes]:
        """The bytes of the file, piece by piece. Raises DamagedFileError."""
        try:
            with self.source.open(path) as file:
                while piece := file.read(PIECE):
                    yield piece
        except OSError as error:
            raise DamagedFileError(f"it cannot be read: {error.strerror or error}") from None
        except DAMAGE as error:
            raise DamagedFileError(f"its bytes in the zip file are damaged: {error}") from None

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a small file. Raises DamagedFileError, also if it has more than `limit` bytes."""
        data = bytearray()
        for piece in self.pieces(path):
            data += piece
            if len(data) > limit:
                raise DamagedFileError(f"it is larger than {limit >> 20} MB")
        return bytes(data)


def looks_like_bag(names: Iterable[str]) -> bool:
    """Whether these names are those at the top of a bag, or of what is left of one."""
    present = set(names)
    has_manifest = any(MANIFEST_NAME.fullmatch(name) for name in present)
    return DECLARATION in present or (PAYLOAD.rstrip("/") in present and has_manifest)
