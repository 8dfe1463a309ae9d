"""The whole line, stage by stage: read, plan, render, publish. The only place that knows all stages."""

from __future__ import annotations

import errno
import gc
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from beilin.changes import Gathered, Inputs, Planned, plan_changes, plan_everything, reason_to_render
from beilin.config import Config, read_config
from beilin.model import InputChangedError, Problem, has_errors
from beilin.publishing.lock import output_lock
from beilin.publishing.output_folder import (
    MARKER,
    MARKER_TEXT,
    find_obstacles,
    is_made_by_beilin,
    look_at_output,
    name_foreign,
)
from beilin.publishing.publish import Staging, Wanted, move_in
from beilin.publishing.staging_folder import open_staging, sweep
from beilin.publishing.state import FOLDER, DamagedStateError, PlanMemo, State, StateFile, state_path
from beilin.reading.bodies import BodySource, tidy
from beilin.reading.data_files import data_files
from beilin.reading.files import CONTENT, scan_content, tags_data
from beilin.reading.image_cache import read_images
from beilin.reading.memo import read_content, without_places
from beilin.reading.settings import ReaderSettings
from beilin.rendering.keys import render_key
from beilin.rendering.theme import load_theme
from beilin.salt import program_salt
from beilin.text.dates import today_in
from beilin.workers import Workers, batches

Progress = Callable[[str, int, int], None]
MOST_RESTARTS = 3
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How this build differs from what site.yaml says."""

    output: Path | None = None  # default: site/, or .beilin/preview/ with drafts
    base_url: str | None = None
    drafts: bool = False
    today: str | None = None  # YYYY-MM-DD; default: the day it is in the site's time zone
    clean: bool = False  # forget the state, and remove what is not planned from an output folder that Beilin made
    jobs: int | None = None  # processes; default: one for each processor


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did."""

    problems: tuple[Problem, ...]
    published: bool  # whether the output folder now is the site; if not, it is as it was
    output: Path
    base_path: str = "/"
    draft_paths: frozenset[str] = frozenset()  # output paths of pages that show drafts
    read: int = 0  # Markdown files
    pages: int = 0
    rendered: int = 0
    written: int = 0
    removed: int = 0
    seconds: float = 0.0
    named: tuple[str, ...] = ()  # some of the files written, for people


@dataclass(slots=True)
class Memory:
    """What a process that builds again and again need not load again."""

    state: State | None = None  # as this process left it
    stamp: bytes = b""  # of the state file then; another process's build gives it another
    gathered: Gathered | None = None


@dataclass(frozen=True, slots=True)
class Reporting:
    """Where a build tells what goes on while it runs."""

    say: Callable[[str], None] = lambda _words: None
    progress: Progress = lambda _what, _done, _count: None


def output_folder(root: Path, options: BuildOptions) -> Path:
    """Where the build goes: drafts never reach site/ by default."""
    if options.output is not None:
        return Path(root, options.output).absolute()
    return root / FOLDER / "preview" if options.drafts else root / "site"


def build(
    root: Path, options: BuildOptions, reporting: Reporting | None = None, memory: Memory | None = None
) -> BuildResult:
    """Build the archive at `root`. All problems come in the result; where one is an error the old site stands.

    `memory` is that of the builds before in this process, with the same root and options.
    """
    started = time.perf_counter()
    memory = memory or Memory()
    reporting = reporting or Reporting()
    output = output_folder(root, options)
    config, problems = read_config(root, base_url=options.base_url)
    if fault := _fault_of_output(root, output, options):
        problems.append(fault)
    if config is None or has_errors(problems):
        return BuildResult(tuple(problems), False, output)
    try:
        with output_lock(output, root, reporting.say), _without_collecting():
            result = _build_again_while_changing(root, output, config, options, reporting, memory)
    except OSError as error:
        result = BuildResult((_system_problem(error, output),), False, output, config.base_path)
    return replace(result, problems=(*problems, *result.problems), seconds=time.perf_counter() - started)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Without the search for cyclic garbage, of which a build makes little and which would look at all facts often."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _build_again_while_changing(
    root: Path, output: Path, config: Config, options: BuildOptions, reporting: Reporting, memory: Memory
) -> BuildResult:
    state_file = StateFile(state_path(root, output), program_salt())
    if options.clean:
        state_file.discard()
    for _ in range(MOST_RESTARTS):
        try:
            return _build(root, output, config, options, reporting, state_file, memory)
        except DamagedStateError as error:
            reporting.say(f"The state of the last build is damaged ({error}); building without it.")
            state_file.discard()
        except InputChangedError:
            reporting.say("A file changed while it was built; building again.")
        finally:
            sweep(output)
    problem = Problem(
        "never-quiet", "the archive keeps changing while it is built", hint="Build again when it is quiet."
    )
    return BuildResult((problem,), False, output, config.base_path)


