"""The whole line, stage by stage: read, plan, render, publish. The only place that knows all stages."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from beilin import __version__
from beilin.config import Config, read_config
from beilin.model import InputChangedError, Problem, has_errors
from beilin.planning import addresses
from beilin.planning.archive import gather
from beilin.planning.page import scene_of
from beilin.planning.plan import plan_site
from beilin.publishing.lock import output_lock
from beilin.publishing.output_folder import (
    MARKER,
    MARKER_TEXT,
    find_obstacles,
    is_made_by_beilin,
    name_foreign,
    scan_output,
)
from beilin.publishing.publish import Staging, move_in, open_staging, stage_files, sweep, with_signatures
from beilin.publishing.state import FOLDER, DamagedStateError, State, StateFile, state_path
from beilin.reading.article import ReaderSettings
from beilin.reading.files import CONTENT, read_tags, scan_content
from beilin.reading.memo import ContentRead, read_content
from beilin.rendering.batches import environment_for, render_pages
from beilin.rendering.environment import template_facts
from beilin.rendering.render import render_key
from beilin.rendering.theme import load_theme
from beilin.salt import program_salt
from beilin.text.dates import today_in
from beilin.workers import Workers

Progress = Callable[[str, int, int], None]
MOST_RESTARTS = 3


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


def build(root: Path, options: BuildOptions, reporting: Reporting | None = None) -> BuildResult:
    """Build the archive at `root`. All problems come in the result; where one is an error the old site stands."""
    started = time.perf_counter()
    reporting = reporting or Reporting()
    output = output_folder(root, options)
    config, problems = read_config(root, base_url=options.base_url)
    if fault := _fault_of_output(root, output, options):
        problems.append(fault)
    if config is None or has_errors(problems):
        return BuildResult(tuple(problems), False, output)
    try:
        with output_lock(output, root, reporting.say):
            result = _build_again_while_changing(root, output, config, options, reporting)
    except OSError as error:
        result = BuildResult((_system_problem(error, output),), False, output, config.base_path)
    return replace(result, problems=(*problems, *result.problems), seconds=time.perf_counter() - started)


def _build_again_while_changing(
    root: Path, output: Path, config: Config, options: BuildOptions, reporting: Reporting
) -> BuildResult:
    state_file = StateFile(state_path(root, output), program_salt())
    if options.clean:
        state_file.discard()
    for _ in range(MOST_RESTARTS):
        try:
            return _build(root, output, config, options, reporting, state_file)
        except DamagedStateError as error:
            reporting.say(f"The state of the last build is damaged ({error}); building without it.")
            state_file.discard()
        except InputChangedError:
            reporting.say("A file changed while it was built; building again.")
        finally:
            sweep(output)
    problem = Problem("error", "the archive keeps changing while it is built", hint="Build again when it is quiet.")
    return BuildResult((problem,), False, output, config.base_path)


def _build(
    root: Path, output: Path, config: Config, options: BuildOptions, reporting: Reporting, state_file: StateFile
) -> BuildResult:
    before = state_file.load()
    with Workers(options.jobs) as workers:
        content = _read(root, config, before, workers, state_file, reporting)
        authority, tag_problems = read_tags(root)
        theme, theme_problems = load_theme(root, config.theme)
        problems = [*content.problems, *tag_problems, *theme_problems]
        if theme is None or has_errors(problems):
            return _give_up(problems, output, config, content, before, state_file)

        today = options.today or today_in(config.time_zone)
        articles, pages = content.records(addresses.ARTICLES), content.records(addresses.PAGES)
        archive, found = gather(articles, pages, authority, today=today, drafts=options.drafts)
        problems += found
        asset_paths = {name: file.output for name, file in theme.assets.items()}
        scene = scene_of(config, __version__, asset_paths, frozenset(theme.templates))
        files = [*content.static, *theme.assets.values()]
        records = {record.summary.path: record for record in [*articles, *pages]}
        digests = {path: memo.digest for path, memo in content.memos.items()}
        plan = plan_site(archive, scene, files, records, digests)
        problems += plan.problems
        facts, found = template_facts(
            environment_for(theme.templates), theme.templates, {page.template for page in plan.pages}
        )
        problems += found
        if has_errors(problems):
            return _give_up(problems, output, config, content, before, state_file)

        open_staging(output)
        staging = Staging(output, scan_output(output), before.outputs)
        keys = {page.output: render_key(program_salt(), facts[page.template], page.view) for page in plan.pages}
        stale = [page for page in plan.pages if not _is_fresh(page.output, keys[page.output], staging)]
        progress = partial(reporting.progress, "Rendering")
        rendered = render_pages(root, stale, facts, theme.templates, state_file.bodies, workers, progress)
        problems += _stage(rendered, staging, keys, {page.output: page.origin for page in stale})
        stage_files(root, files, staging)
    planned = frozenset(page.output for page in plan.pages) | {file.output for file in files}
    unplanned = staging.present.keys() - planned
    remove = unplanned if options.clean else unplanned & before.owned
    if not has_errors(problems):
        problems += find_obstacles(output, staging.waiting, staging.present, remove)
        problems += _fault_of_overwriting(staging, before)
    if has_errors(problems):
        return _give_up(problems, output, config, content, before, state_file)
    move_in(staging, remove, state_file.claim)
    state_file.commit(before, State(content.memos, with_signatures(staging), planned))
    problems += name_foreign(output, unplanned - remove)
    return BuildResult(
        problems=tuple(problems),
        published=True,
        output=output,
        base_path=config.base_path,
        draft_paths=frozenset(page.output for page in plan.pages if page.is_draft),
        read=content.read,
        pages=len(plan.pages),
        rendered=len(stale),
        written=len(staging.waiting),
        removed=len(remove),
    )


def _read(
    root: Path, config: Config, before: State, workers: Workers, state_file: StateFile, reporting: Reporting
) -> ContentRead:
    settings = ReaderSettings(config.language, config.time_zone)
    key = f"{program_salt()} {settings}"
    progress = partial(reporting.progress, "Reading")
    return read_content(root, scan_content(root), settings, key, before.files, workers, state_file.add_bodies, progress)


def _is_fresh(path: str, key: str, staging: Staging) -> bool:
    known = staging.known.get(path)
    if known is None or known.key != key or not staging.is_intact(path):
        return False
    staging.keep(path, key)
    return True


def _stage(
    rendered: Iterator[tuple[str, bytes | Problem]], staging: Staging, keys: dict[str, str], origins: dict[str, str]
) -> list[Problem]:
    """Stage each page; one problem for each fault in a template, with the pages that it spoils."""
    spoiled: dict[Problem, list[str]] = {}
    for path, result in rendered:
        if isinstance(result, Problem):
            spoiled.setdefault(result, []).append(origins[path])
        elif not spoiled:
            staging.put(path, result, keys[path])
    problems = []
    for problem, spoilt in spoiled.items():
        more = f" and {len(spoilt) - 1} more" if len(spoilt) > 1 else ""
        problems.append(replace(problem, message=f"{problem.message} (in the page for {spoilt[0]}{more})"))
    return problems


def _give_up(
    problems: list[Problem], output: Path, config: Config, content: ContentRead, before: State, state_file: StateFile
) -> BuildResult:
    """Leave the site as it is, but remember what was read."""
    state_file.commit(before, replace(before, files=content.memos))
    return BuildResult(tuple(problems), False, output, config.base_path, read=content.read)


def _fault_of_output(root: Path, output: Path, options: BuildOptions) -> Problem | None:
    """Why the output folder cannot be used, if so."""
    shown = str(options.output or output.name)
    kept = [root / CONTENT, root / "themes"]
    if root.is_relative_to(output) or any(output.is_relative_to(folder) for folder in kept):
        hint = "Choose a folder that holds nothing else."
        return Problem("error", "the output folder holds the archive itself, or is a part of it", shown, hint=hint)
    if options.drafts and output == root / "site":
        return Problem(
            "error", "drafts do not go into site/, which is deployed", shown, hint="Choose another --output."
        )
    if options.clean and not is_made_by_beilin(output):
        hint = f"Remove what is in it yourself, or put a {MARKER} there that begins {MARKER_TEXT.splitlines()[0]!r}."
        return Problem("error", "--clean refuses a folder that Beilin did not make", shown, hint=hint)
    return None


def _fault_of_overwriting(staging: Staging, before: State) -> list[Problem]:
    """An error for each file that would be written over in a folder that Beilin did not make."""
    if is_made_by_beilin(staging.output):
        return []
    foreign = sorted(staging.waiting.keys() & staging.present.keys() - before.owned)
    hint = "Move it away, or choose another output folder."
    return [
        Problem("error", f"{path} is there already, and Beilin did not make it", path, hint=hint) for path in foreign
    ]


def _system_problem(error: OSError, output: Path) -> Problem:
    name = error.filename or output
    shown = Path(name).relative_to(output.parent) if Path(name).is_relative_to(output.parent) else Path(name)
    hint = (
        "Free some space." if error.errno == errno.ENOSPC else "Check that the folder can be written, then build again."
    )
    return Problem("error", f"cannot be written: {error.strerror or error}", str(shown), hint=hint)
