"""The texts as they were indexed, so that an edit can tell which grams and words an article no longer has.

They are appended to segments (`files/segments.py`). A text that is missing or damaged costs time, not correctness: the
articles around it are then indexed anew.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

import msgspec

from beilin.files.segments import Extent, append, close, load, remove, wasted
from beilin.indexing.documents import SearchText

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(SearchText).decode
_CHECKSUM = struct.Struct("<I")  # CRC-32 of the article's key and of what follows


def append_text(folder: Path, key: bytes, text: SearchText) -> Extent:
    """Store the text of an article with that key; NO_EXTENT if that fails."""
    data = _encode(text)
    return append(folder, (_CHECKSUM.pack(crc32(data, crc32(key))), data))


def stored_text(folder: Path, key: bytes, extent: Extent) -> SearchText | None:
    """The stored text of an article with that key; None if it is missing, damaged or of a different key."""
    record = load(folder, extent)
    data = record[_CHECKSUM.size :]
    if not data or _CHECKSUM.unpack_from(record)[0] != crc32(data, crc32(key)):
        return None
    return _decode(data)


def copied(folder: Path, extent: Extent) -> Extent:
    """The extent of a copy of the record; NO_EXTENT if it cannot be copied."""
    return append(folder, (load(folder, extent),))


def tidy_texts(folder: Path, before: Iterable[Extent], after: Iterable[Extent]) -> dict[Extent, Extent]:
    """Remove the segments that neither the last index uses nor the one that will replace it.

    Returns copies of the texts that the latter has in mostly unused segments, by their extents; these segments are
    removed the next time. Until the new index is committed, the last one keeps all its texts.
    """
    kept = list(after)
    unused, _ = wasted(folder, (*before, *kept))
    remove(folder, unused)
    _, sparse = wasted(folder, kept)
    if sparse:
        close(folder)  # or the copies might go where they are from
    return {extent: copied(folder, extent) for extent in kept if extent.segment in sparse}
