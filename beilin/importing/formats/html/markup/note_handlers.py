"""Handlers of footnotes."""

from __future__ import annotations

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.parsing import all_text
from beilin.importing.formats.html.markup.runs import Marks, Run
from beilin.importing.formats.html.markup.state import Walk
from beilin.importing.model import Container


def note_mark(walk: Walk, element: HtmlElement, marks: Marks, _depth: int) -> bool:
    """The mark of a footnote in the text, and what leads back to it from the footnote."""
    if label := walk.notes.marks.get(element):
        walk.run(element, Run(" ".join(all_text(element).split()), marks, "note", f"[^{label}]"))
    elif element in walk.notes.back:
        walk.leave_out(element, "footnote's mark", "the link from a footnote back to the text")
    else:
        return False
    return True


def note(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> bool:
    """A footnote."""
    label = walk.notes.texts.get(element)
    if not label:
        return False
    with walk.within(Container("note", next(walk.keys), label=label)):
        walk.content(element, marks, depth)
    return True
