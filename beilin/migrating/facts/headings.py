"""The heading that is the title of a document without one in its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from beilin.reading.markdown import render_markdown

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}#[ \t]+(?P<text>\S.*)")
_TIGHT_ATX = re.compile(r" {0,3}#[ \t]*(?P<text>[^\s#].*)")
_HTML = re.compile(r" {0,3}<h1(?:\s[^<>]*)?>(?P<text>.*)</h1>[ \t]*\Z", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{%[^%{}]*%\}|\{\{<[^<>{}]*>\}\}")
_UNDERLINE = re.compile(r" {0,3}=+[ \t]*\Z")
_TEXT = re.compile(r" {0,3}[^\s>#<|`~=-]")
_ATTRIBUTES = re.compile(r"(?<![ \t])[ \t]*+\{:?[ \t]*+[#.][^{}]*\}[ \t]*\Z")


def title_heading(body: str, *, may_be_tight: bool = False) -> str:
    """The text of the heading of the first level that is a title: the first block, or the only one; "" if none is.

    Several such headings are sections. `may_be_tight` says whether `#` needs no space after it.
    """
    found = list(first_level(body, may_be_tight=may_be_tight))
    if not found or (len(found) > 1 and body[: found[0][0]].strip()):
        return ""
    source = _TEMPLATE.sub("", _ATTRIBUTES.sub("", found[0][1]))
    rendered, _ = render_markdown(f"# {source}", file="")
    return rendered.body.headings[0].text.strip() if rendered.body.headings else ""


def first_level(body: str, *, may_be_tight: bool = False) -> Iterator[tuple[int, str]]:
    """(where its line begins, its source) of each heading of the first level outside of code and comments."""
    atx = _TIGHT_ATX if may_be_tight else _ATX
    position, fence, before, is_comment, is_formula = 0, "", (0, ""), False, False
    for line in body.split("\n"):
        start, position = position, position + len(line) + 1
        marker = _FENCE.match(line)
        if fence:
            if marker and marker[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif is_formula or line.count("$$") % 2:
            is_formula ^= line.count("$$") % 2 == 1
        elif is_comment or line.lstrip().startswith("<!--"):
            is_comment = "-->" not in line
        elif marker:
            fence = marker[1]
        elif match := atx.match(line):
            yield start, match["text"].rstrip().rstrip("#").rstrip() or match["text"]
        elif match := _HTML.match(line):
            yield start, match["text"].strip()
        elif _UNDERLINE.match(line) and before[1]:
            yield before
        before = (start, line.strip()) if _TEXT.match(line) and not before[1] and not fence else (start, "")
