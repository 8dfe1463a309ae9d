"""WARC files composed in code."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Crawled:
    """A record: by default the response with a page."""

    url: str
    body: bytes
    date: str = "2023-06-21T01:19:00Z"
    kind: str = "response"
    status: str = "200 OK"
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[str, ...] = ()

    def record(self) -> bytes:
        """The bytes in a WARC file."""
        http = "\r\n".join([f"HTTP/1.1 {self.status}", f"Content-Type: {self.content_type}", *self.headers, "", ""])
        block = http.encode() + self.body if self.kind in ("response", "revisit") else self.body
        kind = "application/http; msgtype=response" if self.kind == "response" else self.content_type
        head = [
            "WARC/1.0", f"WARC-Type: {self.kind}", f"WARC-Target-URI: {self.url}", f"WARC-Date: {self.date}",
            "WARC-Record-ID: <urn:uuid:1>", f"Content-Type: {kind}", f"Content-Length: {len(block)}", "", "",
        ]  # fmt: skip
        return "\r\n".join(head).encode() + block + b"\r\n\r\n"


def warc(*crawled: Crawled, packed: str = "") -> bytes:
    """The file: plain, or packed by record (`records`) or as a whole (`file`)."""
    records = [one.record() for one in crawled]
    if packed == "records":
        return b"".join(map(gzip.compress, records))
    return gzip.compress(b"".join(records), mtime=0) if packed else b"".join(records)


def chunked(data: bytes, size: int = 100) -> bytes:
    """The data in chunks of HTTP/1.1."""
    pieces = [data[n : n + size] for n in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def deflated(data: bytes) -> bytes:
    """The data in the form that many servers call `deflate`."""
    compressor = zlib.compressobj(wbits=-15)
    return compressor.compress(data) + compressor.flush()
