"""Control characters in a body: they are left out of pages and feeds, which could not be read with them."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice

import msgspec

from beilin.model import Body, TextBlock
from beilin.problems.controls import (
    CONTROL_REMEDY,
    DIRECTION_REMEDY,
    DIRECTIONS,
    REFUSED,
    has_controls,
    named,
    positions,
)
from beilin.problems.problem import Problem
from beilin.reading.body_context import BodyContext

MAX_REPORTED = 100  # of each kind in a body
# Those that separate words.
_BLANKS = str.maketrans("\x0b\x0c\x1c\x1d\x1e\x85", " " * 6)
_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7});?")
_REFUSED_IN_HTML = re.compile(REFUSED.pattern.replace("\x00", "\x01", 1))  # NUL marks the references of a body
_HOW = {
    REFUSED: ("stray-control", "is left out", CONTROL_REMEDY),
    DIRECTIONS: ("bidi-control", "changes the direction of text", DIRECTION_REMEDY),
}


def without_controls(text: str, file: str, first_line: int) -> tuple[str, list[Problem]]:
    """The text of a body without control characters, and a warning for each of them and each control of direction.

    Of many, the last warning counts those that have none of their own.
    """
    if not has_controls(text):
        return text, []
    problems = []
    for pattern, (code, what, hint) in _HOW.items():
        count = sum(1 for _ in pattern.finditer(text))
        places = islice(positions(pattern, text, first_line), MAX_REPORTED)
        for number, (character, line, column) in enumerate(places, 1):
            rest = f"; {count - number} more follow" if number == MAX_REPORTED < count else ""
            message = f"the character {named(character)} {what}{rest}"
            problems.append(Problem(code, message, file, line, column, hint))
    return REFUSED.sub("", text.translate(_BLANKS)), problems


def replace_referenced_controls(
    body: Body, blocks: tuple[TextBlock, ...], lead: str, text: str, context: BodyContext
) -> tuple[Body, tuple[TextBlock, ...], str]:
    """The body, its text and its lead with U+FFFD for control characters that the Markdown has as references (`&#12;`).

    CommonMark (section 2.5) replaces NUL and surrogates alone, and HTML hardly any.
    """
    # Looking for one character first takes a hundredth of the time of looking for two.
    if "&" not in text or "&#" not in text or not _REFUSED_IN_HTML.search(body.html):
        return body, blocks, lead
    found = (match for match in _REFERENCE.finditer(text) if _is_control(unescape(match[0])))
    for match in islice(found, MAX_REPORTED):
        line = text.count("\n", 0, match.start())
        context.report("stray-control", f"{match[0]!r} is a control character", line, "Remove it.")
    headings = tuple(msgspec.structs.replace(heading, text=_shown(heading.text)) for heading in body.headings)
    references = tuple(msgspec.structs.replace(reference, text=_shown(reference.text)) for reference in body.references)
    shown = Body(_shown(body.html), headings, references)
    return shown, tuple(TextBlock(block.id, _shown(block.text), block.kind) for block in blocks), _shown(lead)


def _is_control(text: str) -> bool:
    """Whether a reference stands for a character that is refused; Python has "" for most of these."""
    return not text or REFUSED.match(text) is not None


def _shown(text: str) -> str:
    return _REFUSED_IN_HTML.sub("\ufffd", text)
