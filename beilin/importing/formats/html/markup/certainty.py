"""Lines that need not be read back: plain text, with links and emphasis that cannot be misread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from beilin.importing.formats.html.markup.runs import Run
from beilin.importing.markdown.escaping import needs_no_escape

_MARKS = frozenset({"a", "strong", "em"})
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9/:._?=&%#+,~@-]+")
_BRACKETS = re.compile(r"[\[\]!^|{}]")
_IMAGE = re.compile(rf"!\[(?P<alt>[^\[\]!^|{{}}\n]*)\]\({_PLAIN_ADDRESS.pattern}\)")


def is_certain(runs: Sequence[Run]) -> bool:
    """Whether the reader certainly shows the runs as they are."""
    return all(map(_is_plain, runs)) and all(_are_apart(before, after) for before, after in pairwise(runs))


def _is_plain(run: Run) -> bool:
    if run.is_break:
        return True
    if run.kind == "raw":
        return _is_plain_image(run)
    if run.kind != "text" or len(run.marks) > 1 or _BRACKETS.search(run.text) or not needs_no_escape(run.text.strip()):
        return False
    if not run.marks:
        return True
    (mark,) = run.marks
    if mark.name not in _MARKS or (mark.name == "a" and not _PLAIN_ADDRESS.fullmatch(mark.value)):
        return False
    text = run.text.strip()
    return mark.name == "a" or (text[:1].isalnum() and text[-1:].isalnum())


def _is_plain_image(run: Run) -> bool:
    """Whether the run is an image whose alternative text and address cannot be misread, alone or in a link."""
    match = _IMAGE.fullmatch(run.markdown)
    is_linked = all(mark.name == "a" and _PLAIN_ADDRESS.fullmatch(mark.value) for mark in run.marks)
    return match is not None and is_linked and len(run.marks) < 2 and needs_no_escape(match["alt"].strip())


def _are_apart(before: Run, after: Run) -> bool:
    """Whether what separates two runs is a letter, a digit or a space, if one of them is emphasis."""
    if not any(mark.name != "a" for run in (before, after) for mark in run.marks):
        return True
    if before.marks and after.marks:
        return False
    outside = before.text[-1:] if after.marks else after.text[:1]
    return outside.isalnum() or outside.isspace()
