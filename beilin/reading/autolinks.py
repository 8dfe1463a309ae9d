"""Bare web addresses become links, and end where Chinese punctuation begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt

# linkify-it's cost grows with the square of what it is shown; an address is shorter than this.
MAX_STRETCH = 2000

# Where an address begins: also right after a Han character, for Chinese sets no space before it.
_START = re.compile(r"(?<![A-Za-z0-9_@/.-])(?:https?://|ftp://|www\.)", re.IGNORECASE)
# No address holds these unencoded; Han characters it may hold (https://zh.wikipedia.org/wiki/開源).
_STRETCH = re.compile(
    r"[^\s\u2014\u2018\u2019\u201c-\u201f\u2026\u3000-\u3004\u3008-\u3020\u3030\ufe30-\ufe4f"
    r"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+"
)


@dataclass(slots=True)
class _Match:
    """A found link, as markdown-it's linkify rule expects it."""

    schema: str
    index: int
    last_index: int
    text: str
    url: str


class CjkLinkify:
    """What markdown-it asks of linkify-it, answered for each stretch of text without Chinese punctuation."""

    def __init__(self) -> None:
        self._linkify = LinkifyIt(options={"fuzzy_email": False})

    def pretest(self, text: str) -> bool:
        """Whether the text may hold an address at all."""
        return "://" in text or "www." in text

    test = pretest

    def match(self, text: str) -> list[_Match]:
        """All addresses that begin with a scheme or with `www.`."""
        return list(self._matches(text)) if self.pretest(text) else []

    def _matches(self, text: str) -> Iterator[_Match]:
        position = 0
        while start := _START.search(text, position):
            position = start.end()
            stretch = _STRETCH.match(text, start.start())
            if stretch is None or len(stretch.group()) > MAX_STRETCH:
                continue
            found = (self._linkify.match(stretch.group()) or [None])[0]
            if found is not None and found.index == 0:
                position = start.start() + found.last_index
                yield _Match(found.schema, start.start(), position, found.text, found.url)


def cjk_autolinks(md: MarkdownIt) -> None:
    """A markdown-it plugin: link bare addresses in text."""
    md.options["linkify"] = True
    md.linkify = CjkLinkify()
    md.enable("linkify")
    # Only the core rule: the inline one tries the rest of the text at each "://", which is quadratic.
    md.inline.ruler.disable("linkify", True)
