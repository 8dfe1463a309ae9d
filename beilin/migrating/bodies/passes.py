"""Rules applied one after another, each to the text that the rules before it left.

A rule only proposes edits. That every edit is recorded with what it replaced is a matter of this module alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from beilin.importing.record.migration_record import text_before
from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.protected import Protected, protect
from beilin.migrating.model import Converted, Edit, MadeFile, Note

MAX_QUOTED = 200  # characters of the text in a note


@dataclass(frozen=True, slots=True)
class Remark:
    """A note on a place in the text that a rule was given."""

    kind: str  # a key of `notes.NOTE_KINDS`
    start: int
    text: str  # what stands there


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule proposes for a text. The edits may be in any order, and must not overlap."""

    edits: tuple[Edit, ...] = ()
    remarks: tuple[Remark, ...] = ()
    remote_images: tuple[str, ...] = ()
    files: tuple[MadeFile, ...] = ()


NOTHING = Found()

Rule = Callable[[str, Protected, BodyContext], Found]


def run_passes(body: str, first_line: int, context: BodyContext, rules: Iterable[Rule]) -> Converted:
    """The body after all rules. `first_line` is the line of the file on which it begins, for the notes.

    Raises ValueError if the edits of a rule overlap.
    """
    text, protected = body, protect(body)
    passes: list[tuple[Edit, ...]] = []
    undone: list[tuple[str, ...]] = []
    notes: list[Note] = []
    shifts: list[_Shifts] = []
    line_ends = [match.start() for match in re.finditer("\n", body)]
    images: dict[str, None] = {}
    files: list[MadeFile] = []
    for rule in rules:
        found = rule(text, protected, context)
        for remark in found.remarks:
            line = first_line + bisect_left(line_ends, _place_before(remark.start, shifts))
            quoted = " ".join(remark.text.split())[:MAX_QUOTED]
            notes.append(Note(remark.kind, context.document.path, line, quoted))
        images |= dict.fromkeys(found.remote_images)
        files += found.files
        edits = tuple(sorted((edit for edit in found.edits if _changes(edit, text)), key=_position))
        if edits:
            passes.append(edits)
            shifts.append(_shifts_of(edits))
            undone.append(tuple(text[edit.start : edit.end] for edit in edits))
            text = _apply(text, edits)
            protected = protect(text)
    return Converted(text, tuple(passes), tuple(undone), tuple(notes), tuple(images), tuple(files))


def undo(converted: Converted) -> str:
    """The old body: the text with all edits undone, last pass first. Raises ValueError if they do not fit the text."""
    text = converted.text
    for edits, replaced in zip(reversed(converted.passes), reversed(converted.undone), strict=True):
        pairs = list(zip(edits, replaced, strict=True))
        if any(len(old) != edit.end - edit.start for edit, old in pairs):
            raise ValueError("an edit does not have the length of what it replaced")
        text = text_before(((edit.start, old, edit.text) for edit, old in pairs), text)
    return text


def without_overlaps(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits in order, without those that overlap an earlier one."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=_position):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return tuple(kept)


def _position(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _changes(edit: Edit, text: str) -> bool:
    return text[edit.start : edit.end] != edit.text


def _apply(text: str, edits: Sequence[Edit]) -> str:
    pieces: list[str] = []
    position = 0
    for edit in edits:
        if not position <= edit.start <= edit.end <= len(text):
            raise ValueError(f"two edits overlap at {edit.start}: {edit.kind}")
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])


@dataclass(frozen=True, slots=True)
class _Shifts:
    """The edits of a pass as places in the text after it."""

    starts: tuple[int, ...]
    lengths: tuple[int, ...]
    shifts: tuple[int, ...]  # before each edit, and after the last


def _shifts_of(edits: Sequence[Edit]) -> _Shifts:
    lengths = tuple(len(edit.text) for edit in edits)
    growths = (length - (edit.end - edit.start) for edit, length in zip(edits, lengths, strict=True))
    shifts = tuple(accumulate(growths, initial=0))
    return _Shifts(tuple(edit.start + shift for edit, shift in zip(edits, shifts, strict=False)), lengths, shifts)


def _place_before(position: int, passes: Sequence[_Shifts]) -> int:
    """Where in the source the character is that is at the position after these passes."""
    for made in reversed(passes):
        index = bisect_right(made.starts, position) - 1
        if index >= 0 and position < made.starts[index] + made.lengths[index]:
            position = made.starts[index] - made.shifts[index]
        else:
            position -= made.shifts[index + 1]
    return position
