"""The collation of an imported article: its source beside it, line by line, below the address of the article.

There is none without `publish_sources: true`, and none of a draft. If the bytes of the source are not kept, the page
has the counts of the import record and no text. A long source has several pages, cut by the lines or blocks of the
source, so that no page outgrows what a phone can load.
"""

from __future__ import annotations

from collections.abc import Iterator

from beilin import layout
from beilin.planning import addresses
from beilin.planning.context import Context, TrackedContext
from beilin.planning.kinds.article import article_language, article_of
from beilin.planning.page import Id, Kind, Place, part_number
from beilin.planning.paginate import pagination, parts
from beilin.planning.site_context import COLLATION_TEMPLATE
from beilin.planning.views import CollationRef, Pagination, SourceRef
from beilin.reading.imports import ImportedFrom

MAX_LINES = 400  # of a source, or blocks, on a page


def _size(imported: ImportedFrom) -> int:
    """How many lines of the source the pages show."""
    return imported.lines if imported.kept else 0


def _ids(context: Context) -> Iterator[Id]:
    for path in context.archive.articles if context.imports else ():
        if imported := context.imported_from(path):
            yield from ((path, number) for number in parts(_size(imported), MAX_LINES))


def _place(context: Context, id: Id) -> Place:
    path = str(id[0])
    address = f"{context.targets.articles[path]}{layout.COLLATION}"
    return Place(addresses.numbered(address, part_number(id)), path, is_of_file=True)


def _imported(context: TrackedContext, id: Id) -> ImportedFrom:
    imported = context.imported_from(str(id[0]))
    assert imported is not None  # it has the page
    return imported


def _collation(context: TrackedContext, id: Id) -> CollationRef:
    path, imported = str(id[0]), _imported(context, id)
    first = (part_number(id) - 1) * MAX_LINES
    return CollationRef(
        article=context.source(path),
        body=context.body_digest(path),
        record=SourceRef(layout.import_record_path(path), imported.record),
        source=SourceRef(imported.kept, imported.source) if imported.kept else None,
        first=first,
        end=min(first + MAX_LINES, imported.lines),
    )


def _pagination(context: TrackedContext, id: Id) -> Pagination:
    url = context.site.url(f"{context.address(str(id[0]))}{layout.COLLATION}")
    return pagination(url, _size(_imported(context, id)), part_number(id), MAX_LINES)


COLLATION = Kind(
    name="collation",
    template=COLLATION_TEMPLATE,
    owned={},
    ids=_ids,
    place=_place,
    values={"article": article_of, "collation": _collation, "pagination": _pagination},
    is_listed=False,
    language=article_language,
)
KINDS = (COLLATION,)
