"""Articles of the archive, a tag, a series → the value that describes a file of an export.

Drafts are in no export, not even in one of a build with drafts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from beilin.export_formats import EPUB, ExportFormat, formats_of_archive
from beilin.planning.book_views import Book
from beilin.planning.books import book_of
from beilin.planning.context import TrackedContext
from beilin.planning.export_scopes import Scope
from beilin.planning.exported_feeds import exported_feeds
from beilin.planning.kinds.article import MARKDOWN
from beilin.planning.views import Link
from beilin.planning.written_views import CitedArticle, Export, ExportedArticle


def export_of(context: TrackedContext, form: ExportFormat, scope: Scope) -> Export | Book:
    """The value from which the file of that format is written."""
    site, config = context.site, context.site.config
    if form.name == EPUB:
        return book_of(context, scope._replace(members=tuple(_published(context, scope.members))))
    export = Export(
        form.name, config.title, scope.title, site.whole_url(scope.address), config.description, config.language
    )
    return _FILLED[form.name](context, export, list(_published(context, scope.members)))


def _published(context: TrackedContext, members: Sequence[int]) -> Iterator[int]:
    paths = context.archive.articles
    return (position for position in members if not context.summary(paths[position]).draft)


def _records(context: TrackedContext, export: Export, positions: Sequence[int]) -> Export:
    articles = (_article(context, position) for position in positions)
    return replace(export, articles=tuple(articles))


def _records_with_texts(context: TrackedContext, export: Export, positions: Sequence[int]) -> Export:
    articles = (_article(context, position, body=_body(context, position)) for position in positions)
    return replace(export, articles=tuple(articles))


def _database(context: TrackedContext, export: Export, positions: Sequence[int]) -> Export:
    return replace(_records_with_texts(context, export, positions), library=sqlite3.sqlite_version)


def _article(context: TrackedContext, position: int, **more: Any) -> ExportedArticle:
    view = context.view(position)
    return ExportedArticle(
        url=view.canonical,
        title=view.original_title,
        id=view.id,
        permalink=view.permalink,
        date=view.date,
        updated=view.updated,
        authors=tuple(author.title for author in view.authors),
        source=view.source.title if view.source else None,
        source_url=view.source_url,
        tags=tuple(tag.title for tag in view.tags),
        series=view.series.title if view.series else None,
        language=view.language,
        license=view.license,
        rights=view.rights,
        summary=view.summary,
        markdown_url=_markdown_url(context, view.canonical),
        **more,
    )


def _body(context: TrackedContext, position: int) -> Any:
    return context.body(context.archive.articles[position], context.site.config.base_url)


def _markdown_url(context: TrackedContext, url: str) -> str | None:
    return f"{url}index.md" if MARKDOWN.template in context.site.templates else None


def _overview(context: TrackedContext, export: Export, positions: Sequence[int]) -> Export:
    """For llms.txt: a line for each article, and links to what else the archive offers."""
    site = context.site
    views = context.views(positions)
    articles = tuple(
        ExportedArticle(
            url=view.canonical,
            title=view.original_title,
            date=view.date,
            summary=view.summary,
            markdown_url=_markdown_url(context, view.canonical),
        )
        for view in views
    )
    formats = (form for form in formats_of_archive(site.config.exports, site.config.epub) if form.name != export.format)
    files = tuple(Link(form.name, site.whole_url(form.address)) for form in formats)
    return replace(export, articles=articles, files=files)


def _feeds(context: TrackedContext, export: Export, _positions: Sequence[int]) -> Export:
    return replace(export, feeds=exported_feeds(context))


def _citations(context: TrackedContext, export: Export, positions: Sequence[int]) -> Export:
    cited = (
        CitedArticle(
            context.survey.citation_keys[position],
            view.original_title,
            view.canonical,
            view.date,
            view.authors,
            view.source,
            view.original_language,
            view.tags,
            view.permalink,
            view.license,
            view.rights,
        )
        for position, view in zip(positions, context.views(positions), strict=True)
    )
    return replace(export, citations=tuple(cited))


_Filled = Callable[[TrackedContext, Export, Sequence[int]], Export]
_FILLED: Mapping[str, _Filled] = {
    "jsonl": _records_with_texts,
    "sqlite": _database,
    "csv": _records,
    "opml": _feeds,
    "llms": _overview,
    "llms-full": _records_with_texts,
    "bibtex": _citations,
    "ris": _citations,
    "csl-json": _citations,
}
