"""What elements are: blocks, marks in a line, or nothing that readers see; and their attributes."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

# Each begins on a new line (HTML, section 15.3: `display` other than `inline`).
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
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
        "caption",
        "colgroup",
        "optgroup",
        "option",
        "select",
        "textarea",
        "frameset",
        "noframes",
        "noscript",
        "listing",
        "xmp",
        "plaintext",
        "math-display",
    ]
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Elements that are marks in a line, by what is written for them.
MARKS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var", "address"), "em"),
    **dict.fromkeys(("s", "strike", "del"), "del"),
    **dict.fromkeys(("code", "tt", "samp"), "code"),
    **{name: name for name in ("sub", "sup", "kbd", "mark", "u", "ins", "q")},
}
# What they contain is shown only where the element itself cannot be, or is not text of the page.
FALLBACKS = frozenset({"noscript", "noframes", "iframe", "object", "canvas", "audio", "video", "svg", "map", "applet"})
CONTROLS = frozenset({"button", "select", "textarea", "option", "datalist", "input"})

_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*none", re.IGNORECASE)
_HIDDEN_CLASSES = frozenset(
    ["sr-only", "visually-hidden", "screen-reader-text", "screen-reader-only", "visuallyhidden"]
)
_STYLE_MARKS = (
    ("strong", re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE)),
    ("em", re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)),
    ("del", re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)),
)
_STYLE_WITHOUT_MARKS = {
    "strong": re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-4]00)\b", re.IGNORECASE),
    "em": re.compile(r"font-style\s*:\s*normal", re.IGNORECASE),
}
_KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre\b|pre-wrap|pre-line|break-spaces)", re.IGNORECASE)


def name_of(element: HtmlElement) -> str:
    """The element's name; "" for comments and the like."""
    return element.tag.lower().rpartition(":")[2] if isinstance(element.tag, str) else ""


def classes_of(element: HtmlElement) -> frozenset[str]:
    """The element's classes, in lower case."""
    return frozenset((element.get("class") or "").lower().split())


def style_of(element: HtmlElement) -> str:
    """The element's own style."""
    return element.get("style") or ""


def is_hidden(element: HtmlElement) -> bool:
    """Whether readers of the page do not see the element."""
    if "hidden" in element.attrib:
        return True
    style = style_of(element)
    return bool(style and _HIDDEN_STYLE.search(style)) or not _HIDDEN_CLASSES.isdisjoint(classes_of(element))


def keeps_lines(element: HtmlElement) -> bool:
    """Whether line ends in its text are line breaks on the page."""
    style = style_of(element)
    return bool(style and _KEEPS_LINES.search(style))


def marks_of(element: HtmlElement) -> list[str]:
    """The marks that the element makes in a line, by its name and its style."""
    name = MARKS.get(name_of(element), "")
    style = style_of(element)
    if not style:
        return [name] if name else []
    marks = [name] if name and not (name in _STYLE_WITHOUT_MARKS and _STYLE_WITHOUT_MARKS[name].search(style)) else []
    return marks + [mark for mark, pattern in _STYLE_MARKS if mark not in marks and pattern.search(style)]
