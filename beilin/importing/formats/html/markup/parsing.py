"""HTML → elements, and all the text in them."""

from __future__ import annotations

import re

from lxml.etree import ParserError, iterwalk
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from beilin.importing.formats.html.markup.elements import BLOCKS
from beilin.importing.formats.html.markup.formulas import formula_of
from beilin.importing.formats.html.markup.images import emoji_of
from beilin.importing.source.stripped import INVISIBLE_CHARACTER, SEPARATING_CHARACTER
from beilin.problems.problem import Problem

# Their content is not text that readers could see.
WITHOUT_TEXT = frozenset({"script", "style", "template", "head"})
MAX_DEPTH = 2000  # of elements; libxml2 drops what is deeper than 2048
_SURROGATE = re.compile("[\ud800-\udfff]")
# Matched one after the other: in one expression, a comment would be tried with each of many possible ends.
_BEFORE_PAGE = re.compile(r"\s+|<\?xml[^>]*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)


def parse_html(html: str) -> HtmlElement:
    """The element with everything that is in the HTML, a whole page or a piece of one."""
    text = _SURROGATE.sub("\ufffd", html.replace("\0", "\ufffd"))
    data = (text if _is_page(text) else f"<body>{text}</body>").encode()
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(data, parser=parser, ensure_head_body=True)
    except ParserError:  # nothing but a document type, or the beginning of a tag
        return document_fromstring(b"<body></body>", parser=parser, ensure_head_body=True)


def _is_page(html: str) -> bool:
    """Whether a whole page begins here, after spaces, comments and an XML declaration."""
    at = 0
    while match := _BEFORE_PAGE.match(html, at):
        at = match.end()
    return _PAGE.match(html, at) is not None


def clean(text: str) -> str:
    """The text without characters that cannot be seen; no-break spaces, of which pages have many, become spaces."""
    if text.isascii() and text.isprintable():
        return text
    return INVISIBLE_CHARACTER.sub("", SEPARATING_CHARACTER.sub(" ", text)).replace("\xa0", " ")


def all_text(element: HtmlElement) -> str:
    """The text of all text nodes in the element, in order, and of the attributes that are shown as text.

    Those are the TeX of formulas, and the characters that images of emoji stand for.
    """
    texts: list[str] = []
    formula: HtmlElement | None = None  # the outermost that is open
    nodes = iterwalk(element, events=("start", "end", "comment", "pi"))
    for action, node in nodes:
        if action == "start":
            if formula is None and (found := formula_of(node)):
                formula = node
                texts += [] if found.is_in_text else [clean(found.tex)]
            elif formula is None:
                texts.append(emoji_of(node) if node.tag == "img" else "")
            if node.tag in BLOCKS or node.tag == "br":
                texts.append(" ")
            if node.tag in WITHOUT_TEXT:
                nodes.skip_subtree()
            elif node.text:
                texts.append(clean(node.text))
            continue
        if node is formula:
            formula = None
        if node.tag in BLOCKS:
            texts.append(" ")
        if node is not element and node.tail:
            texts.append(clean(node.tail))
    return "".join(texts)


def is_cut_off(root: HtmlElement) -> bool:
    """Whether elements are nested so deeply that libxml2 has dropped what is in the deepest, and all that follows."""
    depth, level = 0, [root]
    while level and depth < MAX_DEPTH:
        depth += 1
        level = [child for element in level for child in element]
    return depth >= MAX_DEPTH


def too_deep(name: str) -> Problem:
    """The problem of HTML that is cut off. `name` is its source."""
    message = f"elements of the page are nested more than {MAX_DEPTH} deep, where the rest of it cannot be read"
    return Problem("unreadable-item", message, name, hint="Copy its text from a browser, and import that.")
