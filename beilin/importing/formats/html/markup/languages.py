"""The language of a listing, as classes and attributes of highlighters name it."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import name_of

_ATTRIBUTES = ("data-lang", "data-language", "data-code-language", "data-enlighter-language")
# `language-x` is HTML's own (section 4.5.15); the others are those of highlighters.
_CLASS = re.compile(
    r"(?:\A|\s)(?:language|lang|highlight-(?:source|text)|hljs-language|brush:)[-\s]*(?P<name>[\w+#.-]+)", re.IGNORECASE
)
# Those that write the language beside a class of their own: `highlight python`, `sourceCode haskell`.
_BESIDE = re.compile(
    r"(?:\A|\s)(?:highlight|sourceCode|syntaxhighlighter|src|hljs|prettyprint|prism|codehilite)\s+(?P<name>[A-Za-z][\w+#.-]*)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:\A|\s)(?:src|highlight)-(?P<name>[a-z][\w+#]*)(?:\s|\Z)", re.IGNORECASE)
_NOT_LANGUAGES = frozenset(
    ["none", "plaintext", "text", "txt", "plain", "nohighlight", "default", "auto", "highlight", "code", "wrapper",
     "linenums", "line-numbers", "undefined", "hljs", "js-file-line-container", "numbersource", "numberlines",
     "chroma", "copyable", "collapse", "notranslate", "nogutter", "language", "highlighter-rouge"]
)  # fmt: skip
_AROUND = frozenset({"div", "figure", "td", "tr", "tbody", "table", "pre", "section"})
_LEVELS = 4  # elements around the code that may name its language


def language_of(element: HtmlElement) -> str:
    """The language that is named in the listing, at it, or directly around it; "" if none is."""
    candidates = [*element.iter("code", "pre"), element]
    parent = element.getparent()
    for _ in range(_LEVELS):
        if parent is None or name_of(parent) not in _AROUND:
            break
        candidates.append(parent)
        parent = parent.getparent()
    names = (_named(candidate) for candidate in candidates)
    return next((name for name in names if name), "")


def _named(element: HtmlElement) -> str:
    for attribute in _ATTRIBUTES:
        value = (element.get(attribute) or "").strip().lower()
        if re.fullmatch(r"[\w+#.-]{1,30}", value) and value not in _NOT_LANGUAGES:
            return value
    classes = element.get("class") or ""
    for pattern in (_CLASS, _BESIDE, _SUFFIX):
        for match in pattern.finditer(classes):
            name = match["name"].strip(".-").lower()
            if name and name not in _NOT_LANGUAGES:
                return name
    return ""
