"""Commands of Obsidian's plugin Templater that were never run: `<% … %>` → code, with a note."""

from __future__ import annotations

import re

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import NOTHING, Found, Remark
from beilin.migrating.bodies.protected import Protected
from beilin.migrating.bodies.shortcodes.markup import code_span
from beilin.migrating.model import Edit

_COMMAND = re.compile(r"<%[^%]{0,2000}%>")


def templater(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `templater`: each command becomes code."""
    del context
    if "<%" not in text:
        return NOTHING
    matches = [match for match in _COMMAND.finditer(text) if not protected.touches(match.start(), match.end())]
    edits = tuple(Edit(match.start(), match.end(), code_span(match[0]), "command") for match in matches)
    return Found(edits, tuple(Remark("unknown-shortcode", match.start(), match[0]) for match in matches))
