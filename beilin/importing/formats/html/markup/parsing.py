"""HTML → elements, and all the text in them."""

from __future__ import annotations

import re

from lxml.etree import iterwalk
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from beilin.importing.source.stripped import INVISIBLE_CHARACTER, SEPARATING_CHARACTER

# Their content is not text that readers could see, but for formulas in scripts.
WITHOUT_TEXT = frozenset({"script", "style", "template", "head"})
_SURROGATE = re.compile("[\ud800-\udfff]")


_IS_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def parse_html(html: str) -> HtmlElement:
    """The element with everything that is in the HTML, a whole page or a piece of one."""
    text = _SURROGATE.sub("\ufffd", html.replace("\0", "\ufffd"))
    data = (text if _IS_PAGE.match(text) else f"<body>{text}</body>").encode()
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    return document_fromstring(data, parser=parser, ensure_head_body=True)


def clean(text: str) -> str:
    """The text without characters that cannot be seen; no-break spaces, of which pages have many, become spaces."""
    if text.isascii() and text.isprintable():
        return text
    return INVISIBLE_CHARACTER.sub("", SEPARATING_CHARACTER.sub(" ", text)).replace("\xa0", " ")


def all_text(element: HtmlElement) -> str:
    """All text in the element."""
    texts: list[str] = []
    nodes = iterwalk(element, events=("start", "end", "comment", "pi"))
    for action, node in nodes:
        if action == "start":
            if node.tag in WITHOUT_TEXT and not is_formula_script(node):
                nodes.skip_subtree()
            elif node.text:
                texts.append(clean(node.text))
        elif node is not element and node.tail:
            texts.append(clean(node.tail))
    return "".join(texts)


def is_formula_script(element: HtmlElement) -> bool:
    """Whether the element is a script of MathJax 2 with a formula in it."""
    return element.tag == "script" and (element.get("type") or "").lower().startswith("math/tex")
