"""Change → rebuild → new status, again and again, in a thread of its own."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from beilin.problems.excerpts import with_excerpts
from beilin.problems.problem import Problem
from beilin.serving.announcements import announce
from beilin.serving.debounce import Signal, wait_for_change
from beilin.serving.heard import Heard
from beilin.serving.inspections import Inspection
from beilin.serving.status import Status, after_build
from beilin.serving.watches import watching

if TYPE_CHECKING:
    from beilin.building.build import BuildResult

# Builds, and is told the paths beside which nothing has changed since it was last called; None for anything.
Build = Callable[[Collection[str] | None], "BuildResult"]
Say = Callable[[str], None]

MAX_SAID = 40  # findings of one check
LOOK_AFTER_WATCHES = 2.0  # seconds; a folder may come back where no event tells of it
TIME_TO_FINISH = 0.5  # seconds that a build gets when the server ends; the next build mends what it leaves
TIME_TO_CATCH_UP = 1.0  # seconds, in which Ctrl-C is not heard; what takes longer goes on beside the server
CRASH_FILE = ".beilin/crash.txt"


def rebuild(
    before: Status,
    build: Build,
    root: Path,
    say: Say,
    only: Collection[str] | None = None,
    known: tuple[Problem, ...] | None = None,
) -> Status:
    """Build once, say in the terminal what came of it, and return the new status. `only` is passed to `build`.

    Nothing is said of a build that finds errors and no other problems than those `known`.

    What the build raises becomes an error like others, and the details go into a file in the archive at `root`.
    """
    from beilin.problems.formats import format_problem

    began = time.perf_counter()
    try:
        result = build(only)
    except (Exception, SystemExit) as error:
        result = _crashed(error, root, time.perf_counter() - began)
    result = replace(result, problems=tuple(with_excerpts(root, result.problems, most_files=MAX_SAID)))
    if result.published or result.problems != known:
        for words in announce(before, result, format_problem):
            say(words)
    return after_build(before, result)


@contextmanager
def rebuilding(
    root: Path, build: Build, status: Status, post: Callable[[Status], None], say: Say, check: Sequence[str] = ()
) -> Iterator[None]:
    """Within the block, watch the archive at `root`, rebuild after each change and give `post` the new status.

    `status` is that of the build before. `post` is called in the thread that builds. `check` is the command of the
    whole check, () for none. The block begins once it is known what changed while nobody watched, so that no save has
    to wait for that.
    """
    inspection = Inspection(check) if check else None
    signals: SimpleQueue[Signal] = SimpleQueue()
    heard = Heard()
    is_over, has_caught_up = Event(), Event()

    def say_in_time(words: str) -> None:
        if not is_over.is_set():  # a thread that prints while Python ends takes the process down
            say(words)

    def work(mend: Callable[[], bool], status: Status) -> None:
        why = "changed"  # what changed between the first build and the first watch, nobody saw
        owes_look = False  # whether the last build looked only at what was heard of
        while why != "end":
            if mend() or why == "changed" or owes_look:
                if why == "idle":
                    heard.anything()
                only = heard.take()
                owes_look = only is not None
                # A look because it is quiet says nothing of errors that everybody knows of.
                known = status.problems if why == "idle" else None
                status = rebuild(status, build, root, say_in_time, only, known)
                if is_over.is_set():
                    return
                post(status)
                has_caught_up.set()
                if inspection and not status.errors:
                    inspection.want()
            elif inspection and (found := inspection.step()) is not None:
                status = _with_findings(status, found, say_in_time)
                post(status)
            why = wait_for_change(signals, LOOK_AFTER_WATCHES)

    with watching(root, signals, say_in_time, heard) as mend:
        # A daemon, so that a long build cannot keep the process from ending.
        thread = Thread(target=work, args=(mend, status), name="rebuilds", daemon=True)
        thread.start()
        has_caught_up.wait(TIME_TO_CATCH_UP)
        try:
            yield
        finally:
            is_over.set()
            signals.put("end")
            thread.join(TIME_TO_FINISH)
            if inspection:
                inspection.stop()


def _with_findings(status: Status, found: tuple[Problem, ...], say: Say) -> Status:
    """The status with what a check found; what is new is said in the terminal."""
    from beilin.problems.formats import format_problem

    new = [problem for problem in found if problem not in status.told]
    for problem in new[:MAX_SAID]:
        say(format_problem(problem))
    if len(new) > MAX_SAID:
        say(f"… and {len(new) - MAX_SAID} more, which `build.py check` names.")
    return replace(status, findings=found)


def _crashed(error: BaseException, root: Path, seconds: float) -> BuildResult:
    from beilin.building.build import BuildResult

    details = root / CRASH_FILE
    with suppress(OSError):
        details.parent.mkdir(exist_ok=True)
        details.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    cause = "; ".join(str(error).splitlines()) or "no message"
    problem = Problem(
        "internal",
        f"Beilin failed while it built the site: {type(error).__name__}: {cause}",
        hint=f"This is a fault of Beilin. Undo the last change and save; details are in {CRASH_FILE}.",
    )
    return BuildResult(problems=(problem,), published=False, output=root, seconds=seconds)
