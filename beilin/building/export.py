"""An export for the command of that name: read and planned as for a build, and written to a file of the user's."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from beilin.building.inputs import LastRead, read_everything, reader_for, with_images
from beilin.building.options import BuildOptions, Reporting, output_folder
from beilin.building.plan import basis_of
from beilin.building.remembered import Remembered, with_remembered
from beilin.building.snapshots import snapshot_sources
from beilin.config import Config, read_config
from beilin.crash import failure_problem
from beilin.export_formats import ExportFormat
from beilin.files.replace import TEMPORARY_PREFIX
from beilin.layout import CONTENT
from beilin.parallel.executor import Workers
from beilin.planning.context import TrackedContext
from beilin.planning.exports import Scope, export_of, group_scope, whole_archive
from beilin.planning.groupings import GROUPINGS
from beilin.planning.groups import Group
from beilin.problems.problem import Problem, has_errors
from beilin.reading.bodies import BodySource
from beilin.reading.tags import names_of
from beilin.rendering.written import Sources, write_file
from beilin.text.names import same_name
from beilin.text.yaml.schema import did_you_mean

# Gives the value of the file; None if what it is about does not exist, which it has said then.
MakeValue = Callable[[TrackedContext], object]


class NothingToExportError(Exception):
    """No published article belongs to what was asked for."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The articles to export: those of a group, or all."""

    kind: str = ""  # of the group, such as "tag"; "" for all articles
    name: str = ""


def export(
    root: Path, options: BuildOptions, make: MakeValue, path: Path, reporting: Reporting | None = None
) -> tuple[Problem, ...]:
    """Write the file at the path, whole or not at all; returns the problems of the archive, an error if it is not
    written.

    `make` gives the value that describes the file. Raises NothingToExportError.
    """
    reporting = reporting or Reporting()
    try:
        config, problems = read_config(root, base_url=options.base_url)
        if config is None:
            return tuple(problems)
        export_last = partial(_export, root, config, options, make, path, reporting)
        return (*problems, *with_remembered(root, output_folder(root, options), export_last))
    except NothingToExportError:
        raise
    except Exception as error:
        return (failure_problem(root, error, "exporting", written=[path.parent]),)


def _export(
    root: Path, config: Config, options: BuildOptions, make: MakeValue, path: Path, reporting: Reporting,
    last: Remembered,
) -> tuple[Problem, ...]:  # fmt: skip
    workers = Workers(options.jobs)
    sources, changed = snapshot_sources(root, last.state.snapshots.sources)
    reader = reader_for(root, config, workers, last.file.bodies)
    files = LastRead(sources[CONTENT], last.state.files, changed)
    inputs = with_images(read_everything(reader, config, options, files, reporting), workers, reporting)
    basis = basis_of(inputs)
    problems = (*inputs.problems, *basis.problems)
    if has_errors(problems):
        return problems
    content = inputs.content
    bodies = BodySource(root, reader.settings, last.file.bodies, content.rows, content.bodies)
    value = make(TrackedContext(basis.context))
    failure = _write_whole(path, partial(write_file, value, Sources(root, bodies.get)))
    return (*problems, failure) if failure else problems


def _write_whole(path: Path, write: Callable[[Path], Problem | None]) -> Problem | None:
    """Have the file written beside its place, and move it there if that succeeds. Raises OSError."""
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}-{path.name}")
    try:
        problem = write(temporary)
        if problem is None:
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return problem


def exported(form: ExportFormat, selection: Selection, context: TrackedContext) -> object:
    """The value of an export of the selected articles. Raises NothingToExportError."""
    return export_of(context, form, _scope(context, selection))


def _scope(context: TrackedContext, selection: Selection) -> Scope:
    if not selection.kind:
        return whole_archive(context)
    (grouping,) = (grouping for grouping in GROUPINGS if grouping.kind == selection.kind)
    groups = context.archive.groups[grouping.kind]
    for group in groups:
        if any(same_name(selection.name, name) for name in _names(group)):
            return group_scope(context, grouping, group.slug)
    hint = did_you_mean(selection.name, [group.name for group in groups])
    raise NothingToExportError(f"No article has the {selection.kind} {selection.name!r}. {hint}".rstrip())


def _names(group: Group) -> Collection[str]:
    """Every name by which the group may be meant."""
    return {group.name, group.slug, *group.spellings, *(names_of(group.term) if group.term else ())}
