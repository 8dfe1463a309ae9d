"""The record of a Markdown file that comes from the site of another generator: <name>.source.yaml beside it.

It has the front matter word for word, and every edit of the body with what it replaced. Undone, last pass first, the
edits turn the body of the Markdown file, as it was written, into that of the source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from beilin.importing.record.record_file import NO_SKETCH
from beilin.text.yaml import strict as ys
from beilin.text.yaml.literal import yaml_literal
from beilin.text.yaml.writing import yaml_entry, yaml_text

_HEAD = """\
# How the Markdown file beside this one was made. Written by the import; keep it beside the article. Never published.
# `front_matter` is that of the source, word for word. `edits` are all changes of its body; `old` is what stood there.
"""


@dataclass(frozen=True, slots=True)
class RecordedEdit:
    """A replacement in a body."""

    start: int  # in the text before the pass, from 0
    kind: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RecordedNote:
    """Something for an editor to look at."""

    kind: str
    line: int  # of the source, from 1; 0 for the whole file
    text: str


@dataclass(frozen=True, slots=True)
class MigrationRecord:
    """How a Markdown file was made of a document of another generator's site."""

    sha256: str  # of the source's bytes
    file: str  # its path in the old site
    encoding: str
    body_line: int  # of the source, on which its body begins
    text_sha256: str  # as in `ImportRecord`
    sketch: str
    generator: str
    importer: str  # Beilin's version
    markdown_sha256: str  # of the Markdown file as it was written
    front_matter: str  # of the source, with its fences
    passes: tuple[tuple[RecordedEdit, ...], ...] = ()
    notes: tuple[RecordedNote, ...] = ()


def write_migration_record(record: MigrationRecord) -> bytes:
    """The content of the file. Its first lines are those of any import record."""
    text = "".join(
        [
            _HEAD,
            f"source:\n  sha256: {record.sha256}\n  file: {yaml_text(record.file)}\n",
            f"  encoding: {yaml_text(record.encoding)}\n  body_line: {record.body_line}\n",
            f"text_sha256: {record.text_sha256}\nlikeness: {record.sketch or NO_SKETCH}\n",
            f"generator: {yaml_text(record.generator)}\nimporter: {yaml_text(record.importer)}\n",
            f"markdown_sha256: {record.markdown_sha256}\n",
            f"front_matter: {yaml_literal(record.front_matter)}\n",
            yaml_entry("review", map(_note, record.notes)),
            yaml_entry("edits", map(_pass, record.passes)),
        ]
    )
    # A name that is not UTF-8 has lone surrogates; they stand in quotes, where the escape means them.
    return text.encode(errors="backslashreplace")


def read_migration_record(data: bytes) -> MigrationRecord:
    """The record in the file's bytes. Raises ValueError if they are not such a record."""
    try:
        plain: Any = ys.to_plain(ys.parse_yaml(data.decode(), may_have_controls=True))
        source = plain["source"]
        return MigrationRecord(
            sha256=source["sha256"],
            file=source["file"],
            encoding=source["encoding"],
            body_line=int(source["body_line"]),
            text_sha256=plain["text_sha256"],
            sketch=plain["likeness"].replace(NO_SKETCH, ""),
            generator=plain["generator"],
            importer=plain["importer"],
            markdown_sha256=plain["markdown_sha256"],
            front_matter=plain["front_matter"],
            passes=tuple(
                tuple(RecordedEdit(int(edit["at"]), edit["kind"], edit["old"], edit["new"]) for edit in edits)
                for edits in plain["edits"]
            ),
            notes=tuple(RecordedNote(note["kind"], int(note["line"]), note["text"]) for note in plain["review"]),
        )
    except ys.YamlError as error:
        raise ValueError(f"line {error.line}: {error.message}") from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"this is not a record of a migration ({type(error).__name__}: {error})") from None


def is_migration_record(data: bytes) -> bool:
    """Whether the bytes are the record of a document of another generator, rather than of a plain text."""
    return data.startswith(_HEAD.encode())


def old_body(record: MigrationRecord, body: str) -> str:
    """The body of the source, from that of the Markdown file. Raises ValueError if the file was edited there."""
    for edits in reversed(record.passes):
        body = text_before(((edit.start, edit.old, edit.new) for edit in edits), body)
    return body


def text_before(edits: Iterable[tuple[int, str, str]], text: str) -> str:
    """The text before one pass of edits, each (start in that text, old, new). Raises ValueError if they do not fit."""
    pieces: list[str] = []
    position = shift = 0
    for start, old, new in edits:
        now = start + shift
        if now < position or not text.startswith(new, now):
            raise ValueError(f"the edit at {start} does not fit the text")
        pieces += [text[position:now], old]
        position = now + len(new)
        shift += len(new) - len(old)
    return "".join([*pieces, text[position:]])


def _note(note: RecordedNote) -> str:
    return f"{{kind: {yaml_text(note.kind)}, line: {note.line}, text: {yaml_text(note.text)}}}"


def _pass(edits: Iterable[RecordedEdit]) -> str:
    rows = [
        f"- {{at: {edit.start}, kind: {yaml_text(edit.kind)}, old: {yaml_text(edit.old)}, new: {yaml_text(edit.new)}}}"
        for edit in edits
    ]
    return "\n    ".join(rows)
