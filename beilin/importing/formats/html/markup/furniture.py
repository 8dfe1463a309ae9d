"""What stands in the text of a page and is not part of it: hidden text, buttons, marks of permanent links."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import classes_of, name_of, style_of
from beilin.importing.formats.html.markup.parsing import all_text

# What they contain is shown only where the element itself cannot be.
_FALLBACKS = frozenset({"noscript", "noframes", "iframe", "object", "canvas", "audio", "video", "map", "applet"})
_CONTROLS = frozenset({"button", "select", "textarea", "option", "datalist", "input"})
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*none", re.IGNORECASE)
_HIDDEN_CLASSES = frozenset(
    [
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
        "screen-reader-text",
        "screen-reader-only",
        "mw-editsection-hidden",
    ]
)
_PERMALINK_CLASSES = frozenset(
    ["headerlink", "anchor", "anchorjs-link", "anchor-link", "header-anchor", "heading-anchor", "hash-link",
     "permalink", "heading-link", "headline-link"]
)  # fmt: skip
_PERMALINK_SIGNS = frozenset(["#", "¶", "§", "🔗", "\uf0c1", "∞"])
_PERMALINK_WORDS = frozenset(["link", "permalink", "anchor", "copy link"])
_COPY_CLASS = re.compile(r"(?:^|[-_ ])(?:copy|clipboard|copybtn|copycode)(?:$|[-_ ])", re.IGNORECASE)
_NUMBERING_CLASSES = frozenset({"pre-numbering", "code-snippet__line-index", "line-numbers-rows", "gutter"})
_MAX_BUTTON = 16  # characters of what can be a button's text
_EDIT_CLASSES = frozenset({"mw-editsection", "edit-section"})


def reason_to_leave_out(element: HtmlElement) -> tuple[str, str] | None:
    """The rule by which the element's text is not part of the article, and the evidence; None if it may be."""
    name = name_of(element)
    if name in _CONTROLS:
        return "page furniture", f"in <{name}>"
    if name in _FALLBACKS:
        return "hidden", f"shown only instead of <{name}>"
    if name == "svg":
        return "drawing", "the words of a drawing"
    if "hidden" in element.attrib or ("style" in element.attrib and _HIDDEN_STYLE.search(style_of(element))):
        return "hidden", f"<{name}> is not shown on the page"
    if name == "a" and is_permalink(element):
        return "page furniture", "a mark for the permanent link"
    if "class" not in element.attrib:
        return None
    classes = classes_of(element)
    if not _HIDDEN_CLASSES.isdisjoint(classes):
        return "hidden", f"class {min(_HIDDEN_CLASSES & classes)!r}"
    if not _EDIT_CLASSES.isdisjoint(classes):
        return "page furniture", f"class {min(_EDIT_CLASSES & classes)!r}"
    if not _NUMBERING_CLASSES.isdisjoint(classes) and not all_text(element).strip(" \t\n\r0123456789"):
        return "page furniture", "line numbers of a listing"
    if _COPY_CLASS.search(element.get("class") or "") and len(all_text(element).strip()) <= _MAX_BUTTON:
        return "page furniture", f"class {element.get('class')!r}"
    return None


def is_permalink(element: HtmlElement) -> bool:
    """Whether the link is only a mark that leads to the heading at which it stands."""
    if "#" not in (element.get("href") or ""):
        return False
    text = all_text(element).strip().lower()
    return text in _PERMALINK_SIGNS or (
        text in _PERMALINK_WORDS and not _PERMALINK_CLASSES.isdisjoint(classes_of(element))
    )
