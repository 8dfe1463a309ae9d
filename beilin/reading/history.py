"""The editorial history of articles, from git: when each was added, and when it was changed.

One `git log` has all files. What it said is kept with its commit, so that later only newer commits are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from shlex import quote
from zoneinfo import ZoneInfo

import msgspec

from beilin.files.git import FAILED, NO_COMMITS, NO_GIT, NO_REPOSITORY, SHALLOW, GitError, run_git
from beilin.files.replace import replace_file
from beilin.layout import ARTICLES, CONFIG_FILE, HISTORY_CACHE, STATE_FOLDER
from beilin.problems.problem import Problem
from beilin.text.history import History

# In seconds since 1970, when it was written; and what it did, as git names it: A, M, R and how alike, and paths.
Commit = tuple[int, tuple[tuple[str, ...], ...]]
_VERSION = 1  # of what is kept
_MAX_TIME = 253_000_000_000  # in the year 9987; later ones are damage
_MARK = "\x01"  # before the time of a commit
# What settings of the user could change of the log's form or of what is a rename.
_SETTINGS = ("log.showRoot=true", "log.follow=false", "log.showSignature=false", "color.ui=false")
_OPTIONS = (
    "--topo-order", f"--format={_MARK}%at", "--name-status", "-z", "-M", "-l1000", "-O/dev/null", "--no-ext-diff",
    "--no-textconv", "--relative",
)  # fmt: skip
_OF_SOMEONE_ELSE = re.compile("dubious ownership in repository at '(.*)'")
_REASONS = {
    NO_GIT: ("git is not installed", "Install git (Debian: sudo apt install git)."),
    NO_REPOSITORY: ("the archive is not in a git repository", "Type: git init"),
    NO_COMMITS: ("nothing is committed yet", "Commit the articles."),
    SHALLOW: (
        "this clone has only the latest commits",
        "Fetch all: git fetch --unshallow. In a workflow give actions/checkout `fetch-depth: 0`.",
    ),
}


class _Log(msgspec.Struct, frozen=True):
    version: int
    head: str  # as of `head_of`
    commits: tuple[Commit, ...]  # newest first


def read_histories(
    root: Path, articles: Iterable[str], time_zone: str, head: str
) -> tuple[dict[str, History], list[Problem]]:
    """The history of each of the articles up to the `head` (see `head_of`), and why there is none.

    Uncommitted changes do not count. A rename without a change only carries the history to the new name.
    """
    if not head:
        return {}, []
    if message := _REASONS.get(head):
        return {}, [_problem(*message)]
    try:
        if head.startswith(FAILED):
            raise GitError(head.removeprefix(FAILED))
        commits = _commits(root, head)
    except GitError as error:
        hint = "Repair the repository, or write `history: false`."
        if owned := _OF_SOMEONE_ELSE.search(str(error)):
            hint = f"If you trust it, type: git config --global --add safe.directory {quote(owned[1])}"
        return {}, [_problem(f"git says: {error.first_line}", hint)]
    times = times_of(commits, {path.removeprefix(ARTICLES) for path in articles})
    zone = ZoneInfo(time_zone)
    return {f"{ARTICLES}{path}": _history(sorted(moments), zone) for path, moments in sorted(times.items())}, []


def _problem(message: str, hint: str) -> Problem:
    return Problem("no-history", f"articles have no history: {message}", CONFIG_FILE, hint=hint)


def _commits(root: Path, head: str) -> tuple[Commit, ...]:
    """The commits that concern articles, newest first. Raises GitError."""
    cache = root / STATE_FOLDER / HISTORY_CACHE
    kept = None
    with suppress(OSError, msgspec.MsgspecError):
        kept = msgspec.msgpack.decode(cache.read_bytes(), type=_Log)
    if kept and (kept.version, kept.head) == (_VERSION, head):
        return kept.commits
    folder = root / ARTICLES
    commit, _, place = head.partition(" ")
    newer = _newer(folder, kept.head, commit, place) if kept and kept.version == _VERSION else None
    commits = tuple(_log(folder, commit)) if newer is None or kept is None else (*newer, *kept.commits)
    with suppress(OSError):  # it only saves time
        replace_file(cache, msgspec.msgpack.encode(_Log(_VERSION, head, commits)))
    return commits


def _newer(folder: Path, before: str, commit: str, place: str) -> list[Commit] | None:
    """The commits since the one before, if they go on from it in one line, in the same folder; otherwise None.

    The order of a log with branches is not that of its parts.
    """
    old, _, old_place = before.partition(" ")
    if old_place != place:
        return None
    try:
        run_git(folder, "merge-base", "--is-ancestor", old, commit)
        if run_git(folder, "rev-list", "--max-count=1", "--min-parents=2", f"{old}..{commit}"):
            return None
        return list(_log(folder, f"{old}..{commit}"))
    except GitError:
        return None


def _log(folder: Path, revisions: str) -> Iterator[Commit]:
    settings = [argument for setting in _SETTINGS for argument in ("-c", setting)]
    # A name that is not UTF-8 cannot be an article's.
    tokens = iter(
        run_git(folder, *settings, "log", *_OPTIONS, revisions, "--", ".").decode(errors="replace").split("\0")
    )
    written = ""
    changes: list[tuple[str, ...]] = []
    for token in tokens:
        if token.startswith(_MARK):
            yield from _commit(written, changes)
            written, changes = token.removeprefix(_MARK), []
        elif kind := token.strip("\n"):  # git puts a line break before the first
            paths = (next(tokens), next(tokens)) if kind[0] in "RC" else (next(tokens),)
            changes.append((kind, *paths))
    yield from _commit(written, changes)


def _commit(written: str, changes: list[tuple[str, ...]]) -> Iterator[Commit]:
    if changes and written.isdigit() and int(written) < _MAX_TIME:
        yield int(written), tuple(changes)


def times_of(commits: Iterable[Commit], files: Collection[str]) -> dict[str, list[int]]:
    """When each of the files was added and changed, by its path, from commits, newest first.

    A file that was renamed has the changes that it had under its former names.
    """
    times: dict[str, list[int]] = {}
    now_at: dict[str, str] = {}  # a former path → the path now; "" if what had it then is gone
    for at, changes in commits:
        renamed: dict[str, str] = {}
        for kind, *paths in changes:
            path = now_at.get(paths[-1], paths[-1])
            if kind[0] == "R":
                renamed[paths[0]] = path
            if path and kind not in ("D", "R100"):
                times.setdefault(path, []).append(at)
        now_at |= dict.fromkeys((paths[-1] for kind, *paths in changes if kind[0] == "R"), "") | renamed
    # On another branch a file may have been changed under its former name after it was renamed on this one.
    for former, path in now_at.items():
        if path in times and former not in files:
            times[path] += times.pop(former, [])
    return {path: moments for path, moments in times.items() if path in files}


def _history(moments: list[int], zone: ZoneInfo) -> History:
    first, *later = [datetime.fromtimestamp(moment, zone).date().isoformat() for moment in moments]
    return History(first, tuple(dict.fromkeys(later)), len(later))
