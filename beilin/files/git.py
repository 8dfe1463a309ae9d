"""Running git, and what a build asks it: the commit that is checked out, and only with `history: true`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

# In place of a commit, why there is none to take a history from; a failure goes on with what git says.
NO_GIT, NO_REPOSITORY, NO_COMMITS, SHALLOW, FAILED = "-git", "-repository", "-commits", "-shallow", "-failed "
# A hook runs with variables that lead git to the repository of the hook, whichever folder is meant (githooks).
_OF_HOOKS = frozenset((
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE",
))  # fmt: skip


# A clone without blobs would ask its remote for those that a comparison needs.
_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}


class GitError(Exception):
    """Git failed; the message is its output."""

    @property
    def first_line(self) -> str:
        """What went wrong, without the advice below it."""
        return str(self).partition("\n")[0].removeprefix("fatal: ").strip()


def run_git(folder: Path, *arguments: str) -> bytes:
    """What git prints in the folder. It asks neither users nor remotes, and knows no replaced commits.

    Raises GitError, or FileNotFoundError if git is not installed.
    """
    return run_command(folder, ("--no-replace-objects", *arguments), _QUIET)


def run_command(folder: Path, arguments: tuple[str, ...], settings: Mapping[str, str], stdin: bytes = b"") -> bytes:
    """What git prints in the folder, in English. `settings` are added to its environment.

    Raises GitError, or FileNotFoundError if git is not installed.
    """
    environment = git_environment({"LC_ALL": "C", **settings})
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, env=environment, input=stdin, capture_output=True, check=False)
    if done.returncode:
        raise GitError((done.stderr + done.stdout).decode(errors="replace").strip())
    return done.stdout


def git_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process that is to find the repository around its folder, with these settings."""
    return {name: value for name, value in os.environ.items() if name not in _OF_HOOKS} | dict(settings)


def head_of(folder: Path) -> str:
    """The commit that is checked out around the folder, a space, and the folder's path in its repository.

    If that repository has no complete history, the reason instead, which begins with a hyphen; "" if there is no such
    folder.
    """
    if not folder.is_dir():
        return ""
    try:
        shown = run_git(folder, "rev-parse", "--show-prefix", "--is-shallow-repository")
        prefix, is_shallow = shown.decode(errors="replace").rstrip("\n").rsplit("\n", 1)
    except FileNotFoundError:
        return NO_GIT
    except GitError as error:
        return NO_REPOSITORY if "not a git repository" in str(error) else f"{FAILED}{error.first_line}"
    if is_shallow == "true":
        return SHALLOW
    try:
        return f"{run_git(folder, 'rev-parse', '--verify', '--quiet', 'HEAD').decode().strip()} {prefix}"
    except GitError:
        return NO_COMMITS
