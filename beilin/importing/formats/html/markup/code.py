"""Handlers of code: `<pre>`, and what highlighters make of a listing → fenced blocks with their language."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import BLOCKS, classes_of, keeps_lines, name_of
from beilin.importing.formats.html.markup.furniture import reason_to_leave_out
from beilin.importing.formats.html.markup.inline import fenced
from beilin.importing.formats.html.markup.languages import language_of
from beilin.importing.formats.html.markup.parsing import WITHOUT_TEXT, all_text, clean
from beilin.importing.formats.html.markup.runs import Marks
from beilin.importing.formats.html.markup.state import Walk

# Of listings without a `pre` around them: SyntaxHighlighter, Crayon, GitHub, and tables with line numbers.
_LISTING_CLASSES = frozenset(
    [
        "syntaxhighlighter",
        "crayon-table",
        "highlighttable",
        "lntable",
        "rouge-table",
        "hljs-ln",
        "js-file-line-container",
    ]
)
_GUTTER = re.compile(
    r"(?:^|[\s_-])(?:gutter|line-?nos?|line-?numbers?(?:-rows)?|linenodiv|lnt|ln|blob-num|pre-numbering|line-index|nums?"
    r"|hljs-ln-n(?:umbers?)?|lineno(?:-cell)?|code-snippet__line-index|rouge-gutter)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"[\s0-9.:|]*\Z")
_NUMBERING = ("page furniture", "line numbers of a listing")
_NO_LINES = frozenset({"td", "th", "table", "tbody", "thead"})
_STRUCTURE = frozenset({"table", "tbody", "thead", "tr", "ul", "ol", "figure"})
_MAX_DEPTH = 100


def listing(walk: Walk, element: HtmlElement, _marks: Marks, _depth: int) -> bool:
    """A listing: its code. Line numbers and buttons in it are set aside."""
    if not _is_listing(element):
        return False
    walk.end_paragraph()
    code: list[str] = []
    others: dict[tuple[str, str], list[str]] = {}  # what is set aside, by rule and evidence
    _collect(element, code, others, 0)
    for (rule, evidence), texts in others.items():
        walk.leave_out_text(" ".join(texts), element, rule, evidence)
    lines = re.sub(r"\r\n?", "\n", "".join(code)).split("\n")
    text = "\n".join(clean(line).rstrip() for line in lines).strip("\n")
    if text.strip():
        walk.add("code", text, fenced(text, language_of(element)), element)
    return True


def _is_listing(element: HtmlElement) -> bool:
    name = name_of(element)
    if name in ("pre", "listing", "xmp", "plaintext"):
        return True
    if name == "code":
        return _is_block_of_code(element)
    if name not in ("table", "div", "figure"):
        return False
    classes = classes_of(element)
    if not _LISTING_CLASSES.isdisjoint(classes):
        return True
    if name == "figure":
        return "highlight" in classes and any(True for _ in element.iter("pre"))
    return name == "table" and _is_numbered_code(element)


def _is_block_of_code(element: HtmlElement) -> bool:
    """Whether the `code` has several lines, and nothing is beside it."""
    parent = element.getparent()
    has_lines = any(True for _ in element.iter("br")) or ("\n" in (element.text or "") and keeps_lines(element))
    return has_lines and parent is not None and all_text(parent).strip() == all_text(element).strip()


def _is_numbered_code(table: HtmlElement) -> bool:
    """Whether the table is one row: line numbers, and code."""
    cells = list(table.iter("td", "th"))
    if len(cells) != 2 or not any(True for _ in cells[1].iter("pre")):
        return False
    return bool(all_text(cells[0]).strip()) and bool(_NUMBERS.match(all_text(cells[0])))


def _collect(element: HtmlElement, code: list[str], others: dict[tuple[str, str], list[str]], depth: int) -> None:
    """Add the code in an element. What is an element for each line begins and ends a line."""
    if depth > _MAX_DEPTH:
        code.append(all_text(element))
        return
    name = name_of(element)
    is_line = (name in BLOCKS and name not in _NO_LINES) or (name == "code" and _is_one_of_several(element))
    if is_line:
        _begin_line(code)
    _add(code, element, element.text)
    for child in element:
        if name_of(child) == "br":
            code.append("\n")
        elif not name_of(child) or name_of(child) in WITHOUT_TEXT:
            pass
        elif reason := (_NUMBERING if _is_gutter(child) else reason_to_leave_out(child)):
            others.setdefault(reason, []).append(all_text(child))
        else:
            _collect(child, code, others, depth + 1)
        _add(code, element, child.tail)
    if is_line and code and code[-1] and not code[-1].endswith("\n"):
        code.append("")  # the line has ended: what follows begins a new one


def _add(code: list[str], element: HtmlElement, text: str | None) -> None:
    if not text or (name_of(element) in _STRUCTURE and not text.strip()):
        return
    if code and code[-1] == "" and not text.startswith("\n"):
        _begin_line(code)
    code.append(text)


def _begin_line(code: list[str]) -> None:
    last = next((piece for piece in reversed(code) if piece), "\n")
    if not last.endswith("\n"):
        code.append("\n")


def _is_one_of_several(element: HtmlElement) -> bool:
    """Whether the `code` is one of those that are the lines of a `pre` (as in WeChat's articles)."""
    pre = element.getparent()
    if pre is None or name_of(pre) != "pre" or len(pre.findall("code")) < 2:
        return False
    return not any((text or "").strip() for text in (pre.text, *(child.tail for child in pre)))


def _is_gutter(element: HtmlElement) -> bool:
    return bool(_GUTTER.search(element.get("class") or "")) and bool(_NUMBERS.match(all_text(element)))
