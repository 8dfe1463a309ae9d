"""An exception that Beilin did not expect → a problem that names the file, and details for a bug report.

An exception of one file must not end a command or hide the problems of other files. What failed is never cached: the
next run tries again.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from beilin import __version__
from beilin.files.replace import replace_file
from beilin.layout import STATE_FOLDER
from beilin.problems.problem import Problem
from beilin.problems.system import system_problem

CRASH_FILE = f"{STATE_FOLDER}/crash.txt"
MAX_MESSAGE = 200  # characters of the exception's own message
MAX_REPORT = 16_000  # characters; a traceback of deep recursion has thousands of lines
MAX_FILE = 4 * MAX_REPORT  # of the file, which keeps the newest reports
_END = "\n" + 72 * "-" + "\n"
_FILE = "file_of_archive"


@contextmanager
def concerning(file: str) -> Iterator[None]:
    """Let an exception that leaves the block name the file that it concerns, by its path from the root."""
    try:
        yield
    except Exception as error:
        if not getattr(error, _FILE, ""):
            setattr(error, _FILE, file)
        raise


def failure_problem(root: Path, error: BaseException, activity: str, *, written: Iterable[Path] = ()) -> Problem:
    """The error that something failed which is not the fault of a single file: the system refused it, or Beilin failed.

    `activity` is as for `crash_problem`; `written` are the folders that are written to, and not only read.
    """
    if isinstance(error, OSError):
        return system_problem(error, root, written=written)
    if isinstance(error, RuntimeError) and str(error) == "can't start new thread":  # how Python reports EAGAIN
        return system_problem(OSError(errno.EAGAIN, str(error)), root)
    return crash_problem(root, error, activity)


def crash_problem(root: Path, error: BaseException, activity: str, file: str = "") -> Problem:
    """The error that Beilin failed. `activity` completes "Beilin failed while …".

    `file` is a path from the root; without it, the file that the exception concerns is named. The details are written
    to CRASH_FILE under `root`, if that is possible.
    """
    file = file or getattr(error, _FILE, "")
    where = f"; details are in {CRASH_FILE}" if write_crash_report(root, error, activity, file) else ""
    remedy = "change this file, or undo its last change" if file else "undo the last change"
    hint = f"This is a bug in Beilin; please report it{where}. Until it is fixed, {remedy}."
    if isinstance(error, MemoryError):
        hint = f"There was not enough memory{where}. Free some, or {remedy}."
    return Problem("internal", f"Beilin failed while {activity}: {describe(error)}", file, hint=hint)


def describe(error: BaseException) -> str:
    """The type of the exception and its message, on one line."""
    words = " ".join(str(error).split()) or "no message"
    if len(words) > MAX_MESSAGE:
        words = words[:MAX_MESSAGE] + "…"
    return f"{type(error).__name__}: {words}"


def crash_report(error: BaseException, activity: str, file: str = "") -> str:
    """What a developer needs: what failed, the traceback, the versions. Of the user's data it has only the message of
    the exception and paths."""
    import platform
    import traceback

    subject = f" {file}" if file else ""
    lines = [f"Beilin {__version__}, Python {platform.python_version()}, {platform.platform()}",
             f"failed while {activity}{subject}", "", *traceback.format_exception(error)]  # fmt: skip
    text = "\n".join(line.rstrip("\n") for line in lines)
    if len(text) > MAX_REPORT:
        half = MAX_REPORT // 2
        text = f"{text[:half]}\n… {len(text) - 2 * half} characters left out …\n{text[-half:]}"
    return text


def write_crash_report(root: Path, error: BaseException, activity: str, file: str = "") -> bool:
    """Add the report to CRASH_FILE, the newest first; returns whether it is there."""
    path = root / CRASH_FILE
    # Not even a lack of memory or of disk space may hide the problem itself.
    with suppress(Exception):
        report = crash_report(error, activity, file)
        before = path.read_text("utf-8", "replace") if path.is_file() else ""
        if report not in before:
            reports = [report, *filter(None, before.split(_END))]
            while len(reports) > 1 and sum(map(len, reports)) > MAX_FILE:
                reports.pop()
            replace_file(path, "".join(text + _END for text in reports).encode("utf-8", "backslashreplace"))
        return True
    return False
