"""The file of a book: a zip whose bytes follow from its content (Open Container Format; EPUB 3.3, section 4.2)."""

from __future__ import annotations

import zipfile

from beilin.files.zip_entry import zip_entry

_COMPRESSED = ("jpg", "png", "gif")  # by themselves
MIMETYPE = b"application/epub+zip"


class BookFile:
    """Writes the files of a book, in the order in which they come: that of their names."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        """Begin the book in an empty zip that can be sought in."""
        self._zip = file
        self._write("mimetype", MIMETYPE, zipfile.ZIP_STORED)

    def add(self, name: str, data: bytes | str) -> None:
        """Add a file."""
        is_compressed = name.rpartition(".")[2] in _COMPRESSED
        content = data.encode() if isinstance(data, str) else data
        self._write(name, content, zipfile.ZIP_STORED if is_compressed else zipfile.ZIP_DEFLATED)

    def _write(self, name: str, data: bytes, method: int) -> None:
        self._zip.writestr(zip_entry(name, len(data), method), data)
