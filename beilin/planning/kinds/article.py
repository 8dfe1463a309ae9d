"""The page of an article, and its Markdown beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from beilin.layout import COLLATION, SHARE_PICTURE
from beilin.planning.backlinks import backlinks
from beilin.planning.context import Context, TrackedContext
from beilin.planning.export_links import article_exports
from beilin.planning.groupings import SERIES
from beilin.planning.link_views import LinkState
from beilin.planning.page import Id, Kind, Place, Value
from beilin.planning.related import related_articles
from beilin.planning.views import ArticleLink, ArticleView, Backlinks, ExportLink, RelatedArticle, SeriesPart


def article_ids(context: Context) -> Iterator[Id]:
    """Every article, by its Markdown file."""
    return ((path,) for path in context.archive.articles)


def _place(context: Context, id: Id) -> Place:
    path = str(id[0])
    record = context.records[path]
    return Place(context.targets.articles[path], path, record.summary.draft, record.slug_line or None, is_of_file=True)


def _place_of_markdown(context: Context, id: Id) -> Place:
    place = _place(context, id)
    return place._replace(address=f"{place.address}index.md")


def article_of(context: TrackedContext, id: Id) -> ArticleView:
    """The article whose Markdown file begins the id, with its tags named in the language of its interface."""
    position = context.position(str(id[0]))
    view = context.view(position)
    language = context.site.page_language(view.language)
    return view if language == context.site.config.language else replace(view, tags=context.tags_in(position, language))


def _with_history(context: TrackedContext, id: Id) -> ArticleView:
    """The article with its history, which only its own page shows: so a commit renders no list and no feed."""
    article, history = article_of(context, id), context.history(str(id[0]))
    return replace(article, history=history) if history else article


def article_language(context: TrackedContext, id: Id) -> str:
    """The language of the article whose Markdown file begins the id."""
    return context.view(context.position(str(id[0]))).language


def _body(context: TrackedContext, id: Id) -> object:
    return context.body(str(id[0]))


def _headings(context: TrackedContext, id: Id) -> object:
    return context.headings(str(id[0]))


def _source(context: TrackedContext, id: Id) -> object:
    return context.source(str(id[0]))


def _neighbour(step: int, context: TrackedContext, id: Id) -> ArticleLink | None:
    """The article `step` places away in time. Those without a date stand by slug, so none is older or newer."""
    position, dated = context.position(str(id[0])), len(context.archive.articles) - len(context.archive.undated)
    other = position + step
    return link_to(context, other) if position < dated and other < dated else None


def link_to(context: TrackedContext, position: int) -> ArticleLink | None:
    """A link to the article at the position, or None if there is none."""
    if not 0 <= position < len(context.archive.articles):
        return None
    view = context.view(position)
    return ArticleLink(view.title, view.url, view.language)


def _collation_url(context: TrackedContext, id: Id) -> str | None:
    """The page with the source of an imported article beside it."""
    path = str(id[0])
    return context.site.url(f"{context.address(path)}{COLLATION}") if context.imported_from(path) else None


def _share_picture(context: TrackedContext, id: Id) -> str | None:
    """The whole URL of the article's share picture, or None if it has none."""
    site = context.site
    return site.whole_url(f"{context.address(str(id[0]))}{SHARE_PICTURE}") if site.draws_share_pictures else None


def _part_of_series(context: TrackedContext, id: Id) -> SeriesPart | None:
    """The series that the article belongs to, and the parts beside it."""
    place = context.place_in_series(context.position(str(id[0])))
    if place is None:
        return None
    group, at = place
    previous = link_to(context, group.members[at - 1]) if at > 0 else None
    following = link_to(context, group.members[at + 1]) if at + 1 < len(group.members) else None
    url = context.site.url(SERIES.address(group.slug))
    return SeriesPart(group.name, url, at + 1, len(group.members), previous, following)


def _related(context: TrackedContext, id: Id) -> tuple[RelatedArticle, ...]:
    """The most closely related articles, best first, each with the tags that both have."""
    article = article_of(context, id)
    related = related_articles(context.archive, context.position(str(id[0])), context.sketches)
    return tuple(_related_article(article, other) for other in context.views(related))


def _related_article(article: ArticleView, other: ArticleView) -> RelatedArticle:
    urls = {tag.url for tag in other.tags}
    shared = tuple(tag for tag in article.tags if tag.url in urls)
    return RelatedArticle(other.title, other.url, other.date, other.language, shared)


def _backlinks(context: TrackedContext, id: Id) -> Backlinks:
    return backlinks(context, str(id[0]))


def _exports(context: TrackedContext, id: Id) -> tuple[ExportLink, ...]:
    return article_exports(context, str(id[0]))


def _bibliography(context: TrackedContext, id: Id) -> object:
    return context.outside_links(str(id[0]))


_NO_STATES: dict[str, LinkState] = {}  # one for all pages, because digests of dictionaries are kept by identity


def _link_states(context: TrackedContext, id: Id) -> dict[str, LinkState]:
    """What is known of the article's links to other hosts and of the page that it is from, by address."""
    path, states = str(id[0]), context.site.links
    if not states.states:
        return _NO_STATES
    urls = [link.url for link in context.outside_links(path)]
    found = {url: states.of(url) for url in (*urls, article_of(context, id).source_url or "")}
    return {url: state for url, state in found.items() if state} or _NO_STATES


ARTICLE_VALUES: dict[str, Value] = {
    "article": _with_history,
    "collation_url": _collation_url,
    "body": _body,
    "headings": _headings,
    "newer": partial(_neighbour, -1),
    "older": partial(_neighbour, 1),
    "series": _part_of_series,
    "related": _related,
    "backlinks": _backlinks,
    "bibliography": _bibliography,
    "link_states": _link_states,
    "exports": _exports,
    "share_picture": _share_picture,
}
ARTICLE = Kind("article", "article.html", {}, article_ids, _place, ARTICLE_VALUES, language=article_language)
MARKDOWN = Kind("markdown", "article.md", {}, article_ids, _place_of_markdown, {"source": _source})
KINDS = (ARTICLE, MARKDOWN)
