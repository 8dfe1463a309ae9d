"""What the header of an SQLite database tells without opening it (https://www.sqlite.org/fileformat2.html)."""

from __future__ import annotations

import os
from pathlib import Path

HEADER_SIZE = 100


def is_truncated(path: Path) -> bool:
    """Whether the file is shorter than its header says; SQLite would read the missing rest of a page as zeros.

    File format, section 1.3: the page size at offset 16, the change counter at 24, the number of pages at 28, which is
    valid if the number at 92 equals the change counter.
    """
    try:
        with path.open("rb") as file:
            header, size = file.read(HEADER_SIZE), os.fstat(file.fileno()).st_size
    except OSError:
        return False
    if len(header) < HEADER_SIZE or header[24:28] != header[92:96]:
        return False
    page_size = int.from_bytes(header[16:18], "big")
    return size < (page_size if page_size > 1 else 65536) * int.from_bytes(header[28:32], "big")


def stamp_of(path: Path) -> bytes:
    """A stamp that differs once any process has written to the database; b"" if there is no file.

    It is SQLite's file change counter (section 1.3.7), and the file's metadata, which change even if the file is
    damaged.
    """
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            return file.read(HEADER_SIZE)[24:28] + f"{status.st_ino} {status.st_size} {status.st_mtime_ns}".encode()
    except OSError:
        return b""
