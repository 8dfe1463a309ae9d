"""A MIME message → its parts (RFC 2045, RFC 2046), with bounds on their number and depth."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

MAX_PARTS = 5_000
MAX_DEPTH = 4  # of parts within parts
_MAX_HEAD = 65_536  # bytes
_HEAD_END = re.compile(rb"\r?\n\r?\n|\A\r?\n")
_ALPHABET = re.compile(rb"[^A-Za-z0-9+/]+")


class MessageError(Exception):
    """Why a message is not read, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Head:
    """The header fields of a message or a part."""

    fields: Message

    def value(self, name: str) -> str:
        """The value of the field on one line; "" without it."""
        return " ".join(str(self.fields.get(name, "")).split())

    def parameter(self, name: str) -> str:
        """A parameter of the content type; "" without it."""
        value = self.fields.get_param(name, "")
        return value[2] if isinstance(value, tuple) else value or ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part that has no parts in it, decoded."""

    head: Head
    content_type: str  # in lower case, without parameters
    data: bytes

    @property
    def location(self) -> str:
        """The address that it was loaded from; "" if it is not stated."""
        return "".join(self.head.value("content-location").split())

    @property
    def content_id(self) -> str:
        """The name by which `cid:` addresses mean it; "" if it has none."""
        return self.head.value("content-id").strip("<>")


def read_parts(data: bytes) -> tuple[Head, list[Part]]:
    """The head of the message, and all its parts in order. Raises MessageError."""
    head, body = _divided(data)
    parts: list[Part] = []
    for part in _parts(head, body, 0):
        parts.append(part)
        if len(parts) > MAX_PARTS:
            raise MessageError(f"it has more than {MAX_PARTS:,} parts")
    return head, parts


def _divided(data: bytes) -> tuple[Head, bytes]:
    """The head and the body."""
    end = _HEAD_END.search(data, 0, _MAX_HEAD)
    if end is None and len(data) > _MAX_HEAD:
        raise MessageError("a part has a head without an end")
    fields = BytesHeaderParser().parsebytes(data[: end.end()] if end else data)
    return Head(fields), data[end.end() :] if end else b""


def _parts(head: Head, body: bytes, depth: int) -> Iterator[Part]:
    content_type = head.fields.get_content_type()
    if not content_type.startswith("multipart/"):
        yield Part(head, content_type, _decoded(head, body))
        return
    if depth == MAX_DEPTH:
        raise MessageError(f"it has parts more than {MAX_DEPTH} levels deep")
    if not (boundary := head.parameter("boundary").encode("utf-8", "replace")):
        raise MessageError("it does not say what separates its parts")
    # A boundary is at the beginning of a line; the line end before it belongs to it (RFC 2046, section 5.1.1).
    separator = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    start: int | None = None
    position = 0
    while match := separator.search(body, position):
        if start is not None:
            yield from _parts(*_divided(body[start : match.start()]), depth + 1)
        start = None if match[1] else match.end()
        # The line end after a boundary may be the one before the next.
        position = max(match.end() - 2, match.start() + 3)
        if match[1]:
            break
    if start is not None:  # the file ends before the last boundary
        yield from _parts(*_divided(body[start:]), depth + 1)


def _decoded(head: Head, body: bytes) -> bytes:
    """The body without its transfer encoding (RFC 2045, section 6)."""
    encoding = head.value("content-transfer-encoding").lower()
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding == "base64":
        data = _ALPHABET.sub(b"", body)
        try:
            return base64.b64decode(data[: len(data) // 4 * 4 + (len(data) % 4 if len(data) % 4 > 1 else 0)] + b"==")
        except binascii.Error:
            return b""
    return body
