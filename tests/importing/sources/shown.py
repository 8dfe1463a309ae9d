"""What a reader sees of an article: its headings, items of lists, tables, code, figures and footnotes, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from textwrap import dedent

_LANGUAGE = re.compile(r"language-([^ ]+)")
_VOID = frozenset(("br", "hr", "img", "wbr", "source", "col"))


@dataclass
class Element:
    """An element of the page that is made of an article."""

    name: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def all(self, *names: str) -> list[Element]:
        """The elements of those names in it, in order."""
        inner = [child for child in self.children if isinstance(child, Element)]
        return [found for child in inner for found in ([child] * (child.name in names) + child.all(*names))]

    def text(self, *, without: tuple[str, ...] = ()) -> str:
        """All text in it, but not in elements of those names."""
        parts = (
            child if isinstance(child, str) else "" if child.name in without else child.text(without=without)
            for child in self.children
        )  # fmt: skip
        return "".join(parts)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(element.name == tag for element in self.open):
            while self.open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree_of(html: str) -> Element:
    """The elements of the HTML, of which every one is closed."""
    parser = _Tree()
    parser.feed(html)
    parser.close()
    return parser.open[0]


def structure_of(html: str) -> dict[str, list[str]]:
    """The elements of the article's page by kind, each as one line of text."""
    page = tree_of(html)
    notes = [item for item in page.all("li") if "footnote-item" in item.attributes.get("class", "")]
    return {
        "headings": [
            f"{heading.name[1]} {_line(heading.text())}" for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6")
        ],
        "items": [_line(item.text(without=("ul", "ol"))) for item in page.all("li") if item not in notes],
        "tables": [_table(table) for table in page.all("table")],
        "code": [_code(block) for block in page.all("pre")],
        "figures": [_figure(image, page) for image in page.all("img")],
        "footnotes": [_line(note.text().replace("↩︎", "")) for note in notes],
    }


def _line(text: str) -> str:
    return " ".join(text.split())


def _table(table: Element) -> str:
    rows = (" | ".join(_line(cell.text()) for cell in row.all("th", "td")) for row in table.all("tr"))
    return " // ".join(rows)


def _code(block: Element) -> str:
    classes = " ".join(element.attributes.get("class", "") for element in [block, *block.all("code")])
    language = _LANGUAGE.search(classes)
    return f"{language[1] if language else ''}: {dedent(block.text()).strip()}"


def _figure(image: Element, page: Element) -> str:
    """The caption of the image, or else the words for it."""
    for figure in page.all("figure"):
        if image in figure.all("img") and (captions := figure.all("figcaption")):
            return _line(captions[0].text())
    return image.attributes.get("alt", "")
