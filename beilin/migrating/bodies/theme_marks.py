"""Marks in lines of Hugo's themes LoveIt, FixIt and DoIt: icons `:(fas fa-star):` and readings `[字]^(ㄗˋ)`."""

from __future__ import annotations

import re

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import NOTHING, Found
from beilin.migrating.bodies.protected import Protected
from beilin.migrating.model import Edit

_ICON = re.compile(r":\(fa[a-z]*(?:[ -][\w -]{1,80})\):[ \t]?")
_READING = re.compile(r"\[(?P<base>[^\[\]\n]{1,80})\]\^\((?P<reading>[^()\n]{1,80})\)")


def theme_marks(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `theme-marks`: icons, which have no words, are removed, and readings become `<ruby>`."""
    del context
    if ":(fa" not in text and "]^(" not in text:
        return NOTHING
    edits = [Edit(*match.span(), "", "icon") for match in _ICON.finditer(text)]
    for match in _READING.finditer(text):
        ruby = f"<ruby>{match['base']}<rt>{match['reading']}</rt></ruby>"
        edits.append(Edit(*match.span(), ruby, "reading"))
    return Found(tuple(edit for edit in edits if not protected.touches(edit.start, edit.end)))
