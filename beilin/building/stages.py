"""The stages in order: read, plan, render, publish. The only place that knows them all."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Set
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from beilin.building.code_version import code_fingerprint
from beilin.building.inputs import (
    Gathered,
    Inputs,
    Planned,
    has_page,
    plan_changes,
    plan_everything,
    plan_known,
)
from beilin.building.options import BuildOptions as BuildOptions
from beilin.building.options import BuildResult as BuildResult
from beilin.building.options import Memory, Reporting, Run, result_again, result_of
from beilin.building.output_problems import faults_of_overwriting
from beilin.building.remembered import packed_facts, recalled
from beilin.building.render import compiled_templates, make_stale_pages, stale_pages
from beilin.building.sources import snapshot_sources
from beilin.config import Config, read_config
from beilin.files.snapshot import Snapshot, with_digests
from beilin.parallel.executor import Workers
from beilin.problems.problem import Problem, has_errors
from beilin.publishing.output_folder import (
    find_obstacles,
)
from beilin.publishing.publish import Staging, Wanted, move_in
from beilin.publishing.rows import read_all
from beilin.publishing.staging_folder import open_staging
from beilin.publishing.state import (
    FOLDER,
    PlanMemo,
    Snapshots,
    State,
)
from beilin.reading.bodies import BodySource, tidy
from beilin.reading.data_files import data_files
from beilin.reading.files import CONTENT, Content, sort_content, tags_data
from beilin.reading.image_cache import read_images
from beilin.reading.memo import ContentRead, FileMemo, read_content, without_places
from beilin.reading.settings import ReaderSettings
from beilin.rendering.theme import Theme, load_theme
from beilin.text.dates import today_in
from beilin.text.lazily import overlaid

MAX_NAMED = 3


def build_shown(
    run: Run, memory: Memory, known: tuple[Inputs, Gathered] | None, only: Collection[str]
) -> BuildResult | None:
    """A build after a change of the files `only`, and of nothing in them but what is shown; None where it is more."""
    before = run.before
    if known is None or before.plan is None:
        return None
    sources, changed = snapshot_sources(run.root, before.snapshots.sources, only)
    staging = Staging(run.output, before.snapshots.output, frozenset(), before.outputs, before.plan.build + 1)
    content = _read_shown(run, known[0].config, known[0].content.memos, changed)
    planned = _plan_shown(run, staging, content, changed, known) if content else None
    return _make(run, memory, sources, changed, staging, *planned) if planned else None


def build_changed(
    run: Run,
    memory: Memory,
    known: tuple[Inputs, Gathered] | None,
    looked: tuple[dict[str, Snapshot], Set[str]],
    output: tuple[Snapshot, Set[str]],
) -> BuildResult:
    """A build after a look at all sources and at the output: what lies there, and what of it may have changed."""
    before = run.before
    sources, changed = looked
    if before.plan:
        number = before.plan.build + 1
    else:
        number = 1 + max((made.build for made in before.outputs.values()), default=0)
    seen, altered = output
    staging = Staging(run.output, seen, altered, before.outputs, number)
    config, problems = read_config(run.root, base_url=run.options.base_url)
    if config is None or has_errors(problems):
        return BuildResult(tuple(problems), False, run.output)
    if not altered and not memory.is_lasting and (content := _read_shown(run, config, before.files, changed)):
        today = run.options.today or today_in(config.time_zone)
        last = recalled(run.root, config, today=today, drafts=run.options.drafts, before=before)
        if last and (shown := _plan_shown(run, staging, content, changed, last)):
            return _make(run, memory, sources, changed, staging, *shown)
    inputs = read_inputs(
        run.root, config, run.options, before, run.state_file.bodies, run.workers, run.reporting,
        (sources[CONTENT], changed),
    )  # fmt: skip
    told = (*problems, *inputs.problems)
    if inputs.theme is None or has_errors(inputs.problems):
        return _give_up(run, sources, inputs, (*told, *inputs.authority[1], *inputs.data[1]))
    planned = plan_changes(inputs, before, staging, known[1] if known else None)
    if planned is None:
        read_all(before.outputs)
        planned = plan_everything(inputs, known)
    told = (*told, *planned.problems)
    if has_errors(told):
        return _give_up(run, sources, inputs, told)
    return _make(run, memory, sources, changed, staging, inputs, planned, told)


def _make(
    run: Run, memory: Memory, sources: dict[str, Snapshot], changed: Set[str], staging: Staging, inputs: Inputs,
    planned: Planned, told: tuple[Problem, ...],
) -> BuildResult:  # fmt: skip
    """Render and publish what was planned, and remember all of it."""
    before, seen, number = run.before, staging.seen, staging.build
    assert inputs.theme
    wanted = stale_pages(planned, staging)
    files = [file for file in inputs.files if not staging.keep_if_same(file)] if planned.is_whole else []
    if wanted or files:
        open_staging(run.output)
        places = inputs.content.memos
        bodies = BodySource(
            run.root, reader_settings(inputs.config), run.state_file.bodies, places, inputs.content.bodies
        )
        progress = partial(run.reporting.progress, "Rendering")
        found = make_stale_pages(run.root, wanted, planned, inputs.theme, staging, bodies, run.workers, progress)
        told = (*told, *found)
        for file in files:
            staging.copy(file.output, run.root / file.source, file.digest, file.content)
    unplanned, remove = _unplanned(run, staging, planned)
    if not has_errors(told) and staging.waiting:
        obstacles = find_obstacles(run.output, staging.waiting, seen.files, seen.folders, remove)
        told = (*told, *obstacles, *faults_of_overwriting(staging, before))
    if has_errors(told):
        return _give_up(run, sources, inputs, told)
    moved_at = time.time_ns()
    if staging.waiting or remove:
        move_in(staging, remove, run.state_file.claim)
    foreign = tuple(sorted(unplanned - remove))
    is_kept = not (wanted or files) and before.plan is not None
    config = inputs.config
    plan = PlanMemo(
        key=planned.key,
        request=run.request,
        today=inputs.today,
        time_zone=config.time_zone,
        base_path=config.base_path,
        problems=planned.problems,
        told=told,
        drafts=planned.drafts,
        pages=planned.count,
        facts=planned.facts,
        foreign=foreign,
        build=number - 1 if is_kept else number,
    )
    memos = inputs.content.memos
    if inputs.content.has_kept:
        memos = without_places(memos, tidy(run.state_file.bodies, (memo.place for memo in memos.values())))
    snapshots = Snapshots(_as_read(sources, memos), staging.snapshot_after(remove, moved_at))
    if planned.is_whole:
        facts = packed_facts(inputs, planned.gathered) if planned.gathered else b""
        after = State(memos, staging.outputs, frozenset(), snapshots, plan, facts)
        run.state_file.commit(before, after)
    else:
        outputs = overlaid(before.outputs, staging.outputs)
        after = State(memos, outputs, frozenset(), snapshots, plan, before.facts)
        touched = {path for path in changed if path in memos}
        run.state_file.commit(before, after, only=touched | staging.outputs.keys())
    memory.state, memory.stamp = after, run.state_file.stamp()
    memory.planned_from = (inputs, planned.gathered) if planned.gathered else None
    if memory.is_lasting:
        _make_ready(run.root, inputs.theme, planned)
    return replace(
        result_of(run, plan),
        read=inputs.content.read,
        rendered=len(wanted),
        written=len(staging.waiting),
        removed=len(remove),
        named=_some_written(wanted, planned, staging),
    )


def _make_ready(root: Path, theme: Theme, planned: Planned) -> None:
    """Import the parser and compile the templates, so that the first save need not wait for that."""
    from beilin.reading.markdown import parser
    from beilin.rendering.pages import environment_for

    parser()
    environment = environment_for(theme.templates, compiled_templates(root))
    for name in planned.facts:
        with suppress(Exception):  # what is wrong with a template is told when a page is made with it
            environment.get_template(name)


def _some_written(wanted: list[Wanted], planned: Planned, staging: Staging) -> tuple[str, ...]:
    """A few of the files that were written: pages, where there are any, in the order of the plan."""
    pages = [planned.pages[want.number].output for want in wanted[:MAX_NAMED]]
    return tuple(path for path in pages if path in staging.waiting) or tuple(sorted(staging.waiting)[:MAX_NAMED])


def _read_shown(run: Run, config: Config, memos: Mapping[str, FileMemo], changed: Set[str]) -> ContentRead | None:
    """The changed files anew, where nothing but what is shown of articles and pages has changed; else None.

    `memos` are those that the last plan was made from.
    """
    if run.before.plan is None or result_again(run) is None:
        return None
    if not all(has_page(path) and path in memos for path in changed):
        return None
    settings = reader_settings(config)
    content = read_content(
        run.root, Content(markdown=sorted(changed)), settings, reading_key(settings), memos, changed,
        run.workers, run.state_file.bodies, lambda *_: None,
    )  # fmt: skip
    if has_errors(content.problems) or content.memos.keys() != changed:
        return None
    if any(memo.shape != memos[path].shape or not memo.record for path, memo in content.memos.items()):
        return None
    return content


def _plan_shown(
    run: Run, staging: Staging, content: ContentRead, changed: Set[str], known: tuple[Inputs, Gathered]
) -> tuple[Inputs, Planned, tuple[Problem, ...]] | None:
    """The plan for what `_read_shown` has read, without a look at anything else, and all that is to be told."""
    plan = run.before.plan
    assert plan
    last, gathered = known
    whole = replace(
        last.content,
        memos=overlaid(last.content.memos, content.memos),
        bodies=content.bodies,
        read=content.read,
        has_kept=False,
    )
    inputs = replace(last, content=whole)
    planned = plan_known(inputs, run.before, staging, gathered, changed)
    if planned is None or planned.shown is None:
        return None
    touched = planned.shown | changed  # what was saved without a change is told of anew as well
    gone = {problem for problem in plan.problems if problem.file in touched}
    told = [problem for problem in plan.told if problem.file not in changed and problem not in gone]
    told += [*content.problems, *(problem for problem in planned.problems if problem.file in touched)]
    return inputs, planned, tuple(told)


def read_inputs(
    root: Path,
    config: Config,
    options: BuildOptions,
    before: State,
    bodies: Path | None,
    workers: Workers,
    reporting: Reporting,
    looked: tuple[Snapshot, Set[str]] | None = None,
) -> Inputs:
    """All that a plan is made from, as it stands now.

    `bodies` is the folder for bodies that are read, if they are wanted; `looked` what lies in content/, and what of all
    sources may have changed since `before`, where that is known.
    """
    if looked is None:
        sources, changed = snapshot_sources(root, before.snapshots.sources)
        looked = sources[CONTENT], changed
    read_all(before.files)
    settings = reader_settings(config)
    progress = partial(reporting.progress, "Reading")
    content = read_content(
        root, sort_content(root, looked[0]), settings, reading_key(settings), before.files, looked[1], workers, bodies,
        progress,
    )  # fmt: skip
    looking = partial(reporting.progress, "Looking at images")
    content.static, found = read_images(root, content.static, root / FOLDER / "images", workers, looking)
    theme, problems = load_theme(root, config.theme, config.language)
    data, unread = data_files(root)
    return Inputs(
        config=config,
        content=content,
        tags=tags_data(root),
        data_files=data,
        theme=theme,
        today=options.today or today_in(config.time_zone),
        drafts=options.drafts,
        problems=(*content.problems, *found, *problems, *unread),
    )


def reader_settings(config: Config) -> ReaderSettings:
    """All of the configuration that reading a file depends on."""
    return ReaderSettings(config.language, config.time_zone)


def reading_key(settings: ReaderSettings) -> str:
    """All that reading a file depends on beside its bytes."""
    return f"{code_fingerprint()} {settings}"


def _unplanned(run: Run, staging: Staging, planned: Planned) -> tuple[Set[str], Set[str]]:
    """The files in the output that are not planned, and those of them that are Beilin's, or are not to stay."""
    if planned.is_whole:
        unplanned = staging.seen.files.keys() - planned.outputs
        return unplanned, unplanned if run.options.clean else unplanned & run.before.owned
    was = set(run.before.plan.foreign) if run.before.plan else set()
    strays = {path for path in staging.altered if path not in run.before.outputs}
    return (was | strays) & staging.seen.files.keys(), frozenset()


def _give_up(run: Run, sources: dict[str, Snapshot], inputs: Inputs, problems: Iterable[Problem]) -> BuildResult:
    """Leave the site as it is, but remember what was read."""
    memos = inputs.content.memos
    snapshots = Snapshots(_as_read(sources, memos), run.before.snapshots.output)
    run.state_file.commit(run.before, replace(run.before, files=memos, snapshots=snapshots, plan=None))
    return BuildResult(tuple(problems), False, run.output, inputs.config.base_path, read=inputs.content.read)


def _as_read(sources: dict[str, Snapshot], memos: Mapping[str, FileMemo]) -> dict[str, Snapshot]:
    """The look at the sources to remember: it must tell of every file that is no longer as it was read."""

    def digest_of(path: str) -> str:
        memo = memos.get(f"{CONTENT}/{path}")
        return memo.digest if memo else ""

    return sources | {CONTENT: with_digests(sources[CONTENT], digest_of)}
