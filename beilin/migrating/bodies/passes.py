"""Rules applied one after another, each to the text that the rules before it left.

A rule only proposes edits. That every edit is recorded with what it replaced is a matter of this module alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

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
    images: dict[str, None] = {}
    files: list[MadeFile] = []
    for rule in rules:
        found = rule(text, protected, context)
        for remark in found.remarks:
            line = first_line + body.count("\n", 0, _place_before(remark.start, passes))
            quoted = " ".join(remark.text.split())[:MAX_QUOTED]
            notes.append(Note(remark.kind, context.document.path, line, quoted))
        images |= dict.fromkeys(found.remote_images)
        files += found.files
        edits = tuple(sorted((edit for edit in found.edits if _changes(edit, text)), key=_position))
        if edits:
            passes.append(edits)
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


def _place_before(position: int, passes: Sequence[tuple[Edit, ...]]) -> int:
    """Where in the source the character is that is at the position after these passes."""
    for edits in reversed(passes):
        shift = 0
        for edit in edits:
            if edit.start + shift > position:
                break
            if position < edit.start + shift + len(edit.text):
                position = edit.start + shift
                break
            shift += len(edit.text) - (edit.end - edit.start)
        position -= shift
    return position
