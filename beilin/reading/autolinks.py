"""Bare web addresses become links, which end at Chinese punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt

# linkify-it takes time in proportion to the square of the length of its input; addresses are shorter than this.
MAX_STRETCH = 2000

# The beginning of an address: also right after a Han character, because Chinese sets no space before it.
_START = re.compile(r"(?<![A-Za-z0-9_@/.-])(?:https?://|ftp://|www\.)", re.IGNORECASE)
# These are never in an address unencoded; Han characters may be (https://zh.wikipedia.org/wiki/開源).
_STRETCH = re.compile(
    r"[^\s\u2014\u2018\u2019\u201c-\u201f\u2026\u3000-\u3004\u3008-\u3020\u3030\ufe30-\ufe4f"
    r"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+"
)


@dataclass(slots=True)
class _Match:
    """A link, as markdown-it's linkify rule expects it."""

    schema: str
    index: int
    last_index: int
    text: str
    url: str


class CjkLinkify:
    """The interface of linkify-it that markdown-it uses, for each stretch of text without Chinese punctuation."""

    def __init__(self) -> None:
        self._linkify = LinkifyIt(options={"fuzzy_email": False})

    def pretest(self, text: str) -> bool:
        """Whether the text may contain an address."""
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
            link = (self._linkify.match(stretch.group()) or [None])[0]
            if link is not None and link.index == 0:
                position = start.start() + link.last_index
                yield _Match(link.schema, start.start(), position, link.text, link.url)


def cjk_autolinks(md: MarkdownIt) -> None:
    """A markdown-it plugin: link bare addresses in text."""
    md.options["linkify"] = True
    md.linkify = CjkLinkify()
    md.enable("linkify")
    # Only the core rule: the inline one tries the rest of the text at each "://", which is quadratic.
    md.inline.ruler.disable("linkify", True)
