"""Markdown and HTML → the words in them, to see that a page has all of its article."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"\[([^]]*)\]\(([^)]*)\)")
_MARKER = re.compile(r"^(?:#+|>|-|\d+\.) ")
_RULE_OF_TABLE = re.compile(r"^\|[ :|-]+\|$")


def words_of_page(page: str) -> str:
    """The text of an HTML page without any space."""
    return squeeze(html.unescape(_TAG.sub("", page)))


def texts_of_markdown(body: str) -> Iterator[str]:
    """Each line of text in a body of the corpus, as a reader sees it, without any space; each cell of a table."""
    in_code = False
    for line in body.splitlines():
        if line.startswith("```"):
            in_code = not in_code
        elif in_code:
            yield squeeze(line)
        elif line.startswith("|"):
            if not _RULE_OF_TABLE.match(line):
                yield from (squeeze(cell) for cell in line.strip("|").split("|"))
        else:
            yield squeeze(re.sub(r"[*`]", "", _LINK.sub(r"\1", _MARKER.sub("", line))))


def links_to_articles(body: str) -> list[str]:
    """The names of the articles that a body links to."""
    return [target.removesuffix(".md") for _, target in _LINK.findall(body) if target.endswith(".md")]


def squeeze(text: str) -> str:
    """The text without any space."""
    return "".join(text.split())
