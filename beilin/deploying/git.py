"""What git says of a repository to which a site is published."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from beilin.deploying.errors import DeployError
from beilin.files.git import GitError, run_command


@dataclass(frozen=True, slots=True)
class Checkout:
    """The state of the checkout from which a site is built."""

    commit: str = ""  # abbreviated; "" if nothing is committed yet
    branch: str = ""  # "" if HEAD is detached
    changed: tuple[str, ...] = ()  # paths with uncommitted changes


def git(root: Path, *arguments: str, stdin: str = "") -> str:
    """Run git in the folder, with `stdin` as its standard input, and return its standard output.

    It asks for passwords if someone can answer. Raises GitError, or DeployError if git is not installed.
    """
    prompts = {} if sys.stdin is not None and sys.stdin.isatty() else {"GIT_TERMINAL_PROMPT": "0"}
    try:
        output = run_command(root, arguments, prompts, os.fsencode(stdin))
    except FileNotFoundError:
        raise DeployError("git is not installed", "Install git (Debian: sudo apt install git).") from None
    return output.decode(errors="surrogateescape")


def read_checkout(root: Path) -> Checkout:
    """The state of the checkout at `root`. Raises DeployError if it is not in a repository."""
    try:
        git(root, "rev-parse", "--git-dir")
    except GitError as error:
        if "dubious ownership" in str(error):
            raise DeployError(error.first_line, _last_line(error)) from None
        raise DeployError(
            f"{root.name or root}/ is not in a git repository",
            "Type: git init, then: git remote add origin followed by the repository's URL.",
        ) from None
    changed = git(root, "status", "--porcelain", "--no-renames", "-z", "--", ".").split("\0")
    return Checkout(
        _output_or_empty(root, "rev-parse", "--short", "HEAD"),
        _output_or_empty(root, "symbolic-ref", "--quiet", "--short", "HEAD"),
        tuple(entry[3:] for entry in changed if entry),
    )


def remote_url(root: Path, remote: str) -> str:
    """The URL to which the remote is pushed. Raises DeployError if there is no such remote."""
    try:
        return git(root, "remote", "get-url", "--push", remote).strip()
    except GitError:
        others = _output_or_empty(root, "remote").split()
        hint = f"Type: git remote add {remote} followed by the repository's URL"
        hint += f"; or choose an existing one: --remote {others[0]}." if others else "."
        raise DeployError(f"there is no remote {remote!r}", hint) from None


def committer_identity(root: Path) -> tuple[str, str]:
    """Name and email address for a commit. Raises DeployError if git has none."""
    try:
        ident = git(root, "-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
    except GitError:
        hint = "Type: git config --global user.name 'Your Name', and git config --global user.email you@example.org."
        raise DeployError("git has no name and email address for commits", hint) from None
    name, _, rest = ident.partition(" <")
    return name, rest.partition(">")[0]


def _output_or_empty(root: Path, *arguments: str) -> str:
    try:
        return git(root, *arguments).strip()
    except GitError:
        return ""


def _last_line(error: GitError) -> str:
    return f"Type: {str(error).splitlines()[-1].strip()}"
