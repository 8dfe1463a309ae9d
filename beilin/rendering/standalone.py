"""A body away from its page, as in a feed: its addresses are whole, and it has no ids.

The originals of its punctuation are left out, for there is nothing to show them.

Readers show several articles in one document of their own, where ids would collide and relative addresses lead
nowhere (RFC 4287, section 4.1.3.3; JSON Feed 1.1 knows no base).
"""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import urljoin

from beilin.reading.text_blocks import without_originals

# In a body, "<" and ">" only delimit tags, and the values of attributes are in double quotes.
_LAST_ID = re.compile(r' id="[^"<>]*"(?=>)')
_TAG = re.compile(r"<[A-Za-z][^<>]*=[^<>]*>")
_ID = re.compile(r'\s(?:id|name|for|headers|aria-(?:labelledby|describedby|controls|owns|details|flowto))="[^"]*"')
_ADDRESS = re.compile(r'(?<=\s)(href|src|poster|cite)="([^"]*)"')
_CANDIDATES = re.compile(r'(?<=\s)srcset="([^"]*)"')


def stand_alone(html: str, page: str) -> str:
    """The HTML of a body, for use outside of its page, whose whole URL is given."""

    def whole(match: re.Match[str]) -> str:
        return f'{match[1]}="{_whole(match[2], page)}"'

    def whole_candidates(match: re.Match[str]) -> str:
        candidates = (candidate.partition(" ") for candidate in match[1].split(", "))
        return 'srcset="' + ", ".join(_whole(url, page) + space + size for url, space, size in candidates) + '"'

    def change(match: re.Match[str]) -> str:
        return _CANDIDATES.sub(whole_candidates, _ADDRESS.sub(whole, _ID.sub("", match[0])))

    # Most tags with an attribute are of paragraphs and have an id alone: without these the rest takes a third.
    return _TAG.sub(change, _LAST_ID.sub("", without_originals(html)))


def _whole(escaped: str, page: str) -> str:
    """The address in an attribute as a whole URL, for that attribute."""
    if escaped.startswith(("https://", "http://")):
        return escaped
    try:
        return escape(urljoin(page, unescape(escaped)))
    except ValueError:  # such as of "//["
        return escaped
