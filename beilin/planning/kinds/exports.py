"""Exports: files for other programs, made by code. The setting `exports` names the formats; without it there is none.

The archive's own file at an address is left in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from beilin.config import Config
from beilin.export_formats import BY_NAME, FORMATS, ExportFormat, formats_of_archive, formats_of_groups
from beilin.planning.context import Context, TrackedContext
from beilin.planning.export_scopes import group_scope, whole_archive
from beilin.planning.exports import export_of
from beilin.planning.groupings import BY_KIND as GROUPING_OF
from beilin.planning.groupings import GROUPINGS, Grouping
from beilin.planning.page import WRITTEN, Id, Kind, Place


# Ids are (format,), and (format, kind of group, slug).
def _ids(context: Context) -> Iterator[Id]:
    config = context.site.config
    own = frozenset(context.targets.files.values()) if config.exports else frozenset()
    for form in formats_of_archive(config.exports, config.epub):
        if form.address not in own:
            yield (form.name,)
    for grouping in GROUPINGS:
        for form in formats_of_groups(config.exports, config.epub, grouping.kind):
            for group in context.archive.groups[grouping.kind]:
                if form.group_address(grouping.root, group.slug) not in own:
                    yield (form.name, grouping.kind, group.slug)


def _form(id: Id) -> ExportFormat:
    return BY_NAME[str(id[0])]


def _grouping(id: Id) -> Grouping:
    return GROUPING_OF[str(id[1])]


def _place(context: Context, id: Id) -> Place:
    form = _form(id)
    if len(id) == 1:
        return Place(form.address, f"the export {form.name}")
    grouping, slug = _grouping(id), str(id[2])
    name = context.survey.group(grouping.kind, slug).name
    return Place(form.group_address(grouping.root, slug), f"the export {form.name} of the {grouping.kind} {name!r}")


def _export(context: TrackedContext, id: Id) -> object:
    is_of_group = len(id) > 1
    scope = group_scope(context, _grouping(id), str(id[2])) if is_of_group else whole_archive(context)
    return export_of(context, _form(id), scope)


def _has_exports(config: Config) -> bool:
    return bool(config.exports)


def _owned() -> dict[str, str]:
    owned = {form.address: f"the export {form.name}" for form in FORMATS}
    for form in FORMATS:
        for kind in form.groupings:
            address = form.group_address(GROUPING_OF[kind].root, ":slug")
            owned[address] = f"the export {form.name} of a {kind}"
    return owned


EXPORT = Kind(
    name="export",
    template="",
    owned=_owned(),
    ids=_ids,
    place=_place,
    values={WRITTEN: _export},
    is_listed=False,
    may_wait=True,
    is_in_use=_has_exports,
)
KINDS = (EXPORT,)
