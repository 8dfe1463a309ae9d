"""An export for the command of that name: read and planned as for a build, and written to a file of the user's."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
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
from beilin.layout import ARTICLES, CONTENT
from beilin.parallel.executor import Workers
from beilin.planning.article_names import named_articles
from beilin.planning.context import Context, TrackedContext
from beilin.planning.export_scopes import ARTICLE, Scope, article_scope, group_scope, whole_archive
from beilin.planning.exports import export_of
from beilin.planning.groupings import BY_KIND
from beilin.planning.groups import Group
from beilin.planning.includes import missing_part, part_file
from beilin.problems.problem import Problem, has_errors
from beilin.reading.bodies import BodySource
from beilin.reading.tags import names_of
from beilin.rendering.written import Sources, write_file
from beilin.text.names import same_name
from beilin.text.yaml.schema import did_you_mean

# Gives the value that describes the file. Raises NothingToExportError.
MakeValue = Callable[[TrackedContext], object]


class NothingToExportError(Exception):
    """No published article belongs to what was asked for."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The articles to export: those of a group, a single one, or all."""

    kind: str = ""  # of the group, such as "tag", or "article"; "" for all articles
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
    problems = (*inputs.problems, *basis.problems, *_missing_parts(basis.context))
    if has_errors(problems):
        return problems
    content = inputs.content
    bodies = BodySource(root, reader.settings, last.file.bodies, content.rows, content.bodies)
    value = make(TrackedContext(basis.context))
    failure = _write_whole(path, partial(write_file, value, Sources(root, bodies.get)))
    return (*problems, failure) if failure else problems


def _missing_parts(context: Context) -> Iterator[Problem]:
    """An error for each part that an article includes and the archive does not have."""
    parts = context.targets.parts
    for path in context.archive.articles:
        record = context.records[path]
        for reference in record.references:
            if reference.kind == "part" and part_file(reference, parts) not in parts:
                yield missing_part(record.summary, reference, parts)


def _write_whole(path: Path, write: Callable[[Path], Problem | None]) -> Problem | None:
    """Have the file written beside its place, and move it there if that succeeds. Raises OSError."""
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}-{path.name}")
    try:
        problem = write(temporary)
        if problem is None:
            temporary.replace(path)
    except OSError as error:
        if error.filename in (None, str(temporary)):
            error.filename = str(path)  # the one that the user knows; a full disk names none
        raise
    finally:
        temporary.unlink(missing_ok=True)
    return problem


def exported(root: Path, form: ExportFormat, selection: Selection, context: TrackedContext) -> object:
    """The value of an export of the selected articles. Raises NothingToExportError."""
    return export_of(context, form, _scope(root, context, selection))


def _scope(root: Path, context: TrackedContext, selection: Selection) -> Scope:
    if not selection.kind:
        return whole_archive(context)
    if selection.kind == ARTICLE:
        return article_scope(context, _article(root, context, selection.name))
    grouping = BY_KIND[selection.kind]
    groups = context.archive.groups[grouping.kind]
    for group in groups:
        if any(same_name(selection.name, name) for name in _names(group)):
            return group_scope(context, grouping, group.slug)
    hint = did_you_mean(selection.name, [group.name for group in groups])
    raise NothingToExportError(f"No article has the {selection.kind} {selection.name!r}. {hint}".rstrip())


def _article(root: Path, context: TrackedContext, name: str) -> str:
    """The Markdown file of the published article that is meant."""
    held = [one.path for one in context.archive.unpublished if one.path.startswith(ARTICLES)]
    summaries = [context.summary(path) for path in (*context.archive.articles, *held)]
    found = named_articles(root, context.site.config, summaries, name)
    if not found:
        hint = did_you_mean(name, [summary.slug for summary in summaries]) or "`build.py list` lists all articles."
        raise NothingToExportError(f"There is no article {name!r}. {hint}")
    if len(found) > 1:
        paths = " and ".join(summary.path for summary in found)
        raise NothingToExportError(f"{name!r} is ambiguous; it fits {paths}. Give the file or the address.")
    path = found[0].path
    if path in held or found[0].draft:
        raise NothingToExportError(f"{path} is not published. `build.py explain {path}` says why.")
    return path


def _names(group: Group) -> Collection[str]:
    """Every name by which the group may be meant."""
    return {group.name, group.slug, *group.spellings, *(names_of(group.term) if group.term else ())}
