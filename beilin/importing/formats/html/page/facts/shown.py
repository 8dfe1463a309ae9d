"""Facts that readers see around the text: credits, bylines, times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from beilin.importing.classify.byline.credits import credits_of
from beilin.importing.formats.html.markup.elements import BLOCKS, name_of
from beilin.importing.formats.html.page.facts.dates import read_date
from beilin.importing.formats.html.page.facts.stated import Stated, one_line
from beilin.importing.formats.html.page.letters import letter_key

_MAX_CREDIT = 120  # characters of a block that may be a credit
_MAX_BLOCKS = 25  # above the text
_BYLINE = re.compile(r"(?:^|[-_ ])(?:byline|author(?:[-_]?name)?|writer|fn)(?:$|[-_ ])", re.IGNORECASE)
_BY = re.compile(r"(?:by|von|par|por|di|作者|文|撰文|文字|記者|记者)(?:\s*[:：/／]\s*|\s+)(?=\S)", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"[0-9@。！？!?；;，,：:/|]|\b(?:about|more|all|posts?|view|follow|share|comments?)\b", re.IGNORECASE
)
_HEADINGS = ("h1", "h2", "h3")
_MAX_NAME = 40
_TO_TAGS = re.compile(r"/(?:tags?|categor(?:y|ies)|topics?|archives?/tag)/", re.IGNORECASE)
_MAX_PIECES = 40  # texts in an element that may be a credit


def attribute_facts(root: HtmlElement) -> list[Stated]:
    """Microdata in the text, `<time>`, and links to authors."""
    statements = list(_microdata(root))
    times = [element for element in root.iter("time") if element.get("datetime")]
    marked = [element for element in times if "pubdate" in element.attrib]
    for element in (marked or times)[:1]:
        statements.append(Stated("date", (one_line(element.get("datetime")),), "<time>"))
    for element in root.iter("a", "link"):
        if "author" in (element.get("rel") or "").lower().split():
            if name := _name(one_line(element.text_content())):
                statements.append(Stated("author", (name,), "rel=author"))
                break
        elif "tag" in (element.get("rel") or "").lower().split() and (name := one_line(element.text_content())):
            statements.append(Stated("tags", (name.lstrip("#"),), "rel=tag"))
    return statements


def _microdata(root: HtmlElement) -> Iterator[Stated]:
    """`itemprop` of schema.org on elements of the text; on `<meta>` it is read with the head."""
    authors: list[str] = []
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag == "meta":
            continue
        names = (element.get("itemprop") or "").lower().split()
        value = one_line(element.get("content") or element.get("datetime") or "") if names else ""
        for key, name in (("date", "datepublished"), ("updated", "datemodified")):
            if name in names and (value := value or one_line(element.text_content())):
                yield Stated(key, (value,), f"itemprop {name}")
        if "author" in names and not authors:
            inner = next(
                (inner for inner in element.iter() if "name" in (inner.get("itemprop") or "").split()), element
            )
            if name := _name(one_line(inner.get("content") or inner.text_content())):
                authors.append(name)
    if authors:
        yield Stated("author", tuple(authors), "itemprop author")


def _name(text: str) -> str:
    """The text as a person's name; "" if it does not look like one."""
    text = _BY.sub("", text, count=1).strip()
    return text if 1 < len(text) <= _MAX_NAME and not _NOT_A_NAME.search(text) else ""


def block_facts(texts: Sequence[str], elements: Sequence[HtmlElement], end: int) -> list[tuple[int, Stated]]:
    """What the blocks above the text state, which begins with block `end`; each with the number of its block.

    `elements` are those in which the texts begin.
    """
    found: list[tuple[int, Stated]] = []
    for number in range(max(0, end - _MAX_BLOCKS), end):
        text = one_line(texts[number])
        around = _around(elements[number])
        if not text or len(text) > _MAX_CREDIT or any(name_of(element) in _HEADINGS for element in around):
            continue
        if stated := credits_of(_spaced(text, elements[number])) or credits_of(text):
            found += [(number, Stated(key, values, "the credit")) for key, values in stated.items() if key != "title"]
            continue
        names = " ".join(filter(None, (value for each in around for value in map(each.get, ("class", "id", "rel")))))
        if day := read_date(text):
            found.append((number, Stated("date", (day,), "the date above the text")))
        elif _BYLINE.search(names) and (name := _name(text)):
            found.append((number, Stated("author", (name,), "the byline")))
    return found


def _spaced(text: str, element: HtmlElement) -> str:
    """The text with spaces between elements, as in `<span>Name</span><span>Date</span>`, and without links to tags.

    It stays as it is if the element has more than the text.
    """
    while name_of(element) not in BLOCKS and (parent := element.getparent()) is not None:
        element = parent
    pieces = list(islice(element.itertext(with_tail=True), _MAX_PIECES))
    if letter_key("".join(pieces)) != letter_key(text):
        return text
    tags = {link.text for link in element.iter("a") if _TO_TAGS.search(link.get("href") or "")}
    return one_line(" ".join(piece for piece in pieces if piece not in tags))


def _around(element: HtmlElement) -> list[HtmlElement]:
    """The element, and those around it as far as the one around its block."""
    around = [element]
    while name_of(around[-1]) not in BLOCKS and (parent := around[-1].getparent()) is not None:
        around.append(parent)
    parent = around[-1].getparent()
    return around if parent is None else [*around, parent]