def _build(
    root: Path,
    output: Path,
    config: Config,
    options: BuildOptions,
    reporting: Reporting,
    state_file: StateFile,
    memory: Memory,
) -> BuildResult:
    is_remembered = memory.state is not None and memory.stamp == state_file.stamp() != b""
    before = memory.state if memory.state is not None and is_remembered else state_file.load()
    known = memory.gathered if is_remembered else None
    memory.state = memory.gathered = None  # until this build has come to its end
    with Workers(options.jobs) as workers:
        inputs = read_inputs(root, config, options, before, state_file.bodies, workers, reporting)
        if inputs.theme is None or has_errors(inputs.problems):
            return _give_up(inputs, (*inputs.problems, *inputs.authority[1]), output, before, state_file)
        was = before.plan
        number = 1 + max((made.build for made in before.outputs.values()), default=0)
        there = {*before.outputs, *(was.foreign if was else ())}
        staging = Staging(output, *look_at_output(output, there, was.folders if was else {}), before.outputs, number)
        planned = plan_changes(inputs, before, staging, known) or plan_everything(inputs)
        problems = [*inputs.problems, *planned.problems]
        if has_errors(problems):
            return _give_up(inputs, problems, output, before, state_file)
        wanted = _wanted(planned, staging)
        files = [file for file in inputs.files if not staging.keep_if_same(file)]
        if wanted or files:
            open_staging(output)
            problems += _make_pages(root, wanted, planned, inputs, staging, state_file.bodies, workers, reporting)
            for file in files:
                staging.copy(file.output, root / file.source, file.digest, file.content)
    unplanned = staging.present.keys() - planned.outputs
    remove = unplanned if options.clean else unplanned & before.owned
    if not has_errors(problems) and staging.waiting:
        problems += find_obstacles(output, staging.waiting, staging.present, staging.folders, remove)
        problems += _fault_of_overwriting(staging, before)
    if has_errors(problems):
        return _give_up(inputs, problems, output, before, state_file)
    if staging.waiting or remove:
        move_in(staging, remove, state_file.claim)
    foreign = tuple(sorted(unplanned - remove))
    plan = PlanMemo(
        inputs.key,
        planned.problems,
        planned.drafts,
        planned.count,
        planned.facts,
        staging.folders_after(remove),
        foreign,
    )
    owned = before.owned if before.owned == planned.outputs else planned.outputs
    memos = inputs.content.memos
    if inputs.content.has_kept:
        memos = without_places(memos, tidy(state_file.bodies, (memo.place for memo in memos.values())))
    after = State(memos, staging.outputs_after(), owned, plan)
    if after != before:
        state_file.commit(before, after)
    memory.state, memory.stamp, memory.gathered = after, state_file.stamp(), planned.gathered
    return BuildResult(
        problems=(*problems, *name_foreign(output, foreign)),
        published=True,
        output=output,
        base_path=config.base_path,
        draft_paths=frozenset(planned.drafts),
        read=inputs.content.read,
        pages=planned.count,
        rendered=len(wanted),
        written=len(staging.waiting),
        removed=len(remove),
        named=_some_written(wanted, planned, staging),
    )


def read_inputs(
    root: Path,
    config: Config,
    options: BuildOptions,
    before: State,
    bodies: Path | None,
    workers: Workers,
    reporting: Reporting,
) -> Inputs:
    """All that a plan is made from, as it stands now; `bodies` is the folder for bodies that are read, if wanted."""
    settings = reader_settings(config)
    key = f"{program_salt()} {settings}"
    progress = partial(reporting.progress, "Reading")
    content = read_content(root, scan_content(root), settings, key, before.files, workers, bodies, progress)
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


def _wanted(planned: Planned, staging: Staging) -> list[Wanted]:
    """The pages that are not fresh; the others stay as they are."""
    wanted = []
    for number, page in enumerate(planned.pages):
        # Where no output is known no key is needed to tell: whichever process renders the page makes its key too.
        key = ""
        if page.output in staging.known:
            facts = planned.facts[page.template]
            key = render_key(program_salt(), facts, page.values(facts.names))
            if staging.keep_if_fresh(page.output, key):
                continue
        wanted.append(Wanted(number, key))
    return wanted


