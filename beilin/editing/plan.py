"""A planned change of the archive: edits of files, nothing written yet."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from beilin.config import Config
from beilin.editing.edits import Edit, apply_edits
from beilin.model import Record
from beilin.problems.problem import Problem
from beilin.reading.files import PARTS
from beilin.reading.settings import ReaderSettings
from beilin.reading.tags import TagAuthority


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file's change: edits of its text, another place, or both."""

    path: str  # from the archive's root
    before: bytes
    edits: tuple[Edit, ...]  # of its text without a byte order mark
    new_path: str  # the same where it stays

    @property
    def after(self) -> bytes:
        """The bytes that it will have."""
        return edited(self.before, self.edits)


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """All that a command will change."""

    command: str  # as it was asked for, to know it again
    done: str  # what will have been done, one sentence
    changes: tuple[FileChange, ...]
    told: tuple[str, ...] = ()  # what an editor should know of it, a line each


@dataclass(frozen=True, slots=True)
class Archive:
    """What a change is planned from."""

    root: Path
    config: Config
    settings: ReaderSettings
    authority: TagAuthority
    records: Mapping[str, Record]  # of every Markdown file, by path

    @property
    def pages(self) -> dict[str, Record]:
        """Those with an address: articles and pages, without the parts that they take in."""
        return {path: record for path, record in self.records.items() if not path.startswith(PARTS)}


class RefusalError(Exception):
    """A change that is not made, and all that stands against it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


def refuse(message: str, hint: str = "", *, file: str = "", line: int | None = None) -> RefusalError:
    """The refusal for one reason."""
    return RefusalError([Problem("refused", message, file, line or None, hint=hint)])


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8, without its byte order mark."""
    return data.removeprefix(codecs.BOM_UTF8).decode()


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The file with the edits of its text made; a byte order mark stays."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + apply_edits(text_of(data), edits).encode()


def digest(data: bytes) -> str:
    """What tells whether a file is as it was."""
    return hashlib.sha256(data).hexdigest()


def read_bytes(archive: Archive, path: str) -> bytes:
    """The bytes of a file of the archive. Raises RefusalError where it cannot be read."""
    try:
        return (archive.root / path).read_bytes()
    except OSError as error:
        raise refuse(f"cannot be read: {error.strerror}", "Check the file's permissions.", file=path) from None
