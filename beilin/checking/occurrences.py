"""What a body points to, with its place: images without alternative text, links to its own headings, other sites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MAX_SOURCE = 2000  # characters of a line that are quoted
# What a body must hold to be worth parsing.
_HAS_IMAGE = re.compile(r"!\[|<img", re.IGNORECASE)
_HAS_ANCHOR = re.compile(r"\(#|\]:\s*#|href=[\"']?#", re.IGNORECASE)
_HAS_URL = re.compile(r"https?://|www\.", re.IGNORECASE)
_HREF = re.compile(r"<a\b[^>]*?\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(?:\"[^\"]*\S[^\"]*\"|'[^']*\S[^']*'|[^\s\"'>]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A link or an image at its place in a file."""

    value: str  # the encoded URL, or what is written
    line: int
    column: int | None
    source: str  # the text of the line


@dataclass(frozen=True, slots=True)
class Occurrences:
    """What a body points to."""

    without_alt: list[Occurrence] = field(default_factory=list)  # images
    anchors: list[Occurrence] = field(default_factory=list)  # links to the body's own page
    urls: list[Occurrence] = field(default_factory=list)  # links and images on other sites


def find_occurrences(body: str, lines: Sequence[str], first_line: int, *, with_urls: bool) -> Occurrences:
    """What the body points to. `lines` are its lines, the first of which has the number `first_line` in the file."""
    result = Occurrences()
    if not (_HAS_IMAGE.search(body) or _HAS_ANCHOR.search(body) or (with_urls and _HAS_URL.search(body))):
        return result

    def sort(target: str, block_start: int) -> None:
        if target.startswith("#"):
            result.anchors.append(_locate(target, "", lines, first_line, block_start))
        elif with_urls and target.lower().startswith(("http://", "https://")):
            result.urls.append(_locate(target, "", lines, first_line, block_start))

    for block in _parser().parse(body):
        start = block.map[0] if block.map else 0
        for token in block.children or ([block] if block.type == "html_block" else ()):
            if token.type in ("html_inline", "html_block"):
                tags = [tag for tag in _IMG.findall(token.content) if not _ALT.search(tag)]
                result.without_alt.extend(_locate(tag, tag, lines, first_line, start) for tag in tags)
                for match in _HREF.finditer(token.content) if with_urls else ():
                    target = unescape(match[1] or match[2] or match[3] or "").strip()
                    if not target.startswith("#"):
                        sort(target, start)
            elif token.type == "image":
                source = str(token.attrs["src"])
                if not token.content.strip():
                    result.without_alt.append(_locate(source, "![", lines, first_line, start))
                sort(source, start)
            elif token.type == "link_open":
                sort(str(token.attrs.get("href", "")), start)
    return result


@cache
def _parser() -> MarkdownIt:
    """The archive's parser without its fast path, because that gives no tokens inside a paragraph."""
    # Imported here: few bodies need the parser, which takes longest to import.
    from beilin.reading.markdown import parser_without_fast_path

    return parser_without_fast_path()


def spellings_of(url: str) -> set[str]:
    """How a file may write the encoded URL."""
    readable = unquote(url)
    return {readable, url, readable.removeprefix("http://")} - {""}


def _locate(value: str, opening: str, lines: Sequence[str], first_line: int, start: int) -> Occurrence:
    """The value where it is first written from body line `start` on: the parser tells the block, but not the place.

    If `opening` is given, the column is that of the last `opening` before the value.
    """
    spellings = spellings_of(value)
    for number in range(start, len(lines)):
        line = lines[number]
        column = min((line.find(spelling) for spelling in spellings if spelling in line), default=-1)
        if column >= 0:
            column = max(line.rfind(opening, 0, column + 1), 0) if opening else column
            return Occurrence(value, first_line + number, column + 1, line[:MAX_SOURCE])
    line = lines[start] if start < len(lines) else ""
    return Occurrence(value, first_line + start, None, line[:MAX_SOURCE])
