"""A page for each article and for each page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from beilin.model import Heading, Record
from beilin.planning import addresses
from beilin.planning.archive import Archive, Group
from beilin.planning.article_views import tag_name
from beilin.planning.changed import Only
from beilin.planning.includes import headings_with_parts, parts_of
from beilin.planning.links import Targets, resolve
from beilin.planning.page import Asked, Page, SiteContext
from beilin.planning.related import possibly_related_to, related_articles
from beilin.planning.views import ArticleLink, ArticleView, BodyRef, RelatedArticle, SeriesPart, SourceRef

OFFERED_ARTICLES = 5
OFFERED_TAGS = 12


def article_pages(
    archive: Archive,
    scene: SiteContext,
    views: Sequence[ArticleView],
    targets: Targets,
    digests: Mapping[str, str],
    only: Only,
) -> Iterator[Page]:
    """The page of each article, and its Markdown beside it.

    `digests` has that of the bytes of each Markdown file that is planned for.
    """
    places = {position: (group, at) for group in archive.series for at, position in enumerate(group.members)}
    maker = _Maker(archive, scene, views, targets, digests, places)
    of_article: dict[str, Callable[[int], object]] = {
        "article": views.__getitem__,
        "body": maker.body,
        "headings": maker.headings,
        "newer": maker.newer,
        "older": maker.older,
        "series": maker.place_in_series,
        "related": maker.related,
    }
    of_markdown: dict[str, Callable[[int], object]] = {"source": maker.source}
    shown: Iterable[int] = range(len(archive.articles))
    if only is not None:
        shown = sorted(only.positions.union(*(_shown_beside(archive, places, view) for view in only.views)))
    for position in shown:
        record = archive.articles[position]
        summary = record.summary
        address = targets.articles[summary.path]
        if scene.has("article"):
            view = Asked(of_article, position)
            yield scene.page("article", address, summary.path, view, is_draft=summary.draft)
        if scene.has("markdown") and (only is None or position in only.positions):
            view = Asked(of_markdown, position)
            yield scene.page("markdown", f"{address}index.md", summary.path, view, is_draft=summary.draft)


def _shown_beside(archive: Archive, places: Mapping[int, tuple[Group, int]], position: int) -> set[int]:
    """The articles whose pages may show the one at the position: the way back from each way to another in `_Maker`."""
    beside = {position - 1, position + 1} | possibly_related_to(archive, position)
    if position in places:
        group, at = places[position]
        beside.update(group.members[max(0, at - 1) : at + 2])
    return {other for other in beside if 0 <= other < len(archive.articles)}


@dataclass(frozen=True, slots=True)
class _Maker:
    """What makes the values on the pages of the article at a position."""

    archive: Archive
    scene: SiteContext
    views: Sequence[ArticleView]
    targets: Targets
    digests: Mapping[str, str]  # of each Markdown file's bytes
    places: Mapping[int, tuple[Group, int]]  # for articles of a series: the series, and where in it

    def body(self, position: int) -> BodyRef:
        """Its body."""
        return body_of(self.archive.articles[position], self.targets, self.scene.config.base_path)

    def headings(self, position: int) -> tuple[Heading, ...]:
        """The headings of its body."""
        return headings_with_parts(self.archive.articles[position], self.targets.parts)

    def source(self, position: int) -> SourceRef:
        """Its Markdown."""
        path = self.archive.articles[position].summary.path
        return SourceRef(path, self.digests[path])

    def newer(self, position: int) -> ArticleLink | None:
        """The article after it in time."""
        return self.link_to(position - 1)

    def older(self, position: int) -> ArticleLink | None:
        """The article before it in time."""
        return self.link_to(position + 1)

    def link_to(self, position: int) -> ArticleLink | None:
        """The article at the position, or None where there is none."""
        if not 0 <= position < len(self.views):
            return None
        view = self.views[position]
        return ArticleLink(view.title, view.url, view.language)

    def place_in_series(self, position: int) -> SeriesPart | None:
        """The series that the article is a part of, and the parts beside it."""
        if position not in self.places:
            return None
        group, at = self.places[position]
        before = self.link_to(group.members[at - 1]) if at > 0 else None
        after = self.link_to(group.members[at + 1]) if at + 1 < len(group.members) else None
        url = self.scene.url(addresses.series_address(group.name))
        return SeriesPart(group.name, url, at + 1, len(group.members), before, after)

    def related(self, position: int) -> tuple[RelatedArticle, ...]:
        """The articles most related to it, best first, each with the tags that both have."""
        tags = self.views[position].tags
        others = (self.views[other] for other in related_articles(self.archive, position))
        return tuple(
            RelatedArticle(
                other.title, other.url, other.date, other.language, tuple(t for t in tags if t in other.tags)
            )
            for other in others
        )


def standalone_pages(
    archive: Archive, scene: SiteContext, views: Sequence[ArticleView], targets: Targets, only: Only
) -> Iterator[Page]:
    """The pages that are not articles, such as /about/ and /404.html.

    An archive without a file for 404 has that page all the same, for it offers the archive; its title is then "".
    """
    is_written = addresses.NOT_FOUND in targets.files.values() or any(
        record.summary.path == addresses.NOT_FOUND_SOURCE for record in archive.pages
    )
    offers_other = only is None or only.is_shown(range(OFFERED_ARTICLES))
    if offers_other and scene.has("not-found") and not is_written:
        view: dict[str, object] = {
            "title": "",
            "description": "",
            "language": scene.config.language,
            "body": "",
            "headings": (),
            **_offer(archive, scene, views),
        }
        yield scene.page("not-found", addresses.NOT_FOUND, "the page for 404", view)
    for record in archive.pages:
        summary = record.summary
        address = addresses.page_address(summary.path, summary.slug)
        kind = "not-found" if address == addresses.NOT_FOUND else "page"
        if only is not None and summary.path not in only.files and not (kind == "not-found" and offers_other):
            continue
        if scene.has(kind):
            view = {
                "title": summary.title,
                "description": summary.summary,
                "language": summary.language,
                "body": body_of(record, targets, scene.config.base_path),
                "headings": headings_with_parts(record, targets.parts),
            }
            if kind == "not-found":
                view |= _offer(archive, scene, views)
            yield scene.page(kind, address, summary.path, view, is_draft=summary.draft)


def _offer(archive: Archive, scene: SiteContext, views: Sequence[ArticleView]) -> dict[str, object]:
    """Ways into the archive for one who missed a page."""
    # Imported here: an article's page has none of these, and a command that makes one page would wait for them.
    from beilin.planning.picture_views import Counted

    language = scene.config.language
    return {
        "recent": tuple(ArticleLink(view.title, view.url, view.language) for view in views[:OFFERED_ARTICLES]),
        "tags": tuple(
            Counted(tag_name(tag, language), scene.url(addresses.tag_address(tag.slug)), len(tag.members))
            for tag in archive.tags[:OFFERED_TAGS]
        ),
        "years": tuple(
            Counted(year.name, scene.url(addresses.year_address(year.slug)), len(year.members))
            for year in archive.years
        ),
    }


def body_of(record: Record, targets: Targets, base: str) -> BodyRef:
    """The file's body and the parts that it takes in, with its references as URLs under `base`."""
    parts = tuple(body_of(part, targets, base) for _, part in parts_of(record, targets.parts))
    return BodyRef(record.summary.path, record.body_digest, resolve(record, targets, base, with_hints=False)[0], parts)
