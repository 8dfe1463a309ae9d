"""Posts of WordPress's classic editor: line breaks → paragraphs, as WordPress shows them (its function `wpautop`).

A blank line ends a paragraph, any other line break is one on the page. Unlike in `wpautop`, this is done to elements,
so that what is nested stays nested.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from lxml.html import Element, HtmlElement

# Elements that are not part of a paragraph.
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "center", "dd", "details", "dir", "div", "dl", "dt", "embed",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "iframe", "li", "main", "menu", "nav", "object", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul", "video", "audio", "caption", "colgroup", "col", "option", "select",
    "legend",
})  # fmt: skip
_WITH_PARAGRAPHS = frozenset(["article", "aside", "blockquote", "body", "center", "details", "div", "main", "section"])
_AS_WRITTEN = frozenset({
    "pre", "code", "script", "style", "textarea", "svg", "math", "iframe", "object", "select", "template",
})  # fmt: skip
_ONLY_BLOCKS = frozenset(["table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl", "colgroup", "dir", "menu"])
_BLANK_LINE = re.compile(r"(?<![ \t\xa0])[ \t\xa0]*\n[ \t\xa0]*\n\s*")
_MAX_DEPTH = 200

Piece: TypeAlias = str | HtmlElement  # of an element's content


def make_paragraphs(body: HtmlElement) -> None:
    """Change the element so that its text has `<p>` and `<br>` where WordPress would show them."""
    _change(body, 0)


def _change(parent: HtmlElement, depth: int) -> None:
    if parent.tag in _AS_WRITTEN or depth > _MAX_DEPTH:
        return
    for child in parent:
        if isinstance(child.tag, str):
            _change(child, depth + 1)
    if parent.tag in _ONLY_BLOCKS:
        return
    groups = _groups(_pieces(parent))
    has_paragraphs = parent.tag in _WITH_PARAGRAPHS or (
        parent.tag in ("li", "td", "th", "dd") and sum(1 for group in groups if _is_text(group)) > 1
    )
    _empty(parent)
    content: list[Piece] = []
    is_after_text = False
    for group in groups:
        if not _is_text(group):
            content += group
        elif has_paragraphs:
            paragraph = Element("p")
            _fill(paragraph, _with_breaks(group))
            content.append(paragraph)
        else:
            # A blank line within a paragraph or heading.
            content += [Element("br"), Element("br")] if is_after_text else []
            content += _with_breaks(group)
            is_after_text = True
    _fill(parent, content)


def _pieces(parent: HtmlElement) -> list[Piece]:
    """The texts and elements directly in the element, in order."""
    pieces: list[Piece] = [parent.text or ""]
    for child in parent:
        pieces += [child, child.tail or ""]
    return pieces


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each paragraph; a block is a group of its own."""
    groups: list[list[Piece]] = [[]]
    for piece in pieces:
        if isinstance(piece, str):
            first, *others = _BLANK_LINE.split(piece)
            groups[-1].append(first)
            groups += [[other] for other in others]
        elif piece.tag in BLOCKS:
            groups += [[piece], []]
        else:
            groups[-1].append(piece)
    return [group for group in groups if any(not isinstance(piece, str) or piece.strip() for piece in group)]


def _is_text(group: Sequence[Piece]) -> bool:
    return not any(not isinstance(piece, str) and piece.tag in BLOCKS for piece in group)


def _with_breaks(group: Sequence[Piece]) -> list[Piece]:
    """The pieces with `<br>` for the line breaks that are left, but for those at the ends and beside a `<br>`."""
    made: list[Piece] = []
    for position, piece in enumerate(group):
        if not isinstance(piece, str):
            made.append(piece)
            continue
        text = piece.lstrip() if position == 0 or _is_break(group[position - 1]) else piece
        if position == len(group) - 1 or _is_break(group[position + 1]):
            text = text.rstrip()
        first, *others = text.split("\n")
        made.append(first)
        for other in others:
            made += [Element("br"), other]
    return made


def _is_break(piece: Piece) -> bool:
    return not isinstance(piece, str) and piece.tag == "br"


def _empty(parent: HtmlElement) -> None:
    for child in list(parent):
        parent.remove(child)
        child.tail = None
    parent.text = None


def _fill(parent: HtmlElement, content: Sequence[Piece]) -> None:
    """Put the content into the element, which is empty."""
    last = None
    for piece in content:
        if not isinstance(piece, str):
            parent.append(piece)
            last = piece
        elif last is None:
            parent.text = (parent.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece
