"""Headings: the title of the page is its only heading of the first level."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import NOTHING, Found
from beilin.migrating.bodies.protected import Protected
from beilin.migrating.model import Edit

LOWEST = 6  # level

_ATX = re.compile(r"^(?P<prefix>(?: {0,3}+>[ \t]?+)* {0,3})(?P<marks>#{1,6})(?=[ \t]|$)(?P<text>[^\n]*)$", re.MULTILINE)
# Neither a colour nor the number of an issue, nor a line of several hashtags, nor a line of a program.
_TIGHT = re.compile(
    r"^#{1,6}(?![\s#!]|\d+\b|[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?\b|[^\n]*[ \t]#[^\s#])(?=[^\n])", re.MULTILINE
)
_OLD_MARKED = re.compile(r'"hexo-renderer-marked"\s*:\s*"[\^~]?0\.')
# A paragraph of one line with a line below it (CommonMark 0.31, section 4.3).
_SETEXT = re.compile(
    r"^(?P<indent> {0,3})(?P<text>(?![=>#|\s]|(?:[-+*]|\d{1,9}[.)])[ \t])[^\n]+)\n {0,3}(?P<line>=+|--+)[ \t]*$",
    re.MULTILINE,
)
_HTML = re.compile(r"<(?P<slash>/?)h(?P<level>[1-6])(?=[\s>])", re.IGNORECASE)
_HTML_FIRST = re.compile(r"<h1(?:\s[^<>]*)?>(?P<text>[^\n<]*(?:<(?!/?h1)[^\n<]*)*)</h1>[ \t]*", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\{[:#.][^{}\n]*+\}[ \t]*+\Z|(?<![ \t])[ \t]++#++[ \t]*+\Z")
_LINK = re.compile(r"!\[[^\[\]]*\]\([^()]*\)|\[([^\[\]]*)\]\([^()]*\)|</?[A-Za-z][^<>]*>")
_MARKS = re.compile(r"[\\*_`~\s]+")


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int  # of its first line, or of its element
    end: int  # of its last line, without the line break
    level: int
    text: str
    lowering: tuple[Edit, ...]  # that give it the next level
    may_be_title: bool = False


def headings(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `headings`: the heading that repeats the title is removed, and if others of the first level remain, all
    headings are lowered by one."""
    if "#" not in text and "==" not in text and "<h1" not in text and "<H1" not in text:
        return NOTHING
    found = sorted(_headings(text, protected), key=lambda heading: heading.start)
    first = next((heading for heading in found if heading.level == 1), None)
    if first is None:
        return NOTHING
    edits: list[Edit] = []
    if first.may_be_title and (_is_title(first.text, context) or context.placed.facts.title_from == "heading"):
        found.remove(first)
        edits.append(Edit(first.start, _end_of_blank_lines(text, first.end), "", "title"))
    if any(heading.level == 1 for heading in found):
        edits += [edit for heading in found if heading.level < LOWEST for edit in heading.lowering]
    return Found(tuple(edits))


def tight_headings(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `tight-headings`: `#標題` is a heading to Python-Markdown, and to the marked of Hexo 3."""
    del text
    if context.generator == "hexo" and not _has_old_marked(context.folder.root):
        return NOTHING
    marks = _TIGHT.finditer(protected.masked)
    return Found(tuple(Edit(match.end(), match.end(), " ", "heading") for match in marks))


@lru_cache(maxsize=4)
def _has_old_marked(root: Path) -> bool:
    try:
        return _OLD_MARKED.search((root / "package.json").read_text("utf-8", "replace")) is not None
    except OSError:
        return False


def heading_texts(text: str, protected: Protected) -> list[str]:
    """The texts of all headings of Markdown, as written, in order."""
    found = sorted(_headings(text, protected), key=lambda heading: heading.start)
    return [heading.text for heading in found if heading.text.strip()]


def _headings(text: str, protected: Protected) -> Iterator[_Heading]:
    masked = protected.masked
    for match in _ATX.finditer(masked):
        marks = match.end("marks")
        level = len(match["marks"])
        shown = text[slice(*match.span("text"))]
        yield _Heading(
            match.start(), match.end(), level, shown, (Edit(marks, marks, "#", "heading"),), ">" not in match["prefix"]
        )
    for match in _SETEXT.finditer(masked):
        yield from _setext(text, match)
    if "<h" in masked or "<H" in masked:
        yield from _html_headings(text, masked)


def _html_headings(text: str, masked: str) -> Iterator[_Heading]:
    """The tags of headings. A whole one of the first level on a line of its own may be the title."""
    position = 0
    while match := _HTML.search(masked, position):
        position = match.end()
        digit, level = match.start("level"), int(match["level"])
        lowering: tuple[Edit, ...] = (Edit(digit, digit + 1, str(level + 1), "heading"),)
        whole = _HTML_FIRST.match(masked, match.start()) if level == 1 and not match["slash"] else None
        if whole:
            position = whole.end()
            digit = whole.end("text") + len("</h")
            lowering = (*lowering, Edit(digit, digit + 1, "2", "heading"))
            is_line = masked[max(whole.start() - 1, 0) : whole.start()] in ("", "\n")
            is_line = is_line and masked[whole.end() : whole.end() + 1] in ("", "\n")
            yield _Heading(*whole.span(), level, text[slice(*whole.span("text"))], lowering, is_line)
        else:
            # An end tag is lowered with the others, but is not itself a heading.
            counted = max(level, 2) if match["slash"] else level
            yield _Heading(*match.span(), counted, "", lowering)


def _setext(text: str, match: re.Match[str]) -> Iterator[_Heading]:
    start = match.start("indent")
    before = text[text.rfind("\n", 0, start - 1) + 1 : start] if start else ""
    level = 1 if match["line"][0] == "=" else 2
    if before.strip() and not before.lstrip().startswith("#"):
        return  # a paragraph of several lines
    shown = text[slice(*match.span("text"))]
    below = match.start("line")
    lowering = (
        (Edit(below, match.end("line"), "-" * len(match["line"].ljust(3, "-")), "heading"),)
        if level == 1
        else (Edit(start, start, "### ", "heading"), Edit(match.end("text"), match.end(), "", "heading"))
    )
    yield _Heading(start, match.end(), level, shown, lowering, may_be_title=True)


def _is_title(shown: str, context: BodyContext) -> bool:
    title = _key(context.title)
    return bool(title) and _key(_ATTRIBUTES.sub("", shown)) == title


def _key(shown: str) -> str:
    plain = _MARKS.sub("", unescape(_LINK.sub(r"\1", shown)))
    return unicodedata.normalize("NFKC", plain).casefold()


def _end_of_blank_lines(text: str, end: int) -> int:
    match = re.compile(r"(?:[ \t]*(?:\n|\Z))+").match(text, end) if end < len(text) else None
    return match.end() if match else end
