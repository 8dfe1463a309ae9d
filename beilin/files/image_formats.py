"""The format of an image, by its bytes: what a host or a name says about it does not count."""

from __future__ import annotations

import re

_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"BM": "bmp",
}
# What may precede the root element of XML.
_PROLOGUE = re.compile(rb"\s*+(?:<\?xml[^>]*+>|<!--.*?-->|<!DOCTYPE[^>]*+>)", re.DOTALL)
_SVG = re.compile(rb"\s*<svg\b")
# What would run if somebody opened the file by itself.
_ACTIVE = re.compile(rb"<script|<foreignObject|javascript:|\son[a-z]+\s*=|<!ENTITY", re.IGNORECASE)
_MAX_PROLOGUE = 4096  # bytes


def ending_of(data: bytes) -> str:
    """The ending of the name of a file with these bytes; "" if browsers do not show it as an image.

    An SVG that would run scripts if it were opened by itself has none.
    """
    for beginning, ending in _BEGINNINGS.items():
        if data.startswith(beginning):
            return ending
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return "avif"
    return "svg" if _is_svg(data[:_MAX_PROLOGUE]) and not _ACTIVE.search(data) else ""


def _is_svg(beginning: bytes) -> bool:
    beginning, position = beginning.removeprefix(b"\xef\xbb\xbf"), 0
    while match := _PROLOGUE.match(beginning, position):
        position = match.end()
    return _SVG.match(beginning, position) is not None
