"""Code: `<pre>` and what highlighters make of it → fenced blocks with their language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import classes_of, name_of
from beilin.importing.formats.html.markup.parsing import WITHOUT_TEXT

_LANGUAGE_CLASS = re.compile(
    r"(?:language|lang|highlight-source|highlight-text|highlight|brush:?|sourcecode)[-:]?\s*([\w+#.-]+)$"
)
_NOT_LANGUAGES = frozenset(
    ["none", "plaintext", "text", "plain", "nohighlight", "default", "auto", "highlight", "code", "wrapper"]
)
_ATTRIBUTES = ("data-lang", "data-language", "data-code-language", "lang-name")
_BACKTICKS = re.compile(r"`{3,}")


@dataclass(frozen=True, slots=True)
class Code:
    """A listing."""

    text: str
    language: str
    gutter: str  # line numbers and buttons in it


def read_code(element: HtmlElement) -> Code:
    """The code in the element, usually a `pre`."""
    lines: list[str] = []
    _collect(element, lines)
    text = "".join(lines).replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")
    return Code(text.strip("\n").rstrip(), language_of(element), "")


def _collect(element: HtmlElement, texts: list[str]) -> None:
    texts.append(element.text or "")
    for child in element:
        name = name_of(child)
        if name == "br":
            texts.append("\n")
        elif name and name not in WITHOUT_TEXT:
            _collect(child, texts)
        texts.append(child.tail or "")


def language_of(element: HtmlElement) -> str:
    """The language that classes and attributes of the code, and of what is directly around it, name; or ""."""
    candidates = [*element.iter("code"), element]
    parent = element.getparent()
    for _ in range(3):
        if parent is None or name_of(parent) not in ("div", "figure", "td", "tr", "tbody", "table"):
            break
        candidates.append(parent)
        parent = parent.getparent()
    for candidate in candidates:
        for attribute in _ATTRIBUTES:
            if (value := (candidate.get(attribute) or "").strip().lower()) and value not in _NOT_LANGUAGES:
                return value if re.fullmatch(r"[\w+#.-]+", value) else ""
        for name in sorted(classes_of(candidate)):
            if (match := _LANGUAGE_CLASS.fullmatch(name)) and match[1] not in _NOT_LANGUAGES:
                return match[1]
    return ""


def fenced(code: str, language: str) -> str:
    """The code as a fenced block (CommonMark 0.31, section 4.5)."""
    fence = "`" * max(3, 1 + max((len(run) for run in _BACKTICKS.findall(code)), default=0))
    return f"{fence}{language}\n{code}\n{fence}"
