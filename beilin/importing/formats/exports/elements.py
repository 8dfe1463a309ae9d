"""The text of an XML element → its children, however broken it is.

Exports are written by programs that print XML as text, so there are control characters, undeclared entities, unescaped
`&`, and `]]>` inside CDATA sections. All of them are read as what was meant; no text is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

_TOKEN = re.compile(r"<!\[CDATA\[|<!--|<(?P<slash>/?)(?P<name>[A-Za-z_][\w:.-]*)(?P<rest>[^<>]*)>")
_ATTRIBUTE = re.compile(r"(?<![\w:.-])([\w:.-]++)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_MAX_DEPTH = 40  # of elements within each other; deeper ones are text
_MAX_TRIALS = 10_000  # for the end of CDATA sections in one element


@dataclass(frozen=True, slots=True)
class Element:
    """An XML element."""

    name: str  # with its prefix, as it is written
    attributes: Mapping[str, str]
    inner: str  # the markup between its tags
    children: tuple[Element, ...] = ()

    @property
    def text(self) -> str:
        """Its text: CDATA sections as they are, entities as characters. Tags in it are kept as they are written."""
        return "".join(_pieces_of_text(self.inner, self.name)).strip()

    def first(self, *names: str) -> Element | None:
        """The first child with one of the names, tried in order."""
        return next((child for name in names for child in self.children if child.name == name), None)

    def all(self, name: str) -> tuple[Element, ...]:
        """The children with the name."""
        return tuple(child for child in self.children if child.name == name)

    def text_of(self, *names: str) -> str:
        """The text of the first child that has one of the names and is not empty; "" if there is none."""
        texts = (child.text for name in names for child in self.children if child.name == name)
        return next((text for text in texts if text), "")


@dataclass(slots=True)
class _Open:
    """An element whose end tag was not read yet."""

    name: str
    attributes: Mapping[str, str]
    start: int
    children: list[Element] = field(default_factory=list)


def read_element(markup: str) -> Element:
    """The outermost element of the markup. An element that is not closed ends where the one around it ends."""
    opened = [_Open("", {}, 0)]
    position, ends = 0, _CdataEnds(markup)
    while match := _TOKEN.search(markup, position):
        position = match.end()
        if match[0] == "<![CDATA[":
            position = ends.after(position, opened[-1].name)[1]
        elif match[0] == "<!--":
            position = markup.find("-->", position) + 3
            if position < 3:  # nothing but a comment that never ends
                break
        elif match["slash"]:
            if any(element.name == match["name"] for element in opened):
                while _close(opened, markup, match.start()) != match["name"]:
                    pass
        elif match["rest"].endswith("/"):
            opened[-1].children.append(Element(match["name"], _attributes(match["rest"]), ""))
        elif len(opened) < _MAX_DEPTH:
            opened.append(_Open(match["name"], _attributes(match["rest"]), position))
    while len(opened) > 1:
        _close(opened, markup, len(markup))
    return opened[0].children[0] if opened[0].children else Element("", {}, "")


def _close(opened: list[_Open], markup: str, end: int) -> str:
    """End the innermost element. Returns its name."""
    last = opened.pop()
    opened[-1].children.append(
        Element(last.name, last.attributes, markup[last.start : max(last.start, end)], tuple(last.children))
    )
    return last.name


def _attributes(written: str) -> dict[str, str]:
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(written)}


def _pieces_of_text(inner: str, name: str) -> Iterator[str]:
    position, ends = 0, _CdataEnds(inner)
    while (start := inner.find("<![CDATA[", position)) >= 0:
        yield _outside_cdata(inner[position:start])
        end, position = ends.after(start + 9, name)
        yield inner[start + 9 : end]
    yield _outside_cdata(inner[position:])


def _outside_cdata(markup: str) -> str:
    """Text outside CDATA; white space between sections is the file's indentation."""
    return unescape(markup) if markup.strip() else ""


class _CdataEnds:
    """Finds the ends of CDATA sections.

    WordPress before 3.0 did not split `]]>` in a text, so a section ends at the `]]>` that is followed by the end tag
    of its element, by a further section, or by nothing. If none is, it ends at the first `]]>`.
    """

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._trials = _MAX_TRIALS

    def after(self, start: int, name: str) -> tuple[int, int]:
        """Where the section's text, and the section itself end, if its text begins at `start`."""
        first = end = self._markup.find("]]>", start)
        follows = re.compile(rf"\s{{0,100}}(?:</{re.escape(name)}\s*>|<!\[CDATA\[|\Z)")
        while end >= 0 and self._trials > 0:
            if follows.match(self._markup, end + 3):
                return end, end + 3
            self._trials -= 1
            end = self._markup.find("]]>", end + 3)
        if first >= 0:
            return first, first + 3
        closing = self._markup.find(f"</{name}>", start)
        return (closing, closing) if closing >= 0 else (len(self._markup), len(self._markup))
