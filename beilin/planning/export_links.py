"""Links to the exports of the archive, and of its tags and series."""

from __future__ import annotations

from functools import partial

from beilin.export_formats import ExportFormat, published_formats
from beilin.planning.context import TrackedContext
from beilin.planning.groupings import Grouping
from beilin.planning.page import Id, Value
from beilin.planning.views import ExportLink


def archive_exports(context: TrackedContext, _id: Id) -> tuple[ExportLink, ...]:
    """Links to the exports of the archive, in the order of the table of formats."""
    formats = published_formats(context.site.config.exports)
    return tuple(_link(context, form, form.address) for form in formats)


def group_exports(grouping: Grouping) -> Value:
    """Gives the links to the exports of the group whose slug begins the id of a page."""
    return partial(_of_group, grouping)


def _of_group(grouping: Grouping, context: TrackedContext, id: Id) -> tuple[ExportLink, ...]:
    formats = published_formats(context.site.config.exports)
    return tuple(
        _link(context, form, form.group_address(grouping.root, str(id[0])))
        for form in formats
        if grouping.kind in form.groupings
    )


def _link(context: TrackedContext, form: ExportFormat, address: str) -> ExportLink:
    site = context.site
    return ExportLink(form.name, form.title, site.url(address), site.whole_url(address), form.media_type)
