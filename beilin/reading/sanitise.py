"""Raw HTML in Markdown is not trusted: what could run, load or imitate the page is removed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

import nh3
from markdown_it.token import Token

# Unclosed inline tags are reopened in every later block, which can turn 67 KB into 56 MB (measured with nh3 0.3).
MAX_UNCLOSED = 32
MAX_SIZE = 1024 * 1024  # characters of HTML

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_WHOLE_TAG = re.compile(r'<([^">]*(?:"[^"]*"[^">]*)*)>')
_VOID = {"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"}

_TAGS = nh3.ALLOWED_TAGS | {"input", "section", "figure", "figcaption", "u"}
_ANYWHERE = {"id", "class", "lang", "dir", "title", "role", "aria-label", "tabindex"}
_ATTRIBUTES = {
    **{tag: attributes | _ANYWHERE for tag, attributes in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": _ANYWHERE,
    "input": _ANYWHERE | {"type", "checked", "disabled"},
    "ol": _ANYWHERE | {"start", "reversed"},
    "img": _ANYWHERE | {"src", "alt", "width", "height"},
    "td": _ANYWHERE | {"style", "colspan", "rowspan", "headers"},
    "th": _ANYWHERE | {"style", "colspan", "rowspan", "headers", "scope"},
}
# What the alignment of a table's columns needs.
_STYLES = {"text-align"}


def has_raw_html(tokens: Iterable[Token]) -> bool:
    """Whether any token is HTML written by the editor."""
    return any(
        token.type == "html_block" or any(child.type == "html_inline" for child in token.children or ())
        for token in tokens
    )


def fault_of_raw_html(tokens: Iterable[Token], html: str) -> str:
    """Why the HTML is refused instead of cleaned, or ""."""
    if len(html) > MAX_SIZE:
        return f"a file with HTML tags may be at most {MAX_SIZE // 1024} KB"
    open_tags: Counter[str] = Counter()
    for token in tokens:
        for raw in [token, *(token.children or ())]:
            if raw.type in ("html_block", "html_inline"):
                for slash, name in _TAG.findall(raw.content):
                    open_tags[name.lower()] += -1 if slash else 1
    unclosed = sum(count for name, count in open_tags.items() if name not in _VOID and count > 0)
    return f"{unclosed} HTML tags are never closed" if unclosed > MAX_UNCLOSED else ""


def sanitise(html: str, mark_reference: Callable[[str, bool], str]) -> str:
    """The HTML without what is not allowed, and with each `href` and `src` passed through `mark_reference`.

    In the result, "<" and ">" only delimit tags. `mark_reference` takes the target and whether it is that of an image;
    what it returns is not sanitised again.
    """

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "id" and value.startswith("_"):
            return None  # the theme's own ids
        if tag == "input" and name == "type":
            return "checkbox"
        if name == "src" and "//" in value:
            return None  # an image on another host; a page requests nothing from third parties
        if name in ("href", "src"):
            return mark_reference(value, tag == "img")
        return value

    # Marks of references contain NUL, which HTML does not allow, so a noncharacter replaces it meanwhile.
    stand_in = "\ufdd0"
    while stand_in in html:
        stand_in += "\ufdd0"
    cleaned = nh3.clean(
        html.replace("\0", stand_in),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "mailto", "ftp", "tel"},
        link_rel=None,
    )
    # Newer versions of nh3 escape these in attributes; 0.3.2 does not yet.
    escaped = _WHOLE_TAG.sub(lambda tag: f"<{tag[1].replace('<', '&lt;').replace('>', '&gt;')}>", cleaned)
    return escaped.replace(stand_in, "\0")
