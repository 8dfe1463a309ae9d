"""What elements mean, in one table: their names, and the handlers that are asked, in this order."""

from __future__ import annotations

from collections.abc import Iterable

from beilin.importing.formats.html.markup import simple
from beilin.importing.formats.html.markup.code import listing
from beilin.importing.formats.html.markup.definitions import definitions
from beilin.importing.formats.html.markup.elements import HEADINGS, LISTS
from beilin.importing.formats.html.markup.figures import figure
from beilin.importing.formats.html.markup.lists import checkbox, list_, word_item
from beilin.importing.formats.html.markup.note_handlers import note, note_mark
from beilin.importing.formats.html.markup.notes import AROUND, NOTES
from beilin.importing.formats.html.markup.state import Handler, Handlers
from beilin.importing.formats.html.markup.tables import table


def _by_name(*rules: tuple[Handler, Iterable[str]]) -> Handlers:
    handlers: dict[str, list[Handler]] = {}
    for handler, names in rules:
        for name in names:
            handlers.setdefault(name, []).append(handler)
    return handlers


# Asked even if the element is hidden, or its text is only shown where it cannot be shown itself.
FIRST = _by_name(
    (note_mark, ("a", *AROUND)),
    (simple.formula, ("span", "div", "img", "math", "mjx-container", "script")),
    (simple.embedded, ("iframe", "embed", "object", "video", "audio")),
    (simple.noscript, ("noscript",)),
    (checkbox, ("input",)),
)
THEN = _by_name(
    (note, NOTES),
    (listing, ("pre", "listing", "xmp", "plaintext", "code", "table", "div", "figure")),
    (figure, ("figure", "div", "table", "dl", "p")),
    (table, ("table",)),
    (definitions, ("dl",)),
    (word_item, ("p",)),
    (simple.alert, ("div", "aside")),
    (list_, LISTS),
    (simple.heading, HEADINGS),
    (simple.rule, ("hr",)),
    (simple.line_break, ("br",)),
    (simple.link, ("a",)),
    (simple.abbreviation, ("abbr", "acronym")),
    (simple.ruby, ("ruby",)),
    (simple.picture, ("img",)),
    (simple.quote, ("blockquote",)),
    (simple.details, ("details",)),
)
