"""Ids for paragraphs, so that links can lead to them.

The id is `_p` and the CRC-32 of the paragraph's text in hexadecimal, so edits elsewhere do not change it. The second
of two equal paragraphs has the suffix `-2`. No other id in a body begins with `_`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from zlib import crc32

PARAGRAPH_IDS = "paragraph ids"  # in markdown-it's `env`: the ids given so far

_PARAGRAPH = re.compile(r'^<p(?: id="(_p[0-9a-f]{8})")?>([^<]*+(?:<(?!/p>$)[^<]*+)*)</p>$', re.MULTILINE)
_MARKUP = re.compile(r"<[^>]*>|\0\d+\0")


def id_of_paragraph(text: str) -> str:
    """The id of a paragraph with that text, which is escaped as in HTML; without a suffix."""
    return f"_p{crc32(text.encode()):08x}"


def _id_of(inner: str) -> str:
    return id_of_paragraph(without_tags(inner))


def without_tags(inner: str) -> str:
    """The HTML of a paragraph as the text that its id is made from."""
    return _MARKUP.sub("", inner) if "<" in inner or "\0" in inner else inner


def identify_paragraphs(html: str, ids: Collection[str] = ()) -> str:
    """The HTML of a body, with a different id for each paragraph that begins a line.

    `ids` are those that paragraphs have already, all without a suffix.
    """
    if len(set(ids)) == len(ids) and "\n<p>" not in html and not html.startswith("<p>"):
        return html
    seen: dict[str, int] = {}

    def identify(match: re.Match[str]) -> str:
        inner = match[2]
        name = match[1] or _id_of(inner)
        number = seen[name] = seen.get(name, 0) + 1
        return f'<p id="{name}">{inner}</p>' if number == 1 else f'<p id="{name}-{number}">{inner}</p>'

    return _PARAGRAPH.sub(identify, html)
