"""A planned change of the archive: edits of files, nothing written yet."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import dataclass

from beilin.editing.edits import Edit, apply_edits


@dataclass(frozen=True, slots=True)
class FileChange:
    """The change of one file: edits of its text, a new path, or both."""

    path: str  # from the archive's root
    before: bytes
    edits: tuple[Edit, ...]  # of its text without a byte order mark
    new_path: str  # the same if the file is not moved
    is_new: bool = False  # whether there is no such file yet

    @property
    def after(self) -> bytes:
        """The bytes that the file will have."""
        return edited(self.before, self.edits)


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """Everything that a command will change."""

    command: str  # as it was given, to recognise it after an interruption
    summary: str  # what will have been done, one sentence
    changes: tuple[FileChange, ...]
    notes: tuple[str, ...] = ()  # what an editor should know, a line each


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8, without its byte order mark."""
    return data.removeprefix(codecs.BOM_UTF8).decode()


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The file with the edits made to its text; a byte order mark stays."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + apply_edits(text_of(data), edits).encode()
