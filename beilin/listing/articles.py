"""Articles that meet an editor's filters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from beilin.building.records import Listed, read_summaries
from beilin.config import Config
from beilin.files.regular import read_regular
from beilin.importing.record.any_record import read_any_record
from beilin.importing.record.migration_record import MigrationRecord
from beilin.layout import ARTICLES, import_record_path
from beilin.model import Summary
from beilin.planning.addresses import article_address
from beilin.planning.unpublished import state_of
from beilin.problems.problem import Problem
from beilin.reading.tags import TagAuthority
from beilin.searching.filters import Filters, meets, unmet
from beilin.text.dates import today_in


@dataclass(frozen=True, slots=True)
class ListFilters(Filters):
    """Further conditions on the articles of a list."""

    draft: bool = False
    withdrawn: bool = False
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An article in the list."""

    summary: Summary
    address: str
    tags: tuple[str, ...]  # canonical names if the authority has the tag, else as written
    state: str  # published, draft, scheduled, withdrawn or expired
    review: tuple[str, ...]  # what an editor has to review; the import's doubts only if `needs_review` is set


def list_articles(
    root: Path, config: Config, authority: TagAuthority, filters: ListFilters
) -> tuple[list[Row], list[str], list[Problem]]:
    """The matching articles, newest first; a note for each filter that no article meets; problems of unreadable files.

    What has not changed since the last build is not read again.
    """
    listed, problems = read_summaries(root, config)
    articles = [entry for entry in listed if entry.summary.path.startswith(ARTICLES)]
    matches = [entry for entry in articles if meets(entry.summary, filters, authority)]
    if filters.draft:
        matches = [entry for entry in matches if entry.summary.draft]
    if filters.withdrawn:
        matches = [entry for entry in matches if entry.summary.withdrawn]
    matches.sort(key=lambda entry: entry.summary.slug)
    matches.sort(key=lambda entry: entry.summary.date or "", reverse=True)
    today = today_in(config.time_zone)
    rows = [
        Row(
            entry.summary,
            article_address(config, entry.summary),
            _canonical_tags(entry.summary, authority),
            state_of(entry.summary, today),
            tuple(_review(root, entry, authority, with_import=filters.needs_review)),
        )
        for entry in matches
    ]
    if filters.needs_review:
        rows = [row for row in rows if row.review]
    return rows, [*unmet([entry.summary for entry in articles], filters, authority)], problems


def as_plain(row: Row) -> dict[str, object]:
    """The row as JSON has it."""
    summary = row.summary
    return {
        "path": summary.path,
        "address": row.address,
        "slug": summary.slug,
        "title": summary.title,
        "date": summary.date,
        "updated": summary.updated,
        "authors": list(summary.authors),
        "source": summary.source,
        "source_url": summary.source_url,
        "language": summary.language,
        "tags": list(row.tags),
        "series": summary.series,
        "state": row.state,
        "review": list(row.review),
    }


def _canonical_tags(summary: Summary, authority: TagAuthority) -> tuple[str, ...]:
    terms = [(tag, authority.find(tag)) for tag in summary.tags]
    return tuple(dict.fromkeys(term.term if term else tag for tag, term in terms))


def _review(root: Path, entry: Listed, authority: TagAuthority, *, with_import: bool) -> Iterator[str]:
    if entry.summary.title_proposed:
        yield "the title is proposed"
    # Without a tag authority every tag is used as it is written.
    if unknown := [tag for tag in entry.summary.tags if authority.terms and authority.find(tag) is None]:
        yield f"unknown {'tag' if len(unknown) == 1 else 'tags'}: {', '.join(unknown)}"
    if with_import and (doubts := _doubts(root, entry)):
        yield f"the import was in doubt about {doubts} {'line' if doubts == 1 else 'lines'}"


def _doubts(root: Path, entry: Listed) -> int:
    """How many lines the import asks an editor to review; 0 once the article has been edited."""
    try:
        data = read_regular(root / import_record_path(entry.summary.path))
        if b"\nreview: []\n" in data or entry.digest.encode() not in data:
            return 0  # without parsing, for most articles
        record = read_any_record(data)
    except (OSError, ValueError):
        return 0
    reviews = record.notes if isinstance(record, MigrationRecord) else record.review
    return len(reviews) if record.markdown_sha256 == entry.digest else 0
