"""HTML: a page, or a fragment of one; as opposed to a text that mentions elements, and to Markdown that uses some."""

from __future__ import annotations

import re

from beilin.importing.formats.recognition.markdown import is_markdown_text
from beilin.importing.formats.recognition.opening import Opening

_BEFORE = re.compile(r"\s*(?:<\?[^>]*>|<!--.*?-->)", re.DOTALL)
_DOCTYPE = re.compile(r"\s*<!DOCTYPE\s(?=[^>]{0,500}html)[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?:[\s/][^<>]*)?>")
_FIRST_TAG = re.compile(r"\s*<(?P<name>[A-Za-z][A-Za-z0-9]*)(?:[\s/][^<>]*)?>")
_PAGE = {"html", "head", "body", "frameset"}
_HEAD = {"title", "meta", "link", "base", "script", "style", "noscript"}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset"),
    *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "li", "main"),
    *(
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ),
}
_INLINE = {
    "a",
    "abbr",
    "b",
    "big",
    "br",
    "cite",
    "code",
    "em",
    "font",
    "hr",
    "i",
    "img",
    "small",
    "span",
    "strong",
    "u",
}
# Elements without an end tag, or whose end tag may be left out (HTML, section 13.1.2.4).
_UNCLOSED = {"meta", "link", "base", "br", "hr", "img"}
_SHARE = 0.8  # of the letters of a fragment that are in elements
_MIN_BREAKS = 2


def is_html(opening: Opening) -> bool:
    """Whether it is a page or a fragment in HTML or XHTML."""
    text, at = opening.text, 0
    while match := _BEFORE.match(text, at):
        at = match.end()
    doctype = _DOCTYPE.match(text, at)
    while match := (_BEFORE.match(text, at) or _DOCTYPE.match(text, at)):
        at = match.end()
    first = _FIRST_TAG.match(text, at)
    name = first["name"].lower() if first else ""
    if doctype or name in _PAGE:
        return _is_page(text[at:])
    if name in _HEAD and re.search(r"<(?:html|head|body)\b", text, re.IGNORECASE):
        return True
    if name in _HEAD | _BLOCKS:
        return _share_in_elements(text[at:]) >= _SHARE
    if name in _INLINE:
        has_breaks = len(re.findall(r"<br\b", text, re.IGNORECASE)) >= _MIN_BREAKS
        is_fragment = has_breaks or _share_in_elements(text[at:]) >= _SHARE
        return is_fragment and not is_markdown_text(text)
    return False


def _is_page(text: str) -> bool:
    """Whether what begins as a page goes on as one, and not as a sentence about elements."""
    tags = list(_TAG.finditer(text))
    if _is_element_next(text):
        return len(tags) > 1
    if not text.lstrip().startswith("<") or not any(tag["end"] for tag in tags):
        return False
    start, _, rest = text.lower().partition("</html")
    return _letters(_TAG.sub("", rest)) <= _letters(_TAG.sub("", start))


def _is_element_next(text: str) -> bool:
    first = _FIRST_TAG.match(text)
    return first is not None and re.compile(r"\s*<").match(text, first.end()) is not None


def _share_in_elements(text: str) -> float:
    """The share of the letters that are in elements which are not merely inline; 0 if no element is closed."""
    depth, at, inside, outside, ends, paragraphs = 0, 0, 0, 0, 0, 0
    open_elements: dict[str, int] = {}
    text = _without_comments(text)
    for tag in _TAG.finditer(text):
        letters = _letters(text[at : tag.start()])
        inside, outside = (inside + letters, outside) if depth else (inside, outside + letters)
        at, name = tag.end(), tag["name"].lower()
        if name in _UNCLOSED or name not in _BLOCKS | _HEAD | _PAGE:
            continue
        paragraphs += name == "p" and not tag["end"]
        if not tag["end"]:
            open_elements[name] = open_elements.get(name, 0) + 1
            depth += 1
        elif open_elements.get(name):
            open_elements[name] -= 1
            depth -= 1
            ends += 1
    letters = _letters(text[at:])
    inside, outside = (inside + letters, outside) if depth else (inside, outside + letters)
    if not ends and paragraphs < 2:  # one may be a word in a sentence
        return 0.0
    return inside / (inside + outside) if inside else float(not outside)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _without_comments(text: str) -> str:
    first, *others = text.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)
