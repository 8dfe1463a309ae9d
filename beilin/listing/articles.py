"""Articles that meet an editor's filters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from beilin.building.records import Listed, read_summaries
from beilin.config import Config
from beilin.files.regular import read_regular
from beilin.importing.archive.paths import import_record_path
from beilin.importing.record.record_file import read_import_record
from beilin.layout import ARTICLES
from beilin.model import Summary
from beilin.planning.addresses import article_address
from beilin.planning.unpublished import state_of
from beilin.problems.problem import Problem
from beilin.reading.tags import TagAuthority
from beilin.text.dates import today_in
from beilin.text.names import same_name
from beilin.text.yaml.schema import did_you_mean


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that an article must meet, all of them; an empty one is met by every article."""

    tags: Sequence[str] = ()  # each by any of its names
    year: str = ""
    source: str = ""
    author: str = ""
    language: str = ""
    draft: bool = False
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An article in the list."""

    summary: Summary
    address: str
    tags: tuple[str, ...]  # canonical names if the authority has the tag, else as written
    state: str  # published, draft, scheduled or expired
    review: tuple[str, ...]  # what an editor has to review; the import's doubts only if `needs_review` is set


def list_articles(
    root: Path, config: Config, authority: TagAuthority, filters: Filters
) -> tuple[list[Row], list[str], list[Problem]]:
    """The matching articles, newest first; a note for each filter that no article meets; problems of unreadable files.

    What has not changed since the last build is not read again.
    """
    listed, problems = read_summaries(root, config)
    articles = [entry for entry in listed if entry.summary.path.startswith(ARTICLES)]
    matches = [entry for entry in articles if _meets(entry.summary, filters, authority)]
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
    return rows, [*_unmet(articles, filters, authority)], problems


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


def _meets(summary: Summary, filters: Filters, authority: TagAuthority) -> bool:
    if filters.draft and not summary.draft:
        return False
    if filters.year and (summary.date or "")[:4] != filters.year:
        return False
    if filters.source and not same_name(summary.source or "", filters.source):
        return False
    if filters.author and not any(same_name(author, filters.author) for author in summary.authors):
        return False
    if filters.language and not f"{summary.language.lower()}-".startswith(f"{filters.language.lower()}-"):
        return False
    return all(any(_same_tag(authority, tag, wanted) for tag in summary.tags) for wanted in filters.tags)


def _same_tag(authority: TagAuthority, one: str, other: str) -> bool:
    """Whether the two are names of one term, or spellings of one name that is not a term."""
    terms = authority.find(one), authority.find(other)
    return terms[0] == terms[1] if any(terms) else same_name(one, other)


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
        record = read_import_record(data)
    except (OSError, ValueError):
        return 0
    return len(record.review) if record.markdown_sha256 == entry.digest else 0


def _unmet(articles: Sequence[Listed], filters: Filters, authority: TagAuthority) -> Iterator[str]:
    """A note for each source, author or tag of the filters that no article has, with the nearest existing one."""
    summaries = [entry.summary for entry in articles]
    sources = dict.fromkeys(summary.source for summary in summaries if summary.source)
    authors = dict.fromkeys(author for summary in summaries for author in summary.authors)
    tags = dict.fromkeys(tag for summary in summaries for tag in summary.tags)
    for noun, name, existing in (("source", filters.source, sources), ("author", filters.author, authors)):
        if name and not any(same_name(name, other) for other in existing):
            yield f"No article has the {noun} {name!r}. {did_you_mean(name, existing)}".rstrip()
    for name in filters.tags:
        if not any(_same_tag(authority, name, tag) for tag in tags):
            names = [*tags, *(term.term for term in authority.terms)]
            nearest = "" if authority.find(name) else did_you_mean(name, names)
            yield f"No article has the tag {name!r}. {nearest}".rstrip()