def _make_pages(
    root: Path, wanted: list[Wanted], planned: Planned, inputs: Inputs, staging: Staging, bodies: Path,
    workers: Workers, reporting: Reporting,
) -> list[Problem]:  # fmt: skip
    """Render and stage the wanted pages; one problem for each fault in a template, with the pages that it spoils."""
    if not wanted:
        return []
    # Imported here: a build in which nothing changed renders nothing, and Jinja takes long to import.
    from beilin.publishing.pages import PageJob, make_pages

    assert inputs.theme
    places = {path: memo.place for path, memo in inputs.content.memos.items()}
    source = BodySource(root, reader_settings(inputs.config), bodies, places, inputs.content.bodies)
    templates = inputs.theme.templates
    job = PageJob(
        root, staging.output, program_salt(), planned.pages, planned.facts, templates, source, staging.present
    )
    spoiled: dict[Problem, list[str]] = {}
    done = 0
    for answers in workers.map(partial(make_pages, job), batches(wanted), len(wanted)):
        for number, key, digest, is_staged, problem in answers:
            page = planned.pages[number]
            if problem:
                spoiled.setdefault(problem, []).append(page.origin)
            elif not spoiled:
                reason = reason_to_render(staging, page.output, key)
                staging.note(page.output, digest, key, reason, is_staged=is_staged)
        done += len(answers)
        reporting.progress("Rendering", done, len(wanted))
    problems = []
    for problem, spoilt in spoiled.items():
        more = f" and {len(spoilt) - 1} more" if len(spoilt) > 1 else ""
        problems.append(replace(problem, message=f"{problem.message} (in the page for {spoilt[0]}{more})"))
    return problems


def _some_written(wanted: list[Wanted], planned: Planned, staging: Staging) -> tuple[str, ...]:
    """A few of the files that were written: pages, where there are any, in the order of the plan."""
    pages = [planned.pages[want.number].output for want in wanted[:MOST_NAMED]]
    return tuple(path for path in pages if path in staging.waiting) or tuple(sorted(staging.waiting)[:MOST_NAMED])


def _give_up(
    inputs: Inputs, problems: Iterable[Problem], output: Path, before: State, state_file: StateFile
) -> BuildResult:
    """Leave the site as it is, but remember what was read."""
    state_file.commit(before, replace(before, files=inputs.content.memos, plan=None))
    return BuildResult(tuple(problems), False, output, inputs.config.base_path, read=inputs.content.read)


def _fault_of_output(root: Path, output: Path, options: BuildOptions) -> Problem | None:
    """Why the output folder cannot be used, if so."""
    shown = str(options.output or output.name)
    kept = [root / CONTENT, root / "themes"]
    if root.is_relative_to(output) or any(output.is_relative_to(folder) for folder in kept):
        hint = "Choose a folder that holds nothing else."
        return Problem("bad-output", "the output folder holds the archive itself, or is a part of it", shown, hint=hint)
    if options.drafts and output == root / "site":
        return Problem(
            "bad-output", "drafts do not go into site/, which is deployed", shown, hint="Choose another --output."
        )
    if options.clean and not is_made_by_beilin(output):
        hint = f"Remove what is in it yourself, or put a {MARKER} there that begins {MARKER_TEXT.splitlines()[0]!r}."
        return Problem("not-ours", "--clean refuses a folder that Beilin did not make", shown, hint=hint)
    return None


def _fault_of_overwriting(staging: Staging, before: State) -> list[Problem]:
    """An error for each file that would be written over in a folder that Beilin did not make."""
    if is_made_by_beilin(staging.output):
        return []
    foreign = sorted(staging.waiting & staging.present.keys() - before.owned)
    hint = "Move it away, or choose another output folder."
    return [
        Problem("not-ours", f"{path} is there already, and Beilin did not make it", path, hint=hint) for path in foreign
    ]


def _system_problem(error: OSError, output: Path) -> Problem:
    name = error.filename or output
    shown = Path(name).relative_to(output.parent) if Path(name).is_relative_to(output.parent) else Path(name)
    hint = (
        "Free some space." if error.errno == errno.ENOSPC else "Check that the folder can be written, then build again."
    )
    return Problem("not-written", f"cannot be written: {error.strerror or error}", str(shown), hint=hint)
