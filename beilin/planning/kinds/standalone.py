"""Standalone pages such as /about/, and the page for 404.

An archive without a file for 404 has that page all the same, because it offers ways into the archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from beilin import layout
from beilin.planning.backlinks import backlinks
from beilin.planning.context import Context, TrackedContext
from beilin.planning.groupings import TAG, YEAR
from beilin.planning.kinds.article import link_to
from beilin.planning.page import Id, Kind, Place, Value, one_page_unless_own
from beilin.planning.shown_titles import shown_summary, shown_title
from beilin.planning.views import ArticleLink, Backlinks
from beilin.text.phrases import with_breaks

if TYPE_CHECKING:  # see indexes.py
    from beilin.planning.picture_views import Counted

OFFERED_ARTICLES = 5
OFFERED_TAGS = 12


def _ids(context: Context) -> Iterator[Id]:
    return ((path,) for path in context.archive.pages if path != layout.NOT_FOUND_SOURCE)


def _not_found_ids(context: Context) -> Iterator[Id]:
    """The file for 404; "" if the page is made without one, and none if another file is published there."""
    if layout.NOT_FOUND_SOURCE in context.archive.pages:
        yield (layout.NOT_FOUND_SOURCE,)
    else:
        yield from one_page_unless_own(layout.NOT_FOUND)(context)


def _place(context: Context, id: Id) -> Place:
    path = str(id[0])
    if not path:
        return Place(layout.NOT_FOUND, "the page for 404")
    record = context.records[path]
    return Place(context.targets.articles[path], path, record.summary.draft, record.slug_line or None, is_of_file=True)


def _title(context: TrackedContext, id: Id) -> str:
    return shown_title(context.summary(str(id[0]))) if id[0] else ""


def _title_html(context: TrackedContext, id: Id) -> str:
    return with_breaks(_title(context, id))


def _description(context: TrackedContext, id: Id) -> str:
    return shown_summary(context.summary(str(id[0]))) if id[0] else ""


def _tidied(context: TrackedContext, id: Id) -> bool:
    return bool(id[0]) and context.summary(str(id[0])).tidied


def _language(context: TrackedContext, id: Id) -> str:
    return context.summary(str(id[0])).language if id[0] else context.site.config.language


def _body(context: TrackedContext, id: Id) -> object:
    return context.body(str(id[0])) if id[0] else ""


def _headings(context: TrackedContext, id: Id) -> object:
    return context.headings(str(id[0])) if id[0] else ()


def _recent(context: TrackedContext, _id: Id) -> tuple[ArticleLink, ...]:
    links = (link_to(context, position) for position in range(OFFERED_ARTICLES))
    return tuple(link for link in links if link)


def _tags(context: TrackedContext, _id: Id) -> tuple[Counted, ...]:
    return context.survey.counted(TAG)[:OFFERED_TAGS]


def _years(context: TrackedContext, _id: Id) -> tuple[Counted, ...]:
    return context.survey.counted(YEAR)


def _backlinks(context: TrackedContext, id: Id) -> Backlinks:
    return backlinks(context, str(id[0])) if id[0] else Backlinks((), 0)


_VALUES: dict[str, Value] = {
    "title": _title,
    "title_html": _title_html,
    "tidied": _tidied,
    "description": _description,
    "language": _language,
    "body": _body,
    "headings": _headings,
    "backlinks": _backlinks,
}
STANDALONE = Kind("page", "page.html", {}, _ids, _place, _VALUES, language=_language)
NOT_FOUND = Kind(
    name="not-found",
    template="404.html",
    owned={layout.NOT_FOUND: "the page for 404"},
    ids=_not_found_ids,
    place=_place,
    values={**_VALUES, "recent": _recent, "tags": _tags, "years": _years},
)

KINDS = (STANDALONE, NOT_FOUND)
