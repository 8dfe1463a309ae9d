"""A build from beginning to end. `_build_once` is the one way through it."""

from __future__ import annotations

import errno
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from beilin.building.linked_folders import linked_places
from beilin.building.options import AbandonedError, Run, UnpublishableError, output_folder
from beilin.building.options import BuildOptions as BuildOptions
from beilin.building.options import BuildResult as BuildResult
from beilin.building.options import Reporting as Reporting
from beilin.building.remembered import Remembered, damage, state_file_of
from beilin.building.remembered import Session as Session
from beilin.building.snapshots import Seen, take_snapshots
from beilin.files.changed import InputChangedError
from beilin.layout import STATE_FOLDER
from beilin.parallel.executor import ClusterError, Workers
from beilin.parallel.garbage import without_garbage_collection
from beilin.publishing.lock import output_lock
from beilin.publishing.output_folder import output_fault
from beilin.publishing.staging_folder import sweep
from beilin.publishing.state_file import DamagedStateError

if TYPE_CHECKING:
    from beilin.problems.problem import Problem

MAX_ATTEMPTS = 3


def _build_once(run: Run, last: Remembered, session: Session, only: Collection[str] | None) -> BuildResult:
    """Take snapshots; unless nothing changed, read, plan, render, index and publish what the last build did not."""
    seen = take_snapshots(run.root, run.output, last.state.snapshots, run.workers, _import_stages, only)
    if result := last.unchanged_result(run, seen):
        session.keep(last)
    else:
        result = _build_changed(run, last, session, seen)
    return result._replace(linked=linked_places(run.root, seen.sources))


def _build_changed(run: Run, last: Remembered, session: Session, seen: Seen) -> BuildResult:
    """Read, plan, render, index, publish."""
    # Imported here: when nothing changed, these imports would take longer than everything else.
    from beilin.building.case_twins import without_case_twins
    from beilin.building.index import index
    from beilin.building.plan import plan
    from beilin.building.publish import give_up, publish
    from beilin.building.read import read
    from beilin.building.render import render

    staging = last.staging(run.output, seen)
    try:
        inputs = read(run, last, seen, staging)
        with run.file.kept_open():
            planned = without_case_twins(plan(inputs, last, run.options), staging)
        render(run, last, planned, staging)
        indexed = index(run, last, planned, staging)
        result, left = publish(run, last, seen, planned, staging, indexed)
    except UnpublishableError as failure:
        return give_up(run, last, seen, failure)
    except (InputChangedError, AbandonedError, *damage()):
        raise
    except Exception as error:
        if not staging.has_changed:
            raise
        problem = _failure(run.root, run.output, error)
        return BuildResult((problem,), False, run.output, is_interrupted=True)
    session.keep(left)
    return result


def _import_stages() -> None:
    """Import what a build needs if something changed."""
    import beilin.building.index
    import beilin.building.publish
    import beilin.building.read
    import beilin.building.render
    import beilin.reading.article
    import beilin.rendering.render  # noqa: F401


def build(
    root: Path,
    options: BuildOptions,
    reporting: Reporting | None = None,
    session: Session | None = None,
    only: Collection[str] | None = None,
) -> BuildResult:
    """Build the archive at `root`. All problems are in the result, whatever happens.

    If one is an error, the old site stays, unless the result `is_interrupted`.

    `session` is that of earlier builds in this process, with the same root and options. `only`: the sole
    files and folders that may have changed since the last build, in the archive or in the output, by their paths from
    the root; None if that is not known. Raises AbandonedError if `reporting.progress` does; the session is then as it
    was. Raises ClusterError.
    """
    started = time.perf_counter()
    reporting = reporting or Reporting()
    output = output_folder(root, options)
    shown = str(options.output or output.name)
    if fault := output_fault(root, output, shown, drafts=options.drafts, clean=options.clean):
        return BuildResult((fault,), False, output)
    run = Run(root, output, options, reporting, Workers(options.jobs, options.cluster), state_file_of(root, output))
    try:
        with output_lock(output, root, reporting.say), without_garbage_collection():
            result = _build_with_retries(run, session or Session(), only)
            if session is not None:
                from beilin.building.prepare import prepare

                with suppress(Exception):  # it only saves time; what fails here is reported by the next build
                    prepare(run, session)
    except (AbandonedError, ClusterError):
        raise
    except Exception as error:
        result = BuildResult((_failure(root, output, error),), False, output)
    return result._replace(seconds=time.perf_counter() - started)


def _failure(root: Path, output: Path, error: Exception) -> Problem:
    from beilin.crash import failure_problem

    return failure_problem(root, error, "building the site", written=(output, root / STATE_FOLDER))


def _build_with_retries(run: Run, session: Session, only: Collection[str] | None) -> BuildResult:
    """Build again if a file changed meanwhile, and without the state if that is damaged."""
    if run.options.clean:
        run.file.discard()
    is_discarded, changed = False, ""
    for attempt in range(1, MAX_ATTEMPTS + 1):
        try:
            last = session.recall(run.file)
            is_in_memory = last is not None
            last = last or Remembered(run.file, run.file.load())
            if attempt == MAX_ATTEMPTS:  # the state's record of the sources may itself be wrong
                last = last.without_sources()
            return _build_once(run, last, session, only if is_in_memory else None)
        except damage() as error:
            if is_discarded and isinstance(error, DamagedStateError):
                raise OSError(errno.EIO, f"the state cannot be kept: {error}", str(run.file.path)) from error
            if is_discarded:  # so it is not the state that is damaged
                raise
            is_discarded = True
            run.reporting.say(f"The state of the last build is damaged ({error}); building without it.")
            run.file.discard()
        except AbandonedError:
            if last is not None:
                session.keep(last)
            raise
        except InputChangedError as error:
            changed = str(error)
            run.reporting.say("A file changed while the site was built; building again.")
        finally:
            sweep(run.output)
    from beilin.problems.problem import Problem

    message, hint = "the archive keeps changing while it is built", "Build again when it is quiet."
    return BuildResult((Problem("never-quiet", message, changed, hint=hint),), False, run.output)
