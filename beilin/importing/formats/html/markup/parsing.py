"""HTML → elements, and all the text in them."""

from __future__ import annotations

import re

from lxml.etree import ParserError, iterwalk
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from beilin.importing.formats.html.markup.elements import BLOCKS
from beilin.importing.formats.html.markup.formulas import formula_of
from beilin.importing.formats.html.markup.images import emoji_of
from beilin.importing.source.stripped import INVISIBLE_CHARACTER, SEPARATING_CHARACTER, UNUSUAL_CHARACTER
from beilin.problems.problem import Problem

# Their content is not text that readers could see.
WITHOUT_TEXT = frozenset({"script", "style", "template", "head"})
MAX_DEPTH = 2000  # of elements; libxml2 drops what is deeper than 2048
_SURROGATE = re.compile("[\0\ud800-\udfff]")
# What XML cannot have (XML 1.0, section 2.2): lxml reads it, but refuses it when a text is moved.
_NOT_XML = re.compile("[\x01-\x08\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x(?P<hex>[0-9a-f]{1,40})|(?P<decimal>[0-9]{1,40}));?", re.IGNORECASE)
# Matched one after the other: in one expression, a comment would be tried with each of many possible ends.
_BEFORE_PAGE = re.compile(r"\s+|<\?xml[^>]*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)

# Elements that have no content and no end tag (HTML, section 13.1.2, Void elements, and older ones), which libxml2
# does not know as such: it takes all that follows for their content.
_VOID = re.compile(r"<(bgsound|embed|keygen|source|track|wbr)(?=[\s/>])[^<>]*>", re.IGNORECASE)


def parse_html(html: str) -> HtmlElement:
    """The element with everything that is in the HTML, a whole page or a piece of one."""
    text = _NOT_XML.sub("", _SURROGATE.sub("\ufffd", re.sub("[\x0b\x0c]", " ", html)))
    text = _REFERENCE.sub(_safe_reference, text) if "&#" in text else text
    text = _VOID.sub(r"\g<0></\1>", text)
    data = (text if _is_page(text) else f"<body>{text}</body>").encode()
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(data, parser=parser, ensure_head_body=True)
    except ParserError:  # nothing but a document type, or the beginning of a tag
        return document_fromstring(b"<body></body>", parser=parser, ensure_head_body=True)


def _safe_reference(match: re.Match[str]) -> str:
    """The reference, unless it stands for a control character that XML cannot have."""
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    if code in (0x0B, 0x0C):
        return " "
    return "" if (code < 0x20 and code not in (0, 9, 10, 13)) or code in (0xFFFE, 0xFFFF) else match[0]


def _is_page(html: str) -> bool:
    """Whether a whole page begins here, after spaces, comments and an XML declaration."""
    at = 0
    while match := _BEFORE_PAGE.match(html, at):
        at = match.end()
    return _PAGE.match(html, at) is not None


def clean(text: str) -> str:
    """The text without characters that cannot be seen; no-break spaces, of which pages have many, become spaces."""
    if UNUSUAL_CHARACTER.search(text):
        text = INVISIBLE_CHARACTER.sub("", SEPARATING_CHARACTER.sub(" ", text))
    return text.replace("\xa0", " ")


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
