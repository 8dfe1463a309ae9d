"""The structure of an archive: which articles are published, in what order, and how they are grouped.

It holds nothing that is only displayed, such as titles, so it stays the same when these are edited. Pages ask the
context (`context.py`) for what they display.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from beilin.layout import TAGS_FILE
from beilin.model import Record, TagTerm
from beilin.planning.groupings import GROUPINGS, TAG, Grouping
from beilin.problems.problem import Problem
from beilin.reading.tags import TagAuthority
from beilin.text.slugs import name_slug


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that share a tag, a year, an author, a source or a series."""

    name: str
    slug: str
    members: tuple[int, ...]  # positions in the archive's order; of a series in the order of the series
    term: TagTerm | None = None  # of a tag that the authority knows


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that decides which pages exist. Articles are newest first, undated ones last, by slug."""

    articles: tuple[str, ...]  # the Markdown files of the published articles
    dates: tuple[str | None, ...]  # of these
    updated: tuple[str | None, ...]  # likewise, as the front matter says it
    pages: tuple[str, ...]  # the Markdown files of the standalone pages, by path
    groups: dict[str, tuple[Group, ...]]  # by the kind of page that a group has: "tag", "year", …
    tags_of: tuple[tuple[int, ...], ...]  # for each article, indices into the groups of tags

    @property
    def tags(self) -> tuple[Group, ...]:
        """The tags, most frequent first."""
        return self.groups[TAG.kind]

    @property
    def undated(self) -> range:
        """The positions of the articles without a date."""
        count = len(self.articles)
        first = next((position for position in range(count, 0, -1) if self.dates[position - 1]), 0)
        return range(first, count)


def gather(
    articles: Iterable[Record], pages: Iterable[Record], authority: TagAuthority, *, today: str, drafts: bool
) -> tuple[Archive, list[Problem]]:
    """The structure of the articles visible on the day `today` (YYYY-MM-DD) and of the standalone pages.

    Drafts are included only if `drafts` is true. The problems are warnings about tags and series.
    """
    published = in_order(record for record in articles if is_published(record, today=today, drafts=drafts))
    shown_pages = (page for page in pages if (drafts or not page.summary.draft) and not _has_expired(page, today))
    tags, tags_of, problems = _group_by_tag(published, authority)
    groups = {TAG.kind: tags}
    for grouping in GROUPINGS:
        if grouping is not TAG:
            by_name = _by_name(grouping, published)
            names = sorted(by_name) if grouping.is_sorted else list(by_name)
            if grouping.arrange:
                problems += grouping.arrange(by_name, published)
            groups[grouping.kind] = tuple(Group(name, name_slug(name), tuple(by_name[name])) for name in names)
    archive = Archive(
        articles=tuple(record.summary.path for record in published),
        dates=tuple(record.summary.date for record in published),
        updated=tuple(record.summary.updated for record in published),
        pages=tuple(sorted(page.summary.path for page in shown_pages)),
        groups=groups,
        tags_of=tags_of,
    )
    return archive, problems


def is_published(record: Record, *, today: str, drafts: bool) -> bool:
    """Whether the article is visible on that day."""
    summary = record.summary
    is_due = summary.date is None or summary.date[:10] <= today
    return (drafts or not summary.draft) and is_due and not _has_expired(record, today)


def _has_expired(record: Record, today: str) -> bool:
    return record.summary.expires is not None and record.summary.expires[:10] <= today


def in_order(records: Iterable[Record]) -> list[Record]:
    """Newest first; articles with the same date, and undated ones at the end, by slug."""
    by_slug = sorted(records, key=lambda record: (record.summary.slug, record.summary.path))
    return sorted(by_slug, key=lambda record: record.summary.date or "", reverse=True)


def _by_name(grouping: Grouping, published: Sequence[Record]) -> dict[str, list[int]]:
    """The positions of the members of each group. Names with one slug are one group, by the first spelling."""
    members: dict[str, list[int]] = {}
    name_of: dict[str, str] = {}  # a name as written → that of its group
    first: dict[str, str] = {}  # slug → name
    for position, record in enumerate(published):
        written = tuple(grouping.names_of(record.summary))
        for name in written:
            if name not in name_of:
                name_of[name] = first.setdefault(name_slug(name), name)
        for name in dict.fromkeys([name_of[name] for name in written]):
            members.setdefault(name, []).append(position)
    return members


def _group_by_tag(
    published: Sequence[Record], authority: TagAuthority
) -> tuple[tuple[Group, ...], tuple[tuple[int, ...], ...], list[Problem]]:
    """The tags by count, then slug; the tags of each article; a warning for each use of an unknown tag.

    Without a tag authority every tag is used as it is written, and one note says so.
    """
    problems: list[Problem] = []
    slug_of: dict[str, str] = {}  # a tag as written → its slug
    unknown: set[str] = set()  # tags as written that match no term
    hints: dict[str, str] = {}  # for unknown tags; found once for all uses, since the nearest term is slow to find
    terms: dict[str, TagTerm | None] = {}  # slug → term
    names: dict[str, str] = {}  # slug → name
    members: dict[str, list[int]] = {}  # slug → positions
    slugs_of: list[list[str]] = []
    for position, record in enumerate(published):
        tags = tuple(TAG.names_of(record.summary))
        for written in tags:
            if written not in slug_of:
                term = authority.find(written)
                slug = slug_of[written] = term.slug if term else name_slug(written)
                names.setdefault(slug, term.term if term else written)
                terms[slug] = term or terms.get(slug)
                if not term:
                    unknown.add(written)
        if authority.terms and not unknown.isdisjoint(tags):
            for index, written in enumerate(tags):
                if written in unknown:
                    if written not in hints:
                        hints[written] = _hint_for_unknown(written, authority)
                    problems.append(_unknown_tag(record, index, written, hints[written]))
        slugs = list(dict.fromkeys([slug_of[written] for written in tags]))
        for slug in slugs:
            members.setdefault(slug, []).append(position)
        slugs_of.append(slugs)
    if unknown and not authority.terms:
        problems.append(_no_authority(len(members)))
    groups = tuple(
        Group(names[slug], slug, tuple(positions), terms[slug])
        for slug, positions in sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
    )
    index_of: Mapping[str, int] = {group.slug: index for index, group in enumerate(groups)}
    return groups, tuple(tuple(index_of[slug] for slug in slugs) for slugs in slugs_of), problems


def _no_authority(count: int) -> Problem:
    tags = "1 tag is" if count == 1 else f"{count} tags are"
    message = f"no tags are listed here, so {tags} used as written"
    return Problem("no-authority", message, TAGS_FILE, hint="To list them: build.py tag adopt")


def _hint_for_unknown(written: str, authority: TagAuthority) -> str:
    nearest = authority.nearest(written)
    hint = f"Did you mean {nearest!r}? Or add it to" if nearest else "Add it to"
    return f"{hint} {TAGS_FILE}: build.py tag adopt"


def _unknown_tag(record: Record, index: int, written: str, hint: str) -> Problem:
    line = record.tag_lines[index] if index < len(record.tag_lines) else 1
    message = f"the tag {written!r} is not in the tag authority"
    return Problem("unknown-tag", message, record.summary.path, line, hint=hint)
