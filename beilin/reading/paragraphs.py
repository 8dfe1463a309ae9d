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


def open_paragraph(inner: str, ids: list[str] | None, *, is_plain: bool = False) -> str:
    """The opening tag of a paragraph with that HTML inside; it has an id, which is added to `ids`, unless that is None.

    The id is the one without a suffix. `is_plain` says that there are no tags in the paragraph.
    """
    if ids is None:
        return "<p>"
    name = f"_p{crc32(inner.encode()):08x}" if is_plain else _id_of(inner)
    ids.append(name)
    return f'<p id="{name}">'


def _id_of(inner: str) -> str:
    text = _MARKUP.sub("", inner) if "<" in inner or "\0" in inner else inner
    return f"_p{crc32(text.encode()):08x}"


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
