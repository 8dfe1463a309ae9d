"""Code that a highlighter has written as coloured spans, as in blogs that came from other hosts (cnblogs, CSDN)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import NOTHING, Found
from beilin.migrating.bodies.protected import Protected
from beilin.migrating.bodies.shortcodes.markup import code_block
from beilin.migrating.model import Edit

MIN_COLOURED = 3  # spans; a text with fewer may be prose with a coloured word

_BOUND = re.compile(r"<(/?)div\b[^<>]*>", re.IGNORECASE)
_NAME = re.compile(r"</?([A-Za-z][\w-]*)")
_INLINE = {"span", "font", "br", "img"}
_COLOURED = re.compile(r"<span\s[^<>]*color:", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BLANK_BEFORE = re.compile(r"(?:\A|\n[ \t]*\n)\Z")
_BLANK_AFTER = re.compile(r"[ \t]*(?:\n[ \t]*(?:\n|\Z)|\Z)")
_TWO_LINES = re.compile(r"[^\n]\n[^\n]")
_BLANK_LINES = re.compile(r"\n{2,}")


def code_listings(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `code-listings`: a `<div>` with nothing but text in coloured spans becomes a block of code."""
    del context
    if not _COLOURED.search(text):
        return NOTHING
    return Found(tuple(_listings(text, protected)))


def _listings(text: str, protected: Protected) -> Iterator[Edit]:
    opening: re.Match[str] | None = None
    for bound in _BOUND.finditer(protected.masked):
        if bound[1] and opening:
            inner = text[opening.end() : bound.start()]
            names = {name.lower() for name in _NAME.findall(inner)}
            if names <= _INLINE and len(_COLOURED.findall(inner)) >= MIN_COLOURED:
                start = opening.start()
                line = text.rfind("\n", 0, start) + 1
                start = start if text[line:start].strip() else line
                # Blank lines around it, since a line of HTML above would make the fence HTML, too.
                before = "" if _BLANK_BEFORE.search(text, max(start - 100, 0), start) else "\n" * (2 - (start == line))
                after = "" if _BLANK_AFTER.match(text, bound.end()) else "\n" * (2 - text.startswith("\n", bound.end()))
                yield Edit(start, bound.end(), f"{before}{_fenced(inner)}{after}", "code listing")
        opening = None if bound[1] else bound


def _fenced(inner: str) -> str:
    """The words of the listing in a fence. Blank lines after every line are a converter's, and are removed."""
    code = unescape(_TAG.sub("", _BREAK.sub("\n", inner))).replace("\xa0", " ")
    code = "\n".join(line.rstrip() for line in code.split("\n")).strip("\n")
    if not _TWO_LINES.search(code):
        code = _BLANK_LINES.sub(lambda match: "\n" * (len(match[0]) // 2), code)
    return code_block(code)
