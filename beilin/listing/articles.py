"""The articles of an archive, found by what an editor looks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from beilin.building.records import Listed, read_summaries
from beilin.config import Config
from beilin.importing.archive.paths import import_record_path
from beilin.importing.record.record_file import read_import_record
from beilin.model import Summary
from beilin.planning.addresses import ARTICLES, article_address
from beilin.problems.problem import Problem
from beilin.reading.tags import TagAuthority, fold_name
from beilin.text.dates import today_in
from beilin.text.yaml.schema import did_you_mean


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; all of it has to be met."""

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
    tags: tuple[str, ...]  # canonical names, as far as the authority knows them
    state: str  # published, draft, scheduled or expired
    review: tuple[str, ...]  # what an editor has to look at; that of an import only where it is looked for


def list_articles(
    root: Path, config: Config, authority: TagAuthority, wanted: Wanted
) -> tuple[list[Row], list[str], list[Problem]]:
    """The articles that are looked for, newest first; what no article has, in words; what could not be read."""
    found, problems = read_summaries(root, config)
    articles = [listed for listed in found if listed.summary.path.startswith(ARTICLES)]
    kept = [listed for listed in articles if _is_wanted(listed.summary, wanted, authority)]
    by_address = sorted(kept, key=lambda listed: listed.summary.slug)
    in_order = sorted(by_address, key=lambda listed: listed.summary.date or "", reverse=True)
    today = today_in(config.time_zone)
    rows = [_row(root, config, authority, listed, today, wanted) for listed in in_order]
    if wanted.needs_review:
        rows = [row for row in rows if row.review]
    return rows, [*_unheard_of(articles, wanted, authority)], problems


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


def _is_wanted(summary: Summary, wanted: Wanted, authority: TagAuthority) -> bool:
    if wanted.draft and not summary.draft:
        return False
    if wanted.year and (summary.date or "")[:4] != wanted.year:
        return False
    if wanted.source and fold_name(summary.source or "") != fold_name(wanted.source):
        return False
    if wanted.author and fold_name(wanted.author) not in map(fold_name, summary.authors):
        return False
    if wanted.language and not f"{summary.language.lower()}-".startswith(f"{wanted.language.lower()}-"):
        return False
    have = {_meaning(authority, tag) for tag in summary.tags} if wanted.tags else set()
    return all(_meaning(authority, tag) in have for tag in wanted.tags)


def _meaning(authority: TagAuthority, tag: str) -> str:
    term = authority.find(tag)
    return term.term if term else fold_name(tag)


def _row(root: Path, config: Config, authority: TagAuthority, listed: Listed, today: str, wanted: Wanted) -> Row:
    summary = listed.summary
    terms = [(tag, authority.find(tag)) for tag in summary.tags]
    review = ["the title is proposed"] if summary.title_proposed else []
    if unknown := [tag for tag, term in terms if term is None]:
        review.append(f"unknown {'tag' if len(unknown) == 1 else 'tags'}: {', '.join(unknown)}")
    if wanted.needs_review and (doubts := _doubts(root, listed)):
        review.append(f"the import was in doubt about {doubts} {'line' if doubts == 1 else 'lines'}")
    names = dict.fromkeys(term.term if term else tag for tag, term in terms)
    return Row(summary, article_address(config, summary), tuple(names), _state(summary, today), tuple(review))


def _state(summary: Summary, today: str) -> str:
    if summary.draft:
        return "draft"
    if summary.expires and summary.expires[:10] <= today:
        return "expired"
    return "scheduled" if summary.date and summary.date[:10] > today else "published"


def _doubts(root: Path, listed: Listed) -> int:
    """How many lines the import asks an editor to look at, in an article that nobody has edited since."""
    try:
        data = (root / import_record_path(listed.summary.path)).read_bytes()
        if b"\nreview: []\n" in data or listed.digest.encode() not in data:
            return 0
        record = read_import_record(data)
    except (OSError, ValueError):
        return 0
    return len(record.review) if record.markdown_sha256 == listed.digest else 0


def _unheard_of(articles: Sequence[Listed], wanted: Wanted, authority: TagAuthority) -> Iterator[str]:
    """What no article at all has, with the nearest that some have."""
    summaries = [listed.summary for listed in articles]
    sources = dict.fromkeys(summary.source for summary in summaries if summary.source)
    authors = dict.fromkeys(author for summary in summaries for author in summary.authors)
    tags = dict.fromkeys(tag for summary in summaries for tag in summary.tags)
    for what, name, known in (("source", wanted.source, sources), ("author", wanted.author, authors)):
        if name and fold_name(name) not in map(fold_name, known):
            yield f"No article has the {what} {name!r}. {did_you_mean(name, known)}".rstrip()
    meanings = {_meaning(authority, tag) for tag in tags} if wanted.tags else set()
    for name in wanted.tags:
        if _meaning(authority, name) not in meanings:
            names = [*tags, *(term.term for term in authority.terms)]
            near = "" if authority.find(name) else did_you_mean(name, names)
            yield f"No article has the tag {name!r}. {near}".rstrip()
