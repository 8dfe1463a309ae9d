"""The body of a response as it was sent → its bytes (RFC 9110, section 8.4; RFC 9112, section 7)."""

from __future__ import annotations

import zlib
from io import BytesIO

from warcio.bufferedreaders import ChunkedDataReader

from beilin.importing.formats.bounded_reading import MAX_RATIO
from beilin.importing.formats.recognition.html import is_html
from beilin.importing.formats.recognition.opening import SIZE, opening_of

MAX_BODY = 64 * 1024**2  # bytes
_ANY_RATIO = 1024**2  # bytes, up to which the ratio does not matter
_GZIP = b"\x1f\x8b"
_WINDOWS = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}


class UnreadableBodyError(Exception):
    """Why a body cannot be read, as a phrase for the report."""


def decoded_body(raw: bytes, transfer: str, encoding: str) -> bytes:
    """The bytes without chunks and compression. Crawlers often keep the headers of a body that they have unpacked.

    Raises UnreadableBodyError.
    """
    data = ChunkedDataReader(BytesIO(raw)).read() if "chunked" in transfer.lower() else raw
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in _WINDOWS:
            data = _unpacked(data, _WINDOWS[name])
        elif name not in ("", "identity") and not is_html(opening_of("", data[:SIZE])):
            raise UnreadableBodyError(f"pages that are compressed by {name}")
    return data


def _unpacked(data: bytes, windows: tuple[int, ...]) -> bytes:
    """The data without compression; as they are if they are not compressed."""
    limit = min(MAX_BODY, max(_ANY_RATIO, MAX_RATIO * len(data)))
    for window in windows:
        decompressor = zlib.decompressobj(window)
        try:
            plain = decompressor.decompress(data, limit + 1)
        except zlib.error:
            if data.startswith(_GZIP):
                raise UnreadableBodyError("pages whose bytes are damaged") from None
            continue
        if len(plain) > limit:
            raise UnreadableBodyError("pages that unpack to more than they should")
        return plain
    return data
