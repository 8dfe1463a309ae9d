"""The second pass: each document → its Markdown file and import record, or a draft that keeps the body as it is."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from beilin.config import Config
from beilin.files.digest import digest_of
from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.table import convert_body
from beilin.migrating.model import Converted, Facts, Head, MadeFile, Note, OldSite, Placed, Targets
from beilin.migrating.proof.proof import failure_of
from beilin.migrating.run.read import head_of
from beilin.migrating.writing.article import ReadSource, WrittenArticle, kept_as_code, write_article
from beilin.migrating.writing.cover import cover_of
from beilin.reading.settings import reader_settings


@dataclass(frozen=True, slots=True)
class Job:
    """What converting a document depends on, apart from the document."""

    site: OldSite
    targets: Targets
    config: Config


@dataclass(frozen=True, slots=True)
class ConvertedDocument:
    """What is to be written for a document, and what the report says of it."""

    article: WrittenArticle | None  # None if the file vanished
    is_draft: bool = False
    notes: tuple[Note, ...] = ()
    edits: Mapping[str, int] = field(default_factory=dict)  # by kind
    files: tuple[MadeFile, ...] = ()


def convert_documents(job: Job, documents: Sequence[Placed]) -> list[ConvertedDocument]:
    """Convert each of the documents."""
    return [convert_document(job, document) for document in documents]


def convert_document(job: Job, placed: Placed) -> ConvertedDocument:
    """Convert the document. What cannot be proved, or would not be read, becomes a draft with its body as it was."""
    try:
        head, data = head_of(job.site, placed.document)
    except OSError:
        return ConvertedDocument(None, notes=(Note("unread-file", placed.document.path),))
    site = job.site
    context = BodyContext(placed, job.targets, site.settings, site.generator.name, site.folder)
    cover, cover_notes = cover_of(context)
    source = ReadSource(head, digest_of(data), site.generator.name, cover)
    converted, failure = _converted(job, context, head)
    written, fault = _written(job, placed, source, converted)
    failure = failure or fault
    if written and not failure:
        failure = failure_of(head.body, converted, reader_settings(job.config), written.page)
    if failure:
        note = Note("made-draft", placed.document.path, 0, failure)
        converted = Converted(head.body, (), (), (*converted.notes, note))
        placed = replace(placed, facts=replace(placed.facts, is_draft=True))
        written = _draft(job, placed, source, converted)
    notes = (*head.notes, *placed.facts.notes, *cover_notes, *converted.notes)
    edits = Counter(edit.kind for edits in converted.passes for edit in edits)
    is_draft = placed.facts.is_draft or placed.document.is_draft
    written = replace(written, page=()) if written else None  # which nobody needs beyond this process
    return ConvertedDocument(written, is_draft, tuple(dict.fromkeys(notes)), edits, converted.files)


def _draft(job: Job, placed: Placed, source: ReadSource, converted: Converted) -> WrittenArticle | None:
    """The document with its body as it was; if the reader refuses that, as code; if it still does, with a title only.

    The import record has the front matter and the body in each case.
    """
    written, fault = _written(job, placed, source, converted)
    if fault:
        converted = replace(kept_as_code(source.head.body), notes=converted.notes)
        written, fault = _written(job, placed, source, converted)
    if fault:
        title = posixpath.basename(placed.place).removesuffix(".md")
        bare = replace(placed, facts=Facts(title, "file name", is_draft=True), slug="", aliases=())
        written, _ = _written(job, bare, replace(source, cover=""), converted)
    return written


def _converted(job: Job, context: BodyContext, head: Head) -> tuple[Converted, str]:
    """The body as Beilin reads it, and why it cannot be converted, "" if it can."""
    try:
        return convert_body(head.body, head.body_line, context, job.site.generator.dialect), ""
    except Exception as error:  # one broken body must not end the run of all
        return Converted(head.body, (), ()), f"the conversion failed: {type(error).__name__}: {error}"


def _written(job: Job, placed: Placed, source: ReadSource, converted: Converted) -> tuple[WrittenArticle | None, str]:
    """The files of the document, and why the site's reader would refuse them, "" if it reads them."""
    try:
        written = write_article(placed, source, converted, job.config)
    except Exception as error:  # likewise
        return None, f"it cannot be written: {type(error).__name__}: {error}"
    return written, "; ".join(written.errors)
