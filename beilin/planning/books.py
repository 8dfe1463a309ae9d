"""What the books are made from: of an article, a series, a tag, a year, or of the whole archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from urllib.parse import unquote
from uuid import NAMESPACE_URL, uuid5

from beilin.planning.book_views import Book, BookImage, Chapter, Cover
from beilin.planning.context import TrackedContext
from beilin.planning.export_scopes import ARTICLE, Scope
from beilin.planning.groupings import SERIES, YEAR
from beilin.planning.targets import UNMEASURED
from beilin.planning.view_fields import with_fields
from beilin.planning.views import BodyRef

MAX_CREATORS = 12  # if a book has more, its creator is the publisher
MAX_ON_COVER = 3  # authors
MIN_BY_YEAR = 12  # articles of a book with pages of years


def book_of(context: TrackedContext, scope: Scope) -> Book:
    """The book of what the scope says."""
    site = context.site.config
    if scope.kind == ARTICLE:
        return _of_article(context, scope.members[0])
    if scope.kind == SERIES.kind:
        return with_fields(_collection(context, scope, scope.name, scope.members), series=scope.name)
    members = _oldest_first(context, scope.members)
    title = f"{site.title} {scope.name}" if scope.kind == YEAR.kind else scope.title
    book = _collection(context, scope, title, members)
    by_year = scope.kind != YEAR.kind and len(members) >= MIN_BY_YEAR
    return with_fields(book, description="" if scope.kind else site.description, by_year=by_year)


def _of_article(context: TrackedContext, position: int) -> Book:
    view, chapter, site = context.view(position), _chapter(context, position), context.site.config.title
    place = context.place_in_series(position)
    return Book(
        title=view.title,
        url=view.canonical,
        identifier=f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:beilin:{view.id}')}" if view.id else view.canonical,
        also_identified=(view.permalink,) if view.id else (),
        language=view.language,
        creators=chapter.authors or tuple(filter(None, (chapter.source,))),
        publisher=site,
        chapters=(chapter,),
        cover=_cover(context, " · ".join(chapter.authors[:MAX_ON_COVER]) or chapter.source, site),
        description=view.summary,
        subjects=tuple(tag.title for tag in view.tags),
        date=view.date or "",
        modified=view.updated_at or "",
        source=chapter.source_url,
        rights=chapter.rights,
        series=place[0].name if place else "",
        number=place[1] + 1 if place else 0,
    )


def _collection(context: TrackedContext, scope: Scope, title: str, members: Sequence[int]) -> Book:
    """The book of the articles at these positions, in this order."""
    config = context.site.config
    chapters = tuple(_chapter(context, position) for position in members)
    url, publisher = context.site.whole_url(scope.address), config.author or config.title
    authors = [name for name, _ in Counter(name for one in chapters for name in one.authors).most_common()]
    times = [datetime.fromisoformat(view.updated_at) for view in context.views(members) if view.updated_at]
    dates = [one.date for one in chapters if one.date]
    rights = {chapter.rights for chapter in chapters}
    return Book(
        title=title,
        url=url,
        identifier=url,
        language=config.language,
        creators=tuple(authors) if 0 < len(authors) <= MAX_CREATORS else (publisher,),
        publisher=config.title,
        chapters=chapters,
        cover=_cover(context, _span(dates), config.title if title != config.title else ""),
        date=max(dates, default=""),
        modified=max(times).isoformat() if times else "",
        rights=rights.pop() if len(rights) == 1 else "",
    )


def _oldest_first(context: TrackedContext, members: Sequence[int]) -> list[int]:
    """The positions with the oldest article first, and those without a date last, as in the archive."""
    undated = context.archive.undated
    dated = [position for position in members if position not in undated]
    return [*reversed(dated), *(position for position in members if position in undated)]


def _span(dates: Iterable[str]) -> str:
    """The years of the dates."""
    years = sorted({date[:4] for date in dates})
    return "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""


def _cover(context: TrackedContext, *below: str) -> Cover:
    site, lines = context.site, tuple(line for line in below if line)
    return Cover(lines, site.config.share_font, site.share_font) if site.share_font else Cover(lines)


def _chapter(context: TrackedContext, position: int) -> Chapter:
    view, path = context.view(position), context.archive.articles[position]
    body = context.body(path, context.site.config.base_url)
    return Chapter(
        title=view.title,
        url=view.canonical,
        language=view.language,
        date=view.date,
        authors=tuple(author.title for author in view.authors),
        source=view.source.title if view.source else "",
        source_url=view.source_url or "",
        rights=" · ".join(filter(None, (view.rights, view.license, *view.license_urls))),
        body=body,
        images=tuple(_images(context, body)),
    )


def _images(context: TrackedContext, body: BodyRef) -> Iterator[BookImage]:
    """The images of the archive that the body shows. Attributes follow the URLs of those whose size is known."""
    base = context.site.config.base_url
    for link in body.links:
        url, line_break, _ = link.partition("\n")
        is_image = bool(line_break) or url.lower().endswith(UNMEASURED)
        if is_image and url.startswith(base) and (file := context.image_file(f"/{unquote(url.removeprefix(base))}")):
            yield BookImage(url, *file)
    for part in body.parts:
        yield from _images(context, part)
