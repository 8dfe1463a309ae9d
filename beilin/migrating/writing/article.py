"""A converted document → the Markdown file and the import record of the archive."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

from beilin import __version__
from beilin.config import Config
from beilin.importing.record.fingerprints import text_digest
from beilin.importing.record.migration_record import (
    MigrationRecord,
    RecordedEdit,
    RecordedNote,
    write_migration_record,
)
from beilin.importing.record.sketch import clause_sketch
from beilin.layout import import_record_path
from beilin.migrating.bodies.shortcodes.markup import fence_for
from beilin.migrating.model import Converted, Edit, Head, Note, Placed
from beilin.migrating.proof.page import texts_of_page
from beilin.migrating.writing.front_matter import front_matter_of
from beilin.reading.article import read_article
from beilin.reading.settings import reader_settings

_FRAME = "line break"  # the kind of the edits that set the body off from the front matter and end its last line


@dataclass(frozen=True, slots=True)
class ReadSource:
    """A document of the old site as it was read."""

    head: Head
    sha256: str  # of its bytes
    generator: str = ""
    cover: str = ""  # where its cover image is now: an address, or a URL


@dataclass(frozen=True, slots=True)
class WrittenArticle:
    """What is to be written for a document, and what the site's reader makes of it."""

    place: str
    markdown: bytes
    record_place: str
    record: bytes
    page: tuple[str, ...] = ()  # the texts of its page, for the proof
    source: str = ""  # SHA-256 of the document's bytes
    errors: tuple[str, ...] = ()  # why the site could not be built with it; () if it can be


def write_article(placed: Placed, source: ReadSource, converted: Converted, config: Config) -> WrittenArticle:
    """The Markdown file and its import record, and what the site's reader makes of the file."""
    head, path = source.head, placed.document.path
    framed = framed_body(converted)
    front, is_whole = front_matter_of(placed, source.cover, config)
    markdown = (front + framed.text).encode(errors="replace")
    notes = [*head.notes, *placed.facts.notes, *converted.notes]
    if not is_whole:
        notes.append(Note("unread-head", path, 0, "a part of it is too long for front matter"))
    article, problems = read_article(placed.place, markdown, reader_settings(config))
    errors = tuple(problem.message for problem in problems if problem.severity == "error")
    texts = tuple(block.text for block in article.text) if article else ()
    record = MigrationRecord(
        sha256=source.sha256,
        file=path,
        encoding=head.encoding,
        body_line=head.body_line,
        text_sha256=text_digest(texts),
        sketch=clause_sketch(texts),
        generator=source.generator,
        importer=__version__,
        markdown_sha256=sha256(markdown).hexdigest(),
        front_matter=head.raw,
        passes=tuple(
            tuple(RecordedEdit(edit.start, edit.kind, old, edit.text) for edit, old in zip(edits, undone, strict=True))
            for edits, undone in zip(framed.passes, framed.undone, strict=True)
        ),
        notes=tuple(RecordedNote(note.kind, note.line, note.text) for note in dict.fromkeys(notes)),
    )
    return WrittenArticle(
        place=placed.place,
        markdown=markdown,
        record_place=import_record_path(placed.place),
        record=write_migration_record(record),
        page=texts_of_page(article.text, article.body) if article else (),
        source=source.sha256,
        errors=errors if errors or article else ("it cannot be read",),
    )


def framed_body(converted: Converted) -> Converted:
    """The body with an empty line before it and a line break at its end, added by edits if it lacks them."""
    text = converted.text
    before = "" if text.startswith("\n") else "\n"
    after = "" if text.endswith("\n") or not text else "\n"
    places = [(place, added) for place, added in ((0, before), (len(text), after)) if added]
    if not places:
        return converted
    edits = tuple(Edit(place, place, added, _FRAME) for place, added in places)
    return replace(
        converted,
        text=before + text + after,
        passes=(*converted.passes, edits),
        undone=(*converted.undone, ("",) * len(edits)),
    )


def kept_as_code(body: str) -> Converted:
    """The body as a block of code, for one that the site's reader refuses as it is."""
    fence = fence_for(body)
    edits = [Edit(0, 0, f"{fence}text\n", "kept as code")]
    edits += [Edit(at, at + 1, "\ufffd", "kept as code") for at, character in enumerate(body) if character == "\0"]
    edits.append(Edit(len(body), len(body), f"{'' if body.endswith(chr(10)) else chr(10)}{fence}\n", "kept as code"))
    text = f"{edits[0].text}{body.replace(chr(0), chr(0xFFFD))}{edits[-1].text}"
    undone = tuple(body[edit.start : edit.end] for edit in edits)
    return Converted(text, (tuple(edits),), (undone,))
