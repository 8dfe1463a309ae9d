"""The service worker, unless the archive has its own.

With the setting off there is one all the same, which removes itself: a browser with an earlier one asks for it again.
"""

from __future__ import annotations

from beilin import layout
from beilin.planning.context import Context
from beilin.planning.page import Id, Kind, Place, one_page_unless_own
from beilin.planning.site_context import WORKER_TEMPLATE


def _place(_context: Context, _id: Id) -> Place:
    return Place(layout.SERVICE_WORKER, "the service worker")


SERVICE_WORKER = Kind(
    name="service-worker",
    template=WORKER_TEMPLATE,
    owned={layout.SERVICE_WORKER: "the service worker"},
    ids=one_page_unless_own(layout.SERVICE_WORKER),
    place=_place,
    values={},
    is_listed=False,
)

KINDS = (SERVICE_WORKER,)
