"""The archive's facts: which articles are published, in what order, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from beilin.model import Record, TagTerm
from beilin.planning.addresses import name_slug
from beilin.problems.problem import Problem
from beilin.reading.tags import TagAuthority
from beilin.text.lazily import LazySequence


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that share a tag, a year, an author or a source."""

    name: str
    slug: str
    members: tuple[int, ...]  # positions in the archive's order
    term: TagTerm | None = None  # for a tag that the authority knows


@dataclass(frozen=True, slots=True)
class Archive:
    """All that pages are made from. Articles stand newest first, undated ones last, by slug."""

    articles: Sequence[Record]
    pages: tuple[Record, ...]
    tags: tuple[Group, ...]  # by count, then name
    years: tuple[Group, ...]  # newest first
    undated: tuple[int, ...]
    authors: tuple[Group, ...]
    sources: tuple[Group, ...]
    series: tuple[Group, ...]  # by name; their members in the order of the series
    tags_of: tuple[tuple[int, ...], ...]  # for each article, positions in `tags`


def gather(
    articles: Iterable[Record], pages: Iterable[Record], authority: TagAuthority, *, today: str, drafts: bool
) -> tuple[Archive, list[Problem]]:
    """The facts of all articles that are to be seen on the day `today` (YYYY-MM-DD), and of the pages.

    Drafts count only where `drafts` says so. The problems are warnings about tags.
    """
    published = in_order(record for record in articles if is_published(record, today=today, drafts=drafts))
    current = (page for page in pages if (drafts or not page.summary.draft) and not _has_expired(page, today))
    shown_pages = tuple(sorted(current, key=_path))
    tags, tags_of, problems = _group_by_tag(published, authority)
    years: dict[str, list[int]] = {}
    authors: dict[str, list[int]] = {}
    sources: dict[str, list[int]] = {}
    series: dict[str, list[int]] = {}
    undated = []
    for position, record in enumerate(published):
        summary = record.summary
        if summary.date:
            years.setdefault(summary.date[:4], []).append(position)
        else:
            undated.append(position)
        for author in dict.fromkeys(summary.authors):
            authors.setdefault(author, []).append(position)
        if summary.source:
            sources.setdefault(summary.source, []).append(position)
        if summary.series:
            series.setdefault(summary.series, []).append(position)
    problems += _order_series(series, published)
    archive = Archive(
        articles=tuple(published),
        pages=shown_pages,
        tags=tags,
        years=tuple(Group(year, year, tuple(members)) for year, members in years.items()),
        undated=tuple(undated),
        authors=_groups(authors),
        sources=_groups(sources),
        series=_groups(series),
        tags_of=tags_of,
    )
    return archive, problems


def with_records(archive: Archive, records: Mapping[str, Record], positions: Mapping[str, int]) -> Archive:
    """The archive with these records in place of those of the same paths, which differ only in what is shown of them.

    `positions` are those of all articles, by path.
    """
    pages = tuple(records.get(record.summary.path, record) for record in archive.pages)
    if isinstance(archive.articles, LazySequence):
        return replace(archive, articles=archive.articles.with_values(records), pages=pages)
    articles = list(archive.articles)
    for path in records.keys() & positions.keys():
        articles[positions[path]] = records[path]
    return replace(archive, articles=tuple(articles), pages=pages)


def positions_of(archive: Archive) -> dict[str, int]:
    """The position of each article in the archive's order, by path."""
    return {record.summary.path: position for position, record in enumerate(archive.articles)}


def is_published(record: Record, *, today: str, drafts: bool) -> bool:
    """Whether the article is to be seen on that day."""
    summary = record.summary
    has_come = summary.date is None or summary.date[:10] <= today
    return (drafts or not summary.draft) and has_come and not _has_expired(record, today)


def _has_expired(record: Record, today: str) -> bool:
    return record.summary.expires is not None and record.summary.expires[:10] <= today


def in_order(records: Iterable[Record]) -> list[Record]:
    """Newest first; articles of one moment, and undated ones at the end, by slug."""
    by_slug = sorted(records, key=lambda record: (record.summary.slug, record.summary.path))
    return sorted(by_slug, key=lambda record: record.summary.date or "", reverse=True)


def _path(record: Record) -> str:
    return record.summary.path


def _groups(members: dict[str, list[int]]) -> tuple[Group, ...]:
    return tuple(Group(name, name_slug(name), tuple(positions)) for name, positions in sorted(members.items()))


def _order_series(series: dict[str, list[int]], published: Sequence[Record]) -> list[Problem]:
    """Put the members of each series in its order; a warning for each two that ask for one place."""
    problems = []
    for name, members in series.items():
        # Stable: what has no place of its own stands oldest first, and what has no date either comes last.
        members.sort(key=lambda position: (published[position].summary.date or "9", published[position].summary.slug))
        members.sort(key=lambda position: _place(published[position].summary.series_order))
        for first, second in pairwise(published[position].summary for position in members):
            if first.series_order == second.series_order is not None:
                message = f"the series {name!r} has two parts with the number {first.series_order}"
                hint = f"The other is {first.path}; give one of them another series_order."
                problems.append(Problem("same-place", message, second.path, hint=hint))
    return problems


def _place(order: int | None) -> tuple[bool, int]:
    return (order is None, order or 0)


def _group_by_tag(
    published: Sequence[Record], authority: TagAuthority
) -> tuple[tuple[Group, ...], tuple[tuple[int, ...], ...], list[Problem]]:
    problems: list[Problem] = []
    slug_of: dict[str, str] = {}  # a tag as written → its slug
    unknown: set[str] = set()  # tags as written that no term has
    terms: dict[str, TagTerm | None] = {}  # slug → term
    names: dict[str, str] = {}  # slug → name
    members: dict[str, list[int]] = {}  # slug → positions
    slugs_of: list[list[str]] = []
    for position, record in enumerate(published):
        tags = record.summary.tags
        for written in tags:
            if written not in slug_of:
                term = authority.find(written)
                slug = slug_of[written] = term.slug if term else name_slug(written)
                names.setdefault(slug, term.term if term else written)
                terms[slug] = term or terms.get(slug)
                if not term:
                    unknown.add(written)
        if not unknown.isdisjoint(tags):
            for number, written in enumerate(tags):
                if written in unknown:
                    problems.append(_unknown_tag(record, number, written, authority))
        slugs = list(dict.fromkeys([slug_of[written] for written in tags]))
        for slug in slugs:
            members.setdefault(slug, []).append(position)
        slugs_of.append(slugs)
    groups = tuple(
        Group(names[slug], slug, tuple(positions), terms[slug])
        for slug, positions in sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
    )
    number_of = {group.slug: number for number, group in enumerate(groups)}
    return groups, tuple(tuple(number_of[slug] for slug in slugs) for slugs in slugs_of), problems


def _unknown_tag(record: Record, number: int, written: str, authority: TagAuthority) -> Problem:
    nearest = authority.nearest(written)
    hint = f"Did you mean {nearest!r}? Or add it to content/tags.yaml." if nearest else "Add it to content/tags.yaml."
    line = record.tag_lines[number] if number < len(record.tag_lines) else 1
    return Problem(
        "unknown-tag", f"the tag {written!r} is not in the tag authority", record.summary.path, line, hint=hint
    )
