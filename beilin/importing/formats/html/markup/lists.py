"""Handlers of lists, also of those that Word writes as paragraphs."""

from __future__ import annotations

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import LISTS, integer, name_of
from beilin.importing.formats.html.markup.furniture import reason_to_leave_out
from beilin.importing.formats.html.markup.runs import Marks, Run
from beilin.importing.formats.html.markup.state import Handler, Walk
from beilin.importing.model import Container

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
        if child in items and not reason_to_leave_out(child) and child not in walk.written:
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
        if child.tail and child.tail.strip() and item:
            with walk.within(item):
                walk.text(element, child.tail, marks)
    walk.end_paragraph()
    return True


def checkbox(walk: Walk, element: HtmlElement, _marks: Marks, _depth: int) -> bool:
    """`<input type="checkbox">` at the beginning of an item makes this a task."""
    if name_of(element) != "input":
        return False
    is_checkbox = (element.get("type") or "").lower() == "checkbox"
    if is_checkbox and not walk.runs and walk.containers and walk.containers[-1].kind in ("bullet", "ordered"):
        walk.run(element, Run("", (), "raw", "[x] " if "checked" in element.attrib else "[ ] "))
    return True


FIRST: tuple[Handler, ...] = (checkbox,)
BY_NAME: dict[str, Handler] = dict.fromkeys(LISTS, list_)
