"""The end of a build: files are moved into the output folder, and the state records what is there now."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Set

from beilin.building.basis import pack
from beilin.building.index import Indexed
from beilin.building.options import BuildResult, Run, UnpublishableError
from beilin.building.plan import Planned
from beilin.building.remembered import Remembered, result_of
from beilin.building.snapshots import Seen
from beilin.files.segments import tidy
from beilin.files.snapshot import Snapshot, is_encodable, with_digests
from beilin.layout import CONTENT
from beilin.planning.link_graph import linking_paths, pack_links
from beilin.planning.unpublished import describe_unpublished
from beilin.problems.problem import has_errors
from beilin.publishing.foreign_files import find_obstacles, overwriting_faults
from beilin.publishing.output_folder import is_made_by_beilin
from beilin.publishing.packed_state import pack_problems, pack_templates
from beilin.publishing.staging import Staging, move_in
from beilin.publishing.state import Dependencies, LastPlan, Snapshots, State
from beilin.reading.content import ContentRead, output_of
from beilin.reading.file_rows import FileRow, without_extents
from beilin.rendering.asset_marks import digests_of
from beilin.text.dates import bounds_of
from beilin.text.overlay import overlaid

MAX_NAMED = 3


def publish(
    run: Run, last: Remembered, seen: Seen, planned: Planned, staging: Staging, indexed: Indexed
) -> tuple[BuildResult, Remembered]:
    """Move in what is staged, remove what is no longer planned, and commit the state.

    Returns what was done, and what the next build may rely on. Raises UnpublishableError, OSError; if
    `staging.has_changed` is then set, the next build completes the change.
    """
    inputs, before = planned.basis.inputs, last.state
    unplanned, remove = _unplanned(run, last, staging, planned, indexed)
    _check_output(staging, before, remove, inputs.content, inputs.config.base_path)
    moved_at = time.time_ns()
    if staging.waiting or remove:
        move_in(staging, remove, run.file.claim)
    plan = LastPlan(
        key=planned.key,
        request=run.options.request,
        today=inputs.today,
        day=bounds_of(inputs.today, inputs.config.time_zone),
        base_path=inputs.config.base_path,
        drafts=planned.drafts,
        pages=planned.count,
        # The state keeps no name that is not UTF-8 (`storable`).
        foreign=tuple(sorted(filter(is_encodable, unplanned - remove))),
        build=staging.build if staging.has_written or before.plan is None else before.plan.build,
        held_back=describe_unpublished(planned.basis.context.archive.unpublished),
        head=inputs.head,
        exposed=_exposed(inputs.content, before.plan, unplanned - remove, is_whole=planned.is_whole),
        hidden=_hidden(planned, before.plan),
        withheld=dict(planned.withheld),
        assets=digests_of(inputs.theme.assets),
        outdated=_outdated(planned, staging, before.plan),
        unindexed=indexed.unindexed,
    )
    rows: Mapping[str, FileRow] = inputs.content.rows
    if inputs.content.has_kept:
        rows = without_extents(rows, tidy(run.file.bodies, (row.extent for row in rows.values())))
    snapshots = Snapshots(_as_read(seen, rows), staging.snapshot_after(remove, moved_at))
    dependencies: Mapping[str, Dependencies] = staging.dependencies | planned.checks
    outputs, touched = staging.outputs, None
    links = before.links
    if planned.is_whole or planned.has_new_links:
        context = planned.basis.context
        links = pack_links(context.links, linking_paths(context.archive, context.targets))
    packed = pack_problems(planned.problems), pack_templates(planned.templates)
    if planned.is_whole:
        archive = pack(planned.basis)
        after = State(rows, outputs, dependencies, frozenset(), snapshots, plan, *packed, archive, links)
    else:
        touched = {path for path in seen.changed if path in rows} | outputs.keys() | dependencies.keys()
        kept = before.outputs
        if indexed.removed:
            kept = {path: output for path, output in kept.items() if path not in indexed.removed}
        after = State(
            rows, overlaid(kept, outputs), overlaid(before.dependencies, dependencies), frozenset(),
            snapshots, plan, *packed, before.archive, links,
        )  # fmt: skip
    run.file.commit(before, after, only=touched, removed=indexed.removed, index=indexed.state)
    result = result_of(after, plan, run.output)._replace(
        read=inputs.content.read,
        rendered=staging.rendered,
        written=len(staging.waiting),
        removed=len(remove),
        named=_some_written(planned, staging),
        withdrawn=_withdrawn(inputs.content, remove),
    )
    return result, Remembered(run.file, after, planned.basis)


def give_up(run: Run, last: Remembered, seen: Seen, failure: UnpublishableError) -> BuildResult:
    """Leave the site as it is, but remember what was read."""
    content = failure.content
    if content is None:
        return BuildResult(failure.problems, False, run.output)
    snapshots = Snapshots(_as_read(seen, content.rows), last.state.snapshots.output)
    run.file.commit(last.state, last.state._replace(files=content.rows, snapshots=snapshots, plan=None))
    return BuildResult(failure.problems, False, run.output, failure.base_path, read=content.read)


def _unplanned(
    run: Run, last: Remembered, staging: Staging, planned: Planned, indexed: Indexed
) -> tuple[Set[str], Set[str]]:
    """The files in the output folder that are not planned, and those of them to remove."""
    if planned.is_whole:
        unplanned = staging.seen.files.keys() - planned.outputs - staging.outputs.keys()
        return unplanned, unplanned if run.options.clean else unplanned & last.state.owned
    foreign = set(last.plan.foreign) if last.plan else set()
    strays = {path for path in staging.altered if path not in last.state.outputs}
    gone = indexed.removed & staging.seen.files.keys()
    return ((foreign | strays) & staging.seen.files.keys()) | gone, gone


def _hidden(planned: Planned, before: LastPlan | None) -> tuple[str, ...]:
    if planned.is_whole or before is None:
        return tuple(sorted(path for path in planned.outputs if "/." in f"/{path}"))
    return before.hidden


def _outdated(planned: Planned, staging: Staging, before: LastPlan | None) -> tuple[str, ...]:
    known = before.outdated if before and not planned.is_whole else ()
    return tuple(sorted({*known, *staging.outdated}))


def _withdrawn(content: ContentRead, removed: Set[str]) -> tuple[str, ...]:
    """The files under content/ whose copies are removed, because they are no longer published."""
    return tuple(path for path in _unpublished(content) if output_of(path) in removed) if removed else ()


def _exposed(content: ContentRead, before: LastPlan | None, foreign: Set[str], *, is_whole: bool) -> tuple[str, ...]:
    """The files under content/ that are not published, but of which an earlier build left a copy in the output."""
    if not foreign:
        return ()
    known = before.exposed if before and not is_whole else ()
    if content.withheld is not None:  # only those that unpublished Markdown shows are not known anew
        known = (*(path for path in known if path in content.rows), *_unpublished(content))
    return tuple(sorted({path for path in known if output_of(path) in foreign}))


def _unpublished(content: ContentRead) -> list[str]:
    paths = [file.path for file in content.withheld or ()]
    return sorted([*paths, *(problem.file for problem in content.problems if problem.code == "misplaced-markdown")])


def _check_output(staging: Staging, before: State, remove: Set[str], content: ContentRead, base_path: str) -> None:
    """Raises UnpublishableError if what is staged cannot be moved in."""
    if not staging.waiting:
        return
    seen = staging.seen
    problems = find_obstacles(staging.output, staging.waiting, seen.files, seen.folders, remove)
    if not is_made_by_beilin(staging.output):
        problems += overwriting_faults((staging.waiting & seen.files.keys()) - before.owned)
    if has_errors(problems):
        raise UnpublishableError(problems, content, base_path)


def _as_read(seen: Seen, rows: Mapping[str, FileRow]) -> dict[str, Snapshot]:
    """The snapshot of the sources to store: it must reveal every file that changed since it was read."""

    def digest_of(path: str) -> str:
        row = rows.get(f"{CONTENT}/{path}")
        return row.digest if row else ""

    return seen.sources | {CONTENT: with_digests(seen.sources[CONTENT], digest_of)}


def _some_written(planned: Planned, staging: Staging) -> tuple[str, ...]:
    """A few of the files that were written: pages if there are any, in the order of the plan."""
    pages: Iterable[str] = (page.output for page in planned.pages if page.output in staging.waiting)
    named = tuple(path for _, path in zip(range(MAX_NAMED), pages, strict=False))
    return named or tuple(sorted(staging.waiting)[:MAX_NAMED])
