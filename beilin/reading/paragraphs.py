"""Ids for paragraphs, so that one can be pointed to."""

from __future__ import annotations

import re
from zlib import crc32

_PARAGRAPH = re.compile(r"^<p>([^<]*+(?:<(?!/p>$)[^<]*+)*+)</p>$", re.MULTILINE)
_MARKUP = re.compile(r"<[^>]*>|\0\d+\0")


def identify_paragraphs(html: str) -> str:
    """The HTML of a body with an id for each paragraph that begins a line.

    The id is `_p` and the CRC-32 of the paragraph's text in hexadecimal, so an edit elsewhere leaves it as it is; the
    second of two equal paragraphs has `-2` behind it. Nothing else in a body has an id that begins with `_`.
    """
    seen: dict[str, int] = {}

    def identify(match: re.Match[str]) -> str:
        inner = match[1]
        text = _MARKUP.sub("", inner) if "<" in inner or "\0" in inner else inner
        name = f"_p{crc32(text.encode()):08x}"
        number = seen[name] = seen.get(name, 0) + 1
        return f'<p id="{name}">{inner}</p>' if number == 1 else f'<p id="{name}-{number}">{inner}</p>'

    return _PARAGRAPH.sub(identify, html)
