"""The head of the record of an import: what its report says, with every place to review."""

from __future__ import annotations

from typing import Any

from beilin.importing.runs.record import ADDED, WITH_IMAGES, RunRecord
from beilin.migrating.model import Note
from beilin.migrating.run.report import MigrationReport, notes_by_kind


def summary_of(report: MigrationReport, record: RunRecord) -> dict[str, Any]:
    """The report as plain values for YAML, with what has to be kept of earlier runs; empty entries are left
    out."""
    values = {
        "articles": sum(report.articles.values()),
        "pages": sum(report.pages.values()),
        "drafts": report.drafts,
        "other_files": sum(report.files.values()),
        "skipped": dict(report.skipped),
        "rewritten": dict(sorted(report.edits.items())),
        "tags_not_listed": dict(report.terms),
        ADDED: list(dict.fromkeys((*record.added, *report.added))),
        WITH_IMAGES: dict(record.with_images),
        "settings_proposed": [f"{key}: {value}" for key, value in report.proposals.items()],
        "redirects_proposed": dict(report.unwritten_redirects),
        "to_review": {kind: [_written(note) for note in notes] for kind, notes in notes_by_kind(report.notes).items()},
    }
    return {key: value for key, value in values.items() if value}


def _written(note: Note) -> str:
    """`source/a.md:3: what stands there`."""
    place = f"{note.path}:{note.line}" if note.line else note.path
    return f"{place}: {note.text}" if note.text else place
