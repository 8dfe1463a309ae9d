"""Change → rebuild → new status, again and again, in a background thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from beilin.crash import failure_problem
from beilin.problems.formats import Style
from beilin.problems.problem import Problem
from beilin.problems.wording import for_user
from beilin.serving.announcements import announce
from beilin.serving.background_check import BackgroundCheck
from beilin.serving.changed_paths import ChangedPaths
from beilin.serving.debounce import Signal, Wakeup, wait_for_change
from beilin.serving.status import Status, after_build, identity
from beilin.serving.watches import RenewWatches, watching

if TYPE_CHECKING:
    from beilin.building.build import BuildResult
    from beilin.building.linked_folders import LinkedPlace

# Builds, but leaves the search's index for later. It is given the only paths that may have changed since it was last
# called; None if any may have.
Build = Callable[[Collection[str] | None], "BuildResult"]
# Brings the search's index up to date with the last build. It calls its argument now and then, and lets through what
# that raises, with everything as it was.
UpdateSearch = Callable[[Callable[[], None]], "BuildResult"]

RESCAN_INTERVAL = 2.0  # seconds; a folder may reappear without an event
SEARCH_DELAY = 1.0  # seconds without a change until the search's index is brought up to date
SHUTDOWN_TIMEOUT = 0.5  # seconds that a running build gets when the server stops; the next build completes it
CATCH_UP_TIMEOUT = 1.0  # seconds during which Ctrl-C is not handled; a longer build goes on while pages are served
# A safeguard: an archive in which nothing is reported to change is examined all the same, this often …
SAFETY_INTERVAL = 30.0  # seconds
MAX_SHARE = 0.01  # … unless that would take more than this share of the time


@dataclass(frozen=True, slots=True)
class ServedArchive:
    """An archive that is served: what the server needs to build and check it."""

    root: Path
    build: Build
    say: Callable[[str], None]  # prints a line in the terminal; called from several threads
    check: Sequence[str] = ()  # the command of the full check; () for none
    options: str = ""  # as for `Listed.omission`
    style: Callable[[], Style] = Style  # how problems are printed in the terminal, whose size may change
    allowed_hosts: tuple[str, ...] = ()  # names under which it is served, besides those of this machine
    poll: bool = False  # whether to poll the files instead of having the system report changes
    update_search: UpdateSearch | None = None


def rebuild(
    before: Status,
    archive: ServedArchive,
    only: Collection[str] | None = None,
    already_reported: tuple[Problem, ...] | None = None,
) -> Status:
    """Build once, print the result, and return the new status. `only` is passed to the build.

    Nothing is printed for a failed build whose problems are those `already_reported`.

    An exception in the build becomes an error like others.
    """
    try:
        result = archive.build(only)
    except (Exception, SystemExit) as error:
        result = _failed_result(error, archive.root)
    return _after_result(before, archive, result, already_reported)


def _after_result(
    before: Status, archive: ServedArchive, result: BuildResult, already_reported: tuple[Problem, ...] | None
) -> Status:
    """Print the result; returns the new status."""
    result = result._replace(problems=_with_excerpts(archive.root, result.problems))
    if result.published or result.problems != already_reported:
        for line in announce(before, result, partial(_texts_of, archive)):
            archive.say(line)
    return after_build(before, result)


def update_search(before: Status, archive: ServedArchive, is_awaited: Callable[[], bool]) -> Status:
    """Bring the search's index up to date, unless `is_awaited` says that something else has to be done meanwhile.

    Returns the new status. An exception in the build becomes an error like others.
    """
    from beilin.building.options import AbandonedError

    def give_way() -> None:
        if is_awaited():
            raise AbandonedError

    assert archive.update_search
    try:
        result = archive.update_search(give_way)
    except AbandonedError:
        return before
    except (Exception, SystemExit) as error:
        result = _failed_result(error, archive.root)
    return _after_result(before, archive, result, None)


@contextmanager
def rebuilding(archive: ServedArchive, status: Status, publish: Callable[[Status], None]) -> Iterator[None]:
    """Within the block, watch the archive, rebuild it after each change and pass the new status to `publish`.

    `status` is that of the first build. `publish` is called in the thread that builds. The block begins after a rebuild
    for what changed between the first build and the first watch, so that no later save has to wait for that.
    """
    check = BackgroundCheck(archive.check) if archive.check else None
    signals: SimpleQueue[Signal] = SimpleQueue()
    changed = ChangedPaths()
    is_over, has_caught_up = Event(), Event()

    def say_while_serving(line: str) -> None:
        if not is_over.is_set():  # a thread that prints while Python shuts down crashes the process
            archive.say(line)

    served = replace(archive, say=say_while_serving)

    def work(renew_watches: RenewWatches, status: Status) -> None:
        wakeup: Wakeup = "changed"  # changes between the first build and the first watch went unseen
        next_rescan = 0.0  # when everything is examined, even if nothing is reported to change
        failed: Status | None = None  # whose index could not be brought up to date

        def search_lags(status: Status) -> bool:
            is_possible = served.update_search is not None and not status.errors and status is not failed
            return status.is_search_outdated and is_possible

        while wakeup != "stop":
            before, began = status, time.monotonic()
            try:
                if renew_watches(status.linked) or wakeup == "changed" or began >= next_rescan:
                    if wakeup == "idle":
                        changed.add_unknown()
                    only = changed.take()
                    # An idle rescan does not repeat errors that were already reported.
                    already_reported = status.problems if wakeup == "idle" else None
                    status = rebuild(status, served, only, already_reported)
                    ended = time.monotonic()
                    pause = max(SAFETY_INTERVAL, (ended - began) / MAX_SHARE) if only is None else 0.0
                    next_rescan = ended + pause
                    if is_over.is_set():
                        return
                    publish(status)
                    has_caught_up.set()
                    if status.linked != before.linked:
                        continue  # they are watched before anything else happens
                    is_news = wakeup == "changed" or status.version != before.version
                    if check and is_news and not status.errors:
                        check.request()
                elif search_lags(status):
                    status = update_search(status, served, lambda: is_over.is_set() or not signals.empty())
                    if is_over.is_set():
                        return
                    if status.is_search_outdated and signals.empty():
                        failed = status
                    publish(status)
                elif check and (findings := check.poll()) is not None:
                    status = _with_findings(status, findings, served)
                    publish(status)
            except (Exception, SystemExit) as error:
                if is_over.is_set():
                    return
                changed.add_unknown()
                next_rescan = 0.0
                status = _after_failure(before, error, served)
                with suppress(Exception):
                    publish(status)
            wakeup = wait_for_change(signals, SEARCH_DELAY if search_lags(status) else RESCAN_INTERVAL)

    with watching(archive.root, signals, say_while_serving, changed, poll=archive.poll) as renew_watches:
        renew = partial(_renewed, renew_watches, served, changed)
        # A daemon, so that a long build cannot keep the process alive.
        thread = Thread(target=work, args=(renew, status), name="rebuilds", daemon=True)
        thread.start()
        has_caught_up.wait(CATCH_UP_TIMEOUT)
        try:
            yield
        finally:
            is_over.set()
            signals.put("stop")
            thread.join(SHUTDOWN_TIMEOUT)
            if check:
                check.stop()


def _with_findings(status: Status, findings: tuple[Problem, ...], archive: ServedArchive) -> Status:
    """The status with a check's findings; new ones are printed in the terminal.

    Files that are not published are left out: while a text editor is at work, its leftovers come and go.
    """
    findings = tuple(problem for problem in findings if problem.code != "withheld")
    reported = set(map(identity, status.all_problems))
    for text in _texts_of(archive, [problem for problem in findings if identity(problem) not in reported]):
        archive.say(text)
    return replace(status, findings=findings)


def _texts_of(archive: ServedArchive, problems: Iterable[Problem]) -> list[str]:
    """The first problems of each kind as they are printed, in the order of the files."""
    from beilin.problems.formats import format_listed
    from beilin.problems.selection import first_of_each_kind

    listed = first_of_each_kind(archive.root, problems, lambda _code: True)
    return format_listed(listed, archive.options, archive.style())


def _with_excerpts(root: Path, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems, those that the terminal and pages list with their source lines."""
    from beilin.problems.selection import first_of_each_kind

    listed = first_of_each_kind(root, problems, lambda _code: True)
    complete = {identity(one.problem): one.problem for one in listed}
    return tuple(complete.get(identity(problem), problem) for problem in problems)


def _failed_result(error: BaseException, root: Path) -> BuildResult:
    from beilin.building.build import BuildResult

    return BuildResult((failure_problem(root, error, "building the site"),), published=False, output=root)


def _renewed(
    renew_watches: RenewWatches, archive: ServedArchive, changed: ChangedPaths, linked: Collection[LinkedPlace]
) -> bool:
    """Renew the watches. If that fails, anything may have changed."""
    try:
        return renew_watches(linked)
    except Exception as error:
        changed.add_unknown()
        problem = failure_problem(archive.root, error, "watching the archive")
        text = f"{problem.message}; the archive is examined every {RESCAN_INTERVAL:.0f} s instead."
        archive.say(for_user(text))
        return True


def _after_failure(before: Status, error: BaseException, archive: ServedArchive) -> Status:
    """The status after a failure outside of a build. It lasts until the next build."""
    problem = failure_problem(archive.root, error, "serving the archive")
    if problem not in before.problems:
        with suppress(Exception):
            for text in _texts_of(archive, [problem]):
                archive.say(text)
    return replace(before, problems=(problem,))
