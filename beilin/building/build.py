"""A build from beginning to end: the lock, a look at everything, and the stages where anything has changed."""

from __future__ import annotations

import gc
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from beilin.building.code_version import code_fingerprint
from beilin.building.options import BuildOptions as BuildOptions
from beilin.building.options import BuildResult as BuildResult
from beilin.building.options import Memory as Memory
from beilin.building.options import Reporting as Reporting
from beilin.building.options import Run, output_folder, result_again
from beilin.building.output_problems import fault_of_output, system_problem
from beilin.building.sources import snapshot_sources
from beilin.files.snapshot import Snapshot
from beilin.layout import CONTENT
from beilin.model import InputChangedError
from beilin.parallel.executor import Workers
from beilin.problems.problem import Problem
from beilin.publishing.lock import output_lock
from beilin.publishing.output_folder import snapshot_output
from beilin.publishing.staging_folder import sweep
from beilin.publishing.state import DamagedStateError, Snapshots, State, StateFile, state_path

if TYPE_CHECKING:
    from beilin.building.inputs import Gathered, Inputs

MAX_RESTARTS = 3


def build(
    root: Path,
    options: BuildOptions,
    reporting: Reporting | None = None,
    memory: Memory | None = None,
    only: Collection[str] | None = None,
) -> BuildResult:
    """Build the archive at `root`. All problems come in the result; where one is an error the old site stands.

    `memory` is that of the builds before in this process, with the same root and options. `only` are the files and
    folders, by their paths from the root, beside which nothing has changed since the last of them, neither in the
    archive nor in the output; None where that is not known.
    """
    started = time.perf_counter()
    memory = memory or Memory(is_lasting=False)
    reporting = reporting or Reporting()
    output = output_folder(root, options)
    if fault := fault_of_output(root, output, options):
        return BuildResult((fault,), False, output)
    try:
        with output_lock(output, root, reporting.say), _without_collecting():
            result = _build_again_while_changing(root, output, options, reporting, memory, only)
    except OSError as error:
        result = BuildResult((system_problem(error, output),), False, output)
    return replace(result, seconds=time.perf_counter() - started)


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
    root: Path,
    output: Path,
    options: BuildOptions,
    reporting: Reporting,
    memory: Memory,
    only: Collection[str] | None,
) -> BuildResult:
    state_file = StateFile(state_path(root, output), code_fingerprint())
    if options.clean:
        state_file.discard()
    for attempt in range(1, MAX_RESTARTS + 1):
        try:
            is_remembered = memory.state is not None and memory.stamp == state_file.stamp() != b""
            before = memory.state if memory.state is not None and is_remembered else state_file.load()
            known = memory.planned_from if is_remembered else None
            memory.state = memory.planned_from = None  # until this build has come to its end
            if attempt == MAX_RESTARTS:  # perhaps nothing changes, and what the state says of the sources is wrong
                before = State({}, before.outputs, before.claimed, Snapshots(output=before.snapshots.output))
                known, is_remembered = None, False
            workers = Workers(options.jobs)
            run = Run(root, output, options, reporting, state_file, before, workers)
            return _build(run, memory, known, only if is_remembered else None)
        except (DamagedStateError, msgspec.MsgspecError, UnicodeDecodeError) as error:
            reporting.say(f"The state of the last build is damaged ({error}); building without it.")
            state_file.discard()
        except InputChangedError:
            reporting.say("A file changed while it was built; building again.")
        finally:
            sweep(output)
    problem = Problem(
        "never-quiet", "the archive keeps changing while it is built", hint="Build again when it is quiet."
    )
    return BuildResult((problem,), False, output)


def _build(
    run: Run, memory: Memory, known: tuple[Inputs, Gathered] | None, only: Collection[str] | None
) -> BuildResult:
    if only is not None:
        from beilin.building.stages import build_shown

        if result := build_shown(run, memory, known, only):
            return result
    was = run.before.snapshots
    if only is not None and all(path.startswith(f"{CONTENT}/") and path.endswith(".md") for path in only):
        sources, changed = snapshot_sources(run.root, was.sources, only)
        seen, altered = was.output, set[str]()
    else:  # a template or a setting can mean anything
        with run.workers.run_in_fork(
            partial(_new_snapshot_of_output, run.output, was.output), len(was.output.files)
        ) as answer:
            sources, changed = snapshot_sources(run.root, was.sources)
            if changed:  # import what will be asked for while the other process takes a snapshot
                pass
            seen, altered = answer() or (was.output, set())
    is_ready = known is not None or not memory.is_lasting
    if is_ready and not changed and not altered and (result := result_again(run)):
        memory.state, memory.stamp, memory.planned_from = run.before, run.state_file.stamp(), known
        return result
    # Imported here: where nothing has changed, importing the stages would take longer than all else.
    from beilin.building.stages import build_changed

    return build_changed(run, memory, known, (sources, changed), (seen, altered))


def _new_snapshot_of_output(output: Path, before: Snapshot) -> tuple[Snapshot, set[str]] | None:
    """As `snapshot_output`; None, which is quickly told to another process, where all is as it was."""
    seen, altered = snapshot_output(output, before)
    return None if seen is before else (seen, altered)
