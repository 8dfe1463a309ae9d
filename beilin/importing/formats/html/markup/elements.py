"""What elements are: blocks, marks in a line, or nothing that readers see; and their attributes."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

# Each begins on a new line (HTML, section 15.3: what has a `display` other than `inline`).
BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search",
     "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp"]
)  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset({"ol", "ul", "menu", "dir"})
# Elements that are marks in a line, with the names of what is written for them.
_MARKS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("s", "strike", "del"), "del"),
    **dict.fromkeys(("code", "tt", "samp"), "code"),
    **{name: name for name in ("sub", "sup", "kbd", "mark", "u", "ins", "q")},
}
_STYLE_MARKS = (
    ("strong", re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE)),
    ("em", re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)),
    ("del", re.compile(r"text-decoration[a-z-]{0,20}\s*:[^;:]*line-through", re.IGNORECASE)),
)
_STYLE_UNMARKS = {
    "strong": re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-4]00)\b", re.IGNORECASE),
    "em": re.compile(r"font-style\s*:\s*normal", re.IGNORECASE),
}
_KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre\b|pre-wrap|pre-line|break-spaces)", re.IGNORECASE)


def name_of(element: HtmlElement) -> str:
    """The element's name; "" for comments and the like."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def classes_of(element: HtmlElement) -> frozenset[str]:
    """The element's classes, in lower case."""
    return frozenset((element.get("class") or "").lower().split())


def style_of(element: HtmlElement) -> str:
    """The element's own style."""
    return element.get("style") or ""


def keeps_lines(element: HtmlElement) -> bool:
    """Whether line ends in its text are line breaks on the page."""
    return bool(_KEEPS_LINES.search(style_of(element)))


def marks_of(element: HtmlElement) -> list[str]:
    """The marks that the element makes in a line, by its name and its style."""
    name, style = _MARKS.get(name_of(element), ""), style_of(element)
    if not style:
        return [name] if name else []
    is_undone = name in _STYLE_UNMARKS and _STYLE_UNMARKS[name].search(style)
    marks = [name] if name and not is_undone else []
    return marks + [mark for mark, pattern in _STYLE_MARKS if mark not in marks and pattern.search(style)]


def integer(text: str | None, default: int) -> int:
    """The number that an attribute states, as browsers read it; the default if it states none."""
    match = re.match(r"\s*([+-]?[0-9]{1,9})", text or "")
    return int(match[1]) if match else default
