"""Facts of articles → what templates see of them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from copy import copy
from datetime import datetime
from typing import overload
from zoneinfo import ZoneInfo

from beilin.config import Config
from beilin.model import Record, Summary, TagTerm
from beilin.planning import addresses
from beilin.planning.archive import Archive, Group
from beilin.planning.views import ArticleView, Link
from beilin.text.languages import nearest_first


class ArticleViews(Sequence[ArticleView]):
    """The view of each of the archive's articles, in its order, made when it is asked for."""

    def __init__(self, archive: Archive, config: Config, before: ArticleViews | None = None) -> None:
        """Make ready for the archive's articles. Views `before` are used again where they would be the same."""
        base = config.base_path
        self._archive, self._config, self._zone = archive, config, ZoneInfo(config.time_zone)
        self._made: dict[int, ArticleView] = {}
        self._before = before._by_path() if before and before._config == config else {}
        self._tags = [
            Link(tag_name(group, config.language), addresses.url(base, addresses.tag_address(group.slug)))
            for group in archive.tags
        ]
        self._authors = {
            group.name: Link(group.name, addresses.url(base, addresses.author_address(group.name)))
            for group in archive.authors
        }
        self._sources = {
            group.name: Link(group.name, addresses.url(base, addresses.source_address(group.name)))
            for group in archive.sources
        }

    def _by_path(self) -> dict[str, tuple[Summary, ArticleView]]:
        """The views that were made, each with what it was made of beside its links, by the path of its article."""
        articles = self._archive.articles
        made = ((articles[position].summary, view) for position, view in self._made.items())
        return {summary.path: (summary, view) for summary, view in made}

    def changed(self, archive: Archive, positions: Set[int]) -> ArticleViews:
        """The views of an archive that is another only in what the articles at these positions show."""
        views = copy(self)
        views._archive = archive
        views._made = {position: view for position, view in self._made.items() if position not in positions}
        return views

    def __len__(self) -> int:
        return len(self._archive.articles)

    @overload
    def __getitem__(self, index: int) -> ArticleView: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ArticleView, ...]: ...
    def __getitem__(self, index: int | slice) -> ArticleView | tuple[ArticleView, ...]:
        if isinstance(index, slice):
            return tuple(self[position] for position in range(*index.indices(len(self))))
        if index >= len(self):
            raise IndexError(index)
        if index not in self._made:
            self._made[index] = self._make(index)
        return self._made[index]

    def _make(self, index: int) -> ArticleView:
        record = self._archive.articles[index]
        summary = record.summary
        tags = tuple(self._tags[number] for number in self._archive.tags_of[index])
        authors = tuple(self._authors[name] for name in dict.fromkeys(summary.authors))
        source = self._sources.get(summary.source or "")
        was, view = self._before.get(summary.path, (None, None))
        if view and was is summary and (view.tags, view.authors, view.source) == (tags, authors, source):
            return view
        return _article_view(record, self._config, self._zone, tags=tags, authors=authors, source=source)


def _article_view(
    record: Record,
    config: Config,
    zone: ZoneInfo,
    *,
    tags: tuple[Link, ...],
    authors: tuple[Link, ...],
    source: Link | None,
) -> ArticleView:
    summary = record.summary
    address = addresses.article_address(config, summary)
    url = addresses.url(config.base_path, address)
    published_at = _moment(summary.date, zone)
    return ArticleView(
        title=summary.title,
        url=url,
        canonical=addresses.url(config.base_url, address),
        markdown_url=f"{url}index.md",
        date=summary.date,
        updated=summary.updated,
        published_at=published_at,
        updated_at=_moment(summary.updated, zone) if summary.updated else published_at,
        authors=authors,
        source=source,
        source_url=summary.source_url,
        language=summary.language,
        tags=tags,
        summary=summary.summary,
        reading_minutes=summary.reading_minutes,
        title_proposed=summary.title_proposed,
        provenance=summary.provenance,
    )


def tag_name(group: Group, language: str) -> str:
    """The tag's name in the language, else its canonical one."""
    term: TagTerm | None = group.term
    return (in_language(term.names, language) if term else "") or group.name


def in_language(texts: dict[str, str], language: str) -> str:
    """The text for the language or its nearest relative, such as Traditional Chinese for Simplified; "" for none."""
    return next((texts[near] for near in nearest_first(language, texts) if texts[near]), "")


def _moment(date: str | None, zone: ZoneInfo) -> str | None:
    """A day as its first moment, RFC 3339; a time as it is."""
    if date is None or "T" in date:
        return date
    return datetime.fromisoformat(date).replace(tzinfo=zone).isoformat(timespec="seconds")
