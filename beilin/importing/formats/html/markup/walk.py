"""The walk over the elements of a page or a piece of HTML."""

from __future__ import annotations

from functools import partial

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.anchors import find_anchors, fragment_of, targets_of
from beilin.importing.formats.html.markup.fragment import Origin
from beilin.importing.formats.html.markup.furniture import reason_to_leave_out
from beilin.importing.formats.html.markup.handlers import FIRST, THEN
from beilin.importing.formats.html.markup.notes import find_notes
from beilin.importing.formats.html.markup.parsing import all_text
from beilin.importing.formats.html.markup.state import Made, Walk


def walk(element: HtmlElement, origin: Origin, text: str) -> list[Made]:
    """The blocks in the element, of which `text` is all text."""
    targets = targets_of(element)
    notes = find_notes(element, partial(fragment_of, origin=origin), targets)
    anchors = find_anchors(element, origin, targets, notes)
    state = Walk(origin, FIRST, THEN, notes, anchors, _shown_after_all(element, text))
    state.element(element, (), 0)
    state.end_paragraph()
    return state.made


def _shown_after_all(root: HtmlElement, text: str) -> frozenset[HtmlElement]:
    """Elements that are hidden until a script shows them: those with more than half of the text."""
    total = len("".join(text.split()))
    hidden = [
        element
        for element in root.iter()
        if isinstance(element.tag, str) and ("hidden" in element.attrib or "none" in (element.get("style") or ""))
    ]
    return frozenset(
        element
        for element in hidden
        if (reason := reason_to_leave_out(element)) and reason[0] == "hidden"
        and 2 * len("".join(all_text(element).split())) > total
    )  # fmt: skip
