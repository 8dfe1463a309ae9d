"""Handlers of lists, also of those that Word writes as paragraphs."""

from __future__ import annotations

import re
from contextlib import ExitStack

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import integer, name_of, style_of
from beilin.importing.formats.html.markup.furniture import reason_to_leave_out
from beilin.importing.formats.html.markup.parsing import all_text
from beilin.importing.formats.html.markup.runs import Marks, Run
from beilin.importing.formats.html.markup.state import Walk
from beilin.importing.model import Container, ContainerKind

_WORD_ITEM = re.compile(r"mso-list\s*:\s*l[0-9]+ level([1-9])", re.IGNORECASE)
_NUMBER = re.compile(r"\s*([0-9]{1,6})[.)、]")
_MAX_NUMBER = 999_999_999  # of an ordered item (CommonMark 0.31, section 5.2)


def list_(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> bool:
    """`<ul>` and `<ol>`. What stands in a list and not in an item belongs to the item before it."""
    walk.end_paragraph()
    is_ordered = name_of(element) == "ol"
    step = -1 if "reversed" in element.attrib else 1
    items = [child for child in element if name_of(child) == "li"]
    number = integer(element.get("start"), len(items) if step < 0 else 1) - step
    key = next(walk.keys)
    item: Container | None = None
    walk.text(element, element.text, marks)
    for child in element:
        if label := walk.notes.texts.get(child):
            with walk.within(Container("note", next(walk.keys), label=label)):
                walk.content(child, marks, depth + 1)
        elif child in items and not reason_to_leave_out(child) and child not in walk.written:
            expected, number = number + step, integer(child.get("value"), number + step)
            if item and (step < 0 or number != expected):
                key = next(walk.keys)  # Markdown counts on from the first number of a list
            shown = min(max(number, 0), _MAX_NUMBER) if is_ordered else 0
            item = Container("ordered" if is_ordered else "bullet", next(walk.keys), key, shown)
            with walk.within(item):
                walk.content(child, marks, depth + 1)
        elif item:
            with walk.within(item):
                walk.element(child, marks, depth + 1)
        else:
            walk.element(child, marks, depth + 1)
        if item and child.tail and child.tail.strip():
            with walk.within(item):
                walk.text(element, child.tail, marks)
        elif not item:
            walk.text(element, child.tail, marks)
    walk.end_paragraph()
    return True


def checkbox(walk: Walk, element: HtmlElement, _marks: Marks, _depth: int) -> bool:
    """`<input type="checkbox">` at the beginning of an item makes this a task."""
    is_checkbox = (element.get("type") or "").lower() == "checkbox"
    if is_checkbox and not walk.runs and walk.containers and walk.containers[-1].kind in ("bullet", "ordered"):
        walk.run(element, Run("", (), "raw", "[x] " if "checked" in element.attrib else "[ ] "))
    return True


def word_item(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> bool:
    """A paragraph that Word marks as an item: `mso-list:l0 level1 lfo1`, and in it the bullet or number as text."""
    match = _WORD_ITEM.search(style_of(element))
    marker = next((one for one in element.iter("span") if "mso-list" in style_of(one)), None) if match else None
    if not match or marker is None:
        return False
    previous = element.getprevious()
    if previous is None or not _WORD_ITEM.search(style_of(previous)):
        walk.word_items = []
    level, number = int(match[1]), _NUMBER.match(all_text(marker))
    outer = walk.word_items[: level - 1]
    before = walk.word_items[len(outer)] if len(walk.word_items) > len(outer) else None
    kind: ContainerKind = "ordered" if number else "bullet"
    key = before.list_key if before and before.kind == kind else next(walk.keys)
    item = Container(kind, next(walk.keys), key, int(number[1]) if number else 0)
    walk.word_items = [*outer, item]
    walk.leave_out(marker, "list marker", "the bullet or number of an item that Word wrote")
    walk.written.add(marker)
    with ExitStack() as around:
        for container in walk.word_items:
            around.enter_context(walk.within(container))
        walk.content(element, marks, depth)
    return True
