"""The notice in place of a withdrawn article, at its address: what it was, when and why it went; no word of its text.

It is in no list, feed or sitemap. A theme without a template for it has a plain one (`rendering/tombstone.py`), since
an address that was published must not become a dead link.
"""

from __future__ import annotations

from collections.abc import Iterator

from beilin.planning.context import Context, TrackedContext
from beilin.planning.editorial_views import Tombstone
from beilin.planning.page import Id, Kind, Place
from beilin.planning.shown_titles import shown_title
from beilin.text.phrases import with_breaks


def _ids(context: Context) -> Iterator[Id]:
    return ((path,) for path in context.archive.withdrawn)


def _place(context: Context, id: Id) -> Place:
    path = str(id[0])
    record = context.records[path]
    address = context.targets.page_address(path)
    return Place(address, path, record.summary.draft, record.slug_line or None, is_of_file=True)


def _tombstone(context: TrackedContext, id: Id) -> Tombstone:
    summary = context.summary(str(id[0]))
    withdrawal, title = summary.withdrawn, shown_title(summary)
    assert withdrawal is not None  # it has the page
    return Tombstone(
        title=title,
        title_html=with_breaks(title),
        language=summary.language,
        date=summary.date,
        authors=summary.authors,
        source=summary.source or "",
        withdrawn=withdrawal.date,
        reason=withdrawal.reason,
    )


def _language(context: TrackedContext, id: Id) -> str:
    return context.summary(str(id[0])).language


TOMBSTONE = Kind(
    name="tombstone",
    template="tombstone.html",
    owned={},
    ids=_ids,
    place=_place,
    values={"tombstone": _tombstone},
    is_listed=False,
    language=_language,
)
KINDS = (TOMBSTONE,)
