"""A page for each article and for each page of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from beilin.model import Record
from beilin.planning import addresses
from beilin.planning.archive import Archive
from beilin.planning.page import Page, Scene
from beilin.planning.related import related_articles
from beilin.planning.views import ArticleLink, ArticleView, BodyRef, SourceRef


def article_pages(
    archive: Archive, scene: Scene, views: Sequence[ArticleView], links: Mapping[str, tuple[str, ...]],
    sources: Mapping[str, str],
) -> Iterator[Page]:  # fmt: skip
    """The page of each article, and its Markdown beside it.

    `links` has for each file the addresses of its references, `sources` the digest of its bytes.
    """
    links_to = [ArticleLink(view.title, view.url, view.language) for view in views]
    for position, record in enumerate(archive.articles):
        summary = record.summary
        address = addresses.article_address(summary.slug)
        if scene.has("article"):
            related = (views[other] for other in related_articles(archive, position))
            view = {
                "article": views[position],
                "body": _body(record, links),
                "headings": record.headings,
                "newer": links_to[position - 1] if position else None,
                "older": links_to[position + 1] if position + 1 < len(links_to) else None,
                "related": tuple(related),
            }
            yield scene.page("article", address, summary.path, view, is_draft=summary.draft)
        if scene.has("markdown"):
            view = {"source": SourceRef(summary.path, sources[summary.path])}
            yield scene.page("markdown", f"{address}index.md", summary.path, view, is_draft=summary.draft)


def own_pages(archive: Archive, scene: Scene, links: Mapping[str, tuple[str, ...]]) -> Iterator[Page]:
    """The pages that are not articles, such as /about/ and /404.html."""
    for record in archive.pages:
        summary = record.summary
        address = addresses.page_address(summary.path, summary.slug)
        kind = "not-found" if address == addresses.NOT_FOUND else "page"
        if scene.has(kind):
            view = {
                "title": summary.title,
                "description": summary.summary,
                "language": summary.language,
                "body": _body(record, links),
                "headings": record.headings,
            }
            yield scene.page(kind, address, summary.path, view, is_draft=summary.draft)


def _body(record: Record, links: Mapping[str, tuple[str, ...]]) -> BodyRef:
    return BodyRef(record.summary.path, record.body_digest, links[record.summary.path])
