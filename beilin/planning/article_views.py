"""Summaries of articles → what templates see of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, overload
from zoneinfo import ZoneInfo

from beilin.config import Config
from beilin.layout import id_address
from beilin.model import Record, Summary, displayed_part
from beilin.planning import addresses
from beilin.planning.archive import Archive
from beilin.planning.groupings import AUTHOR, SERIES, SOURCE, TAG, Grouping
from beilin.planning.groups import Group, tag_name
from beilin.planning.shown_titles import shown_summary, shown_title
from beilin.planning.statements import asks_for_no_ai, licence_links, licence_of, rights_of
from beilin.planning.views import ArticleView, Link
from beilin.reading.data_values import NO_EXTRA, Extra
from beilin.text.overlay import overlaid
from beilin.text.phrases import with_breaks


class ArticleViews(Sequence[ArticleView]):
    """The view of each of the archive's articles, in its order, made on demand."""

    def __init__(
        self, archive: Archive, records: Mapping[str, Record], config: Config, before: ArticleViews | None = None
    ) -> None:
        """`records` are by path. Views `before`, of the last plan, are reused if they would be the same."""
        self._paths, self._tags_of, self._updated = archive.articles, archive.tags_of, archive.updated
        self._records, self._config, self._zone = records, config, ZoneInfo(config.time_zone)
        self._made: dict[str, ArticleView] = {}
        is_comparable = before is not None and before._config == config
        self._before = before._by_path() if before is not None and is_comparable else {}

        self._groups = archive.tags
        self._tags = [_tag_link(group, config, config.language) for group in archive.tags]
        self._authors, self._sources, self._series = (
            _links(archive, grouping, config) for grouping in (AUTHOR, SOURCE, SERIES)
        )

    def tags_in(self, position: int, language: str) -> tuple[Link, ...]:
        """Links to the tags of the article at the position, with their names in the language."""
        return tuple(_tag_link(self._groups[number], self._config, language) for number in self._tags_of[position])

    def _by_path(self) -> dict[str, tuple[Summary, ArticleView]]:
        """The views that were made and their summaries, by path."""
        return {path: (self._records[path].summary, view) for path, view in self._made.items()}

    def changed(self, records: Mapping[str, Record], displayed: Collection[str]) -> ArticleViews:
        """The views with these records instead, of which those at the paths `displayed` must be made again."""
        views = copy(self)
        views._records = overlaid(self._records, records)
        views._made = {path: view for path, view in self._made.items() if path not in displayed}
        return views

    def __len__(self) -> int:
        return len(self._paths)

    @overload
    def __getitem__(self, index: int) -> ArticleView: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ArticleView, ...]: ...
    def __getitem__(self, index: int | slice) -> ArticleView | tuple[ArticleView, ...]:
        if isinstance(index, slice):
            return tuple(self[position] for position in range(*index.indices(len(self))))
        path = self._paths[index]
        view = self._made.get(path)
        if view is None:
            view = self._made[path] = self._make(index, path)
        return view

    def _make(self, index: int, path: str) -> ArticleView:
        summary = self._records[path].summary
        links = _Links(
            tags=tuple(self._tags[number] for number in self._tags_of[index]),
            authors=tuple(dict.fromkeys(self._authors[name] for name in summary.authors)),
            source=self._sources[summary.source] if summary.source else None,
            series=self._series[summary.series] if summary.series else None,
        )
        was, view = self._before.get(path, (None, None))
        updated = self._updated[index]
        if view and was is summary and view.updated == updated and links == _links_of(view):
            return view
        summary = summary if summary.updated == updated else replace(summary, updated=updated)
        return _article_view(summary, self._config, self._zone, links)


class _Links(NamedTuple):
    """The links of an article to the pages of what it belongs to."""

    tags: tuple[Link, ...]
    authors: tuple[Link, ...]
    source: Link | None
    series: Link | None


def _links_of(view: ArticleView) -> _Links:
    return _Links(view.tags, view.authors, view.source, view.series)


def _tag_link(group: Group, config: Config, language: str) -> Link:
    return Link(tag_name(group, language), addresses.url(config.base_path, TAG.address(group.slug)))


def _links(archive: Archive, grouping: Grouping, config: Config) -> dict[str, Link]:
    """A link to each group, by each spelling of its name in articles."""
    links: dict[str, Link] = {}
    for group in archive.groups[grouping.kind]:
        link = Link(group.name, addresses.url(config.base_path, grouping.address(group.slug)))
        links |= dict.fromkeys(group.spellings, link)
    return links


def _article_view(summary: Summary, config: Config, zone: ZoneInfo, links: _Links) -> ArticleView:
    address = addresses.article_address(config, summary)
    url = addresses.url(config.base_path, address)
    published_at = _moment(summary.date, zone)
    displayed = displayed_part(summary) | {"extra": Extra(summary.extra) if summary.extra else NO_EXTRA}
    displayed |= {
        "license": licence_of(config, summary),
        "rights": rights_of(config, summary),
        "noai": asks_for_no_ai(config, summary),
    }
    if summary.tidy:
        displayed |= {"title": shown_title(summary), "summary": shown_summary(summary)}
    return ArticleView(
        title_html=with_breaks(displayed["title"]),
        url=url,
        canonical=addresses.url(config.base_url, address),
        markdown_url=f"{url}index.md",
        date=summary.date,
        updated=summary.updated,
        published_at=published_at,
        updated_at=_moment(summary.updated, zone) if summary.updated else published_at,
        language=summary.language,
        **links._asdict(),
        original_title=summary.title,
        untidied_title="" if displayed["title"] == summary.title else summary.title,
        original_language=summary.language,
        id=summary.id,
        permalink=addresses.url(config.base_url, id_address(summary.id)) if summary.id else "",
        license_urls=licence_links(config, summary),
        **displayed,
    )


def _moment(date: str | None, zone: ZoneInfo) -> str | None:
    """A day as its first moment, in RFC 3339; a time unchanged."""
    if date is None or "T" in date:
        return date
    return datetime.fromisoformat(date).replace(tzinfo=zone).isoformat(timespec="seconds")
