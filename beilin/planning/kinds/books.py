"""The book of each article, below its address: with `epub` among `exports`, and `article` among `epub` in site.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from beilin.export_formats import BY_NAME, EPUB
from beilin.planning.context import Context, TrackedContext
from beilin.planning.export_links import book_address, publishes_books
from beilin.planning.export_scopes import article_scope
from beilin.planning.exports import export_of
from beilin.planning.kinds.article import ARTICLE
from beilin.planning.page import WRITTEN, Id, Kind, Place


def _ids(context: Context) -> Iterator[Id]:
    """Every article but drafts, by its Markdown file. A file of the archive's own at the address takes its place."""
    if not publishes_books(context.site.config):
        return
    own = set(context.targets.files.values())
    for path in context.archive.articles:
        address = book_address(context.targets.articles[path])
        if address not in own and not context.records[path].summary.draft:
            yield (path,)


def _place(context: Context, id: Id) -> Place:
    place = ARTICLE.place(context, id)
    return place._replace(address=book_address(place.address))


def _book(context: TrackedContext, id: Id) -> object:
    return export_of(context, BY_NAME[EPUB], article_scope(context, str(id[0])))


BOOK = Kind(
    name="book",
    template="",
    owned={},
    ids=_ids,
    place=_place,
    values={WRITTEN: _book},
    is_listed=False,
    may_wait=True,
    is_in_use=publishes_books,
)
KINDS = (BOOK,)
