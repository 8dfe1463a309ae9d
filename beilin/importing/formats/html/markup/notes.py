"""Footnotes: marks in the text that lead to notes below it, in the shapes that generators and editors write.

Those of pandoc, kramdown, GitHub, WordPress, Substack, Wikipedia, Zhihu and Word have in common that a short link leads
to an element with an id, which has a link back, or stands in a list of notes; or the link itself says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import HEADINGS, name_of, style_of
from beilin.importing.formats.html.markup.parsing import all_text

MAX_MARK = 12  # characters
MAX_NOTE = 5000  # characters of a note; what is longer is a part of the page
_MARK = re.compile(
    r"[\[(（〔【［]?\s*(?:註|注|note|fn)?\s*(?:(?P<number>[0-9]{1,4})|[a-z]|[ivxlc]{1,6}|[*†‡§¶#]{1,4}|[①-⑳㉑-㉟])\s*[\])）〕】］]?",
    re.IGNORECASE,
)
_SAYS_IT_IS_A_MARK = re.compile(r"footnote|noteref|fn-?ref|endnote|\breference\b", re.IGNORECASE)
_SAYS_IT_HAS_NOTES = re.compile(
    r"footnote|endnote|\breferences?\b|referencelist|reflist|\bnotes?\b|\bfn\b", re.IGNORECASE
)
NOTES = ("li", "p", "div", "dd", "aside", "section")
AROUND = ("sup", "span", "b", "strong", "small", "em", "i")
_LEVELS = 4  # elements around a note that may say that it is one


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes of a page."""

    marks: dict[HtmlElement, str] = field(
        default_factory=dict
    )  # elements that are marks in the text, with their labels
    texts: dict[HtmlElement, str] = field(default_factory=dict)  # elements that are notes, with their labels
    back: set[HtmlElement] = field(default_factory=set)  # links in notes back to the text, and numbers before them


def find_notes(root: HtmlElement, fragment_of: Callable[[str], str], targets: dict[str, HtmlElement]) -> Notes:
    """The footnotes in the element.

    `fragment_of` gives the id that an address names, if it leads to the same page, or "". `targets` has the elements by
    their ids.
    """
    found = Notes()
    links = {link: fragment for link in root.iter("a") if (fragment := fragment_of(link.get("href") or ""))}
    used: set[str] = set()
    lengths: dict[HtmlElement, int] = {}
    order = {element: number for number, element in enumerate(root.iter())} if links else {}
    for link, fragment in links.items():
        text = all_text(link).strip()
        match = _MARK.fullmatch(text) if len(text) <= MAX_MARK else None
        note = _note_at(targets.get(fragment), link) if match else None
        if match is None or note is None or order[note] < order[link]:
            continue
        if note not in lengths:
            lengths[note] = len(all_text(note))
        if lengths[note] > MAX_NOTE:
            continue
        near = _near(link)
        back = {other for other in note.iter("a") if targets.get(links.get(other, "")) in near}
        if not (_is_mark(link) and (back or _is_in_notes(note))) and not (back and text[0] in "[(（〔【［①"):
            continue
        label = found.texts.get(note) or _label(match["number"], used)
        used.add(label)
        found.texts[note] = label
        found.marks[_whole_mark(link, text)] = label
        found.back.update(_whole_back(other) for other in back)
        if (number := _number_before(note, text)) is not None:
            found.back.add(number)
    return found


def _note_at(target: HtmlElement | None, link: HtmlElement) -> HtmlElement | None:
    """The element with the note that begins at the target; None if there is none that could be one."""
    note = None if target is not None and name_of(target) in HEADINGS else target
    while note is not None and name_of(note) not in NOTES:
        note = note.getparent()
    if note is None or note in link.iterancestors() or any(name_of(one) == "td" for one in note.iterancestors()):
        return None
    parent = note.getparent()
    if name_of(note) == "p" and parent is not None and re.search(r"ftn|edn", parent.get("id") or ""):
        note = parent  # Word's
    return note


def _near(link: HtmlElement) -> set[HtmlElement | None]:
    """The elements to which a link back may lead: the link, and what is directly around or in it."""
    near: set[HtmlElement | None] = set(link.iter())
    parent = link.getparent()
    while parent is not None and name_of(parent) in AROUND:
        near.add(parent)
        parent = parent.getparent()
    previous = link.getprevious()
    return near if previous is None or all_text(previous).strip() else near | {previous}


def _is_mark(link: HtmlElement) -> bool:
    """Whether the link says that it is the mark of a note, or is superscript."""
    parent = link.getparent()
    around = [link] if parent is None else [link, parent]
    if any(name_of(element) == "sup" for element in [*around, *link]):
        return True
    values = " ".join(value for element in around for key, value in element.items() if key != "href" and key != "style")
    is_named = _SAYS_IT_IS_A_MARK.search(values) or "data-footnote-ref" in link.attrib
    return bool(is_named) or "mso-footnote-id" in style_of(link)


def _is_in_notes(note: HtmlElement) -> bool:
    """Whether the note, or what is around it, says that it is one."""
    element: HtmlElement | None = note
    for _ in range(_LEVELS):
        if element is None:
            return False
        if _SAYS_IT_HAS_NOTES.search(
            f"{element.get('class') or ''} {element.get('role') or ''} {element.get('id') or ''}"
        ):
            return True
        element = element.getparent()
    return False


def _label(number: str | None, used: set[str]) -> str:
    """A label that is not used: the number in the mark, or else the next one."""
    label = str(int(number)) if number else "1"
    while label in used:
        label = str(int(label) + 1)
    return label


def _whole_mark(link: HtmlElement, text: str) -> HtmlElement:
    """The link, or the superscript around nothing but it."""
    element = link
    while (
        (parent := element.getparent()) is not None and name_of(parent) in AROUND and all_text(parent).strip() == text
    ):
        element = parent
    return element


def _whole_back(link: HtmlElement) -> HtmlElement:
    """The link back, or what groups several (Wikipedia's `mw-cite-backlink`)."""
    group = next((one for one in link.iterancestors("span") if "backlink" in (one.get("class") or "").lower()), None)
    return link if group is None else group


def _number_before(note: HtmlElement, mark: str) -> HtmlElement | None:
    """The element at the beginning of the note that only repeats its mark."""
    if (note.text or "").strip():
        return None
    first = next((element for element in note.iterdescendants() if isinstance(element.tag, str)), None)
    while first is not None and not (first.text or "").strip() and len(first):
        first = first[0]
    return (
        first if first is not None and first is not note and all_text(first).strip(" .") == mark.strip(" .") else None
    )
