"""Markdown and HTML → their text, to check that a page contains all of its article."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"\[([^]]*)\]\(([^)]*)\)")
_MARKER = re.compile(r"^(?:#+|>|-|\d+\.) ")
_TABLE_RULE = re.compile(r"^\|[ :|-]+\|$")


def text_of_page(page: str) -> str:
    """The text of an HTML page without whitespace."""
    return squeeze(html.unescape(_TAG.sub("", page)))


def texts_of_markdown(body: str) -> Iterator[str]:
    """Each line of text and each table cell in a body of the corpus, as displayed, without whitespace."""
    in_code = False
    for line in body.splitlines():
        if line.startswith("```"):
            in_code = not in_code
        elif in_code:
            yield squeeze(line)
        elif line.startswith("|"):
            if not _TABLE_RULE.match(line):
                yield from (squeeze(cell) for cell in line.strip("|").split("|"))
        else:
            yield squeeze(re.sub(r"[*`]", "", _LINK.sub(r"\1", _MARKER.sub("", line))))


def links_to_articles(body: str) -> list[str]:
    """The names of the articles to which a body links."""
    return [target.removesuffix(".md") for _, target in _LINK.findall(body) if target.endswith(".md")]


def squeeze(text: str) -> str:
    """The text without whitespace."""
    return "".join(text.split())
