"""An entry of a zip file that depends on its name and content alone: one time, and the same permissions for all."""

from __future__ import annotations

import stat
from zipfile import ZIP_STORED, ZipInfo

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip file can say
_UNIX = 3  # the system whose permissions it has (APPNOTE.TXT 6.3.10, 4.4.2)


def zip_entry(name: str, size: int, compression: int = ZIP_STORED) -> ZipInfo:
    """The entry for a file of that many bytes; `compression` is one of zipfile's."""
    entry = ZipInfo(name, _EARLIEST)
    entry.create_system, entry.external_attr = _UNIX, (stat.S_IFREG | 0o644) << 16
    entry.compress_type = compression
    entry.file_size = size  # decides whether it is the entry of a large file
    return entry
