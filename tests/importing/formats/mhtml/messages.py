"""Pages in MHTML as browsers write them, composed in code."""

from __future__ import annotations

import base64
import quopri
import struct
import zlib
from dataclasses import dataclass


def png(color: int, size: int = 16) -> bytes:
    """An image of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((color, n, color)) * size for n in range(size))
    header = struct.pack(">2L5B", size, size, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@dataclass(frozen=True)
class MimePart:
    """A part of a message."""

    data: bytes
    content_type: str = "text/html"
    location: str = ""
    content_id: str = ""
    encoding: str = "quoted-printable"


def mhtml(*parts: MimePart, head: str = "", boundary: str = "----Boundary--x", newline: str = "\r\n") -> bytes:
    """The message."""
    lines = [
        "From: <Saved by Blink>",
        *(head.split("\n") if head else []),
        "MIME-Version: 1.0",
        "Content-Type: multipart/related;",
        f'\ttype="text/html";\n\tboundary="{boundary}"'.replace("\n", newline),
        "",
        "",
    ]
    message = newline.join(lines).encode()
    for part in parts:
        fields = [f"--{boundary}", f"Content-Type: {part.content_type}", f"Content-Transfer-Encoding: {part.encoding}"]
        fields += [f"Content-Location: {part.location}"] if part.location else []
        fields += [f"Content-ID: <{part.content_id}>"] if part.content_id else []
        body = part.data
        if part.encoding == "base64":
            body = base64.encodebytes(body).replace(b"\n", newline.encode())
        elif part.encoding == "quoted-printable":
            body = quopri.encodestring(body).replace(b"\n", newline.encode())
        message += newline.join([*fields, "", ""]).encode() + body + newline.encode()
    return message + f"--{boundary}--{newline}".encode()


ARTICLE = "".join(
    f"<p>第{n}段：這是一篇文章裡的一段文字，寫得夠長，讓人看得出來它是正文，而不是選單。</p>" for n in range(1, 6)
)


def page(body: str, title: str = "題目") -> bytes:
    """A page with an article."""
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body><article><h1>{title}</h1>{body}{ARTICLE}</article></body></html>".encode()
