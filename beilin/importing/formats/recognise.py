"""Which kind of source a file is."""

from __future__ import annotations

from pathlib import Path

from beilin.importing.formats.recognition.opening import read_opening
from beilin.importing.formats.recognition.signatures import IMAGE
from beilin.importing.formats.recognition.unsupported import unsupported_kind
from beilin.importing.formats.table import FORMATS, Format, format_named
from beilin.problems.problem import Problem

IMAGE_ALONE = "image-alone"  # the code of the problem of an image
TEXT = "text"  # the kind of plain text, which needs no format: its lines are what is imported


def recognise(path: Path, display_name: str, kind: str = "") -> Format | Problem | None:
    """The format of the file; None for plain text; a problem if it cannot be imported. Raises OSError.

    `kind` is the editor's choice, "" to decide by the content.
    """
    if kind:
        return None if kind == TEXT else format_named(kind)
    opening = read_opening(path)
    for known in FORMATS:
        if known.is_kind(opening):
            return known
    if found := unsupported_kind(opening):
        code = IMAGE_ALONE if found.hint == IMAGE else "unsupported-kind"
        return Problem(code, f"this is {found.what}", display_name, hint=found.hint)
    return None
