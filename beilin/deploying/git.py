"""Git as a program: one call, and what a repository says of itself."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from beilin.deploying.refusal import DeployError


class GitError(Exception):
    """Git ended with a failure; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Source:
    """The state of the checkout that a site is built from."""

    commit: str = ""  # abbreviated; "" where nothing is committed yet
    branch: str = ""  # "" where HEAD is detached
    changed: tuple[str, ...] = ()  # paths with changes that are not committed


def git(root: Path, *arguments: str) -> str:
    """Run git in the folder and return its standard output. Raises GitError, and DeployError where there is no git."""
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=root,
            env=_environment(),
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise DeployError("there is no git here", "Install git (Debian: sudo apt install git).") from None
    if done.returncode:
        raise GitError((done.stderr + done.stdout).decode(errors="replace").strip())
    return done.stdout.decode(errors="surrogateescape")


def look_at_source(root: Path) -> Source:
    """The state of the checkout at `root`. Raises DeployError where there is no repository."""
    try:
        git(root, "rev-parse", "--git-dir")
    except GitError as error:
        if "dubious ownership" in str(error):
            raise DeployError(str(error).splitlines()[0].removeprefix("fatal: "), _last_line(error)) from None
        raise DeployError(
            f"{root.name or root}/ is in no git repository",
            "Type: git init, then: git remote add origin followed by the repository's URL.",
        ) from None
    changed = git(root, "status", "--porcelain", "--no-renames", "-z", "--", ".").split("\0")
    return Source(
        _or_nothing(root, "rev-parse", "--short", "HEAD"),
        _or_nothing(root, "symbolic-ref", "--quiet", "--short", "HEAD"),
        tuple(entry[3:] for entry in changed if entry),
    )


def remote_url(root: Path, remote: str) -> str:
    """The URL that a push to the remote goes to. Raises DeployError where there is no such remote."""
    try:
        return git(root, "remote", "get-url", "--push", remote).strip()
    except GitError:
        others = _or_nothing(root, "remote").split()
        hint = f"Type: git remote add {remote} followed by the repository's URL"
        hint += f"; or choose one that is there: --remote {others[0]}." if others else "."
        raise DeployError(f"there is no remote {remote!r}", hint) from None


def committer(root: Path) -> tuple[str, str]:
    """Name and address for a commit. Raises DeployError where git knows none."""
    try:
        ident = git(root, "-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
    except GitError:
        hint = "Type: git config --global user.name 'Your Name', and git config --global user.email you@example.org."
        raise DeployError("git does not know whose name to put on a commit", hint) from None
    name, _, rest = ident.partition(" <")
    return name, rest.partition(">")[0]


def _or_nothing(root: Path, *arguments: str) -> str:
    try:
        return git(root, *arguments).strip()
    except GitError:
        return ""


def _last_line(error: GitError) -> str:
    return f"Type: {str(error).splitlines()[-1].strip()}"


def _environment() -> dict[str, str]:
    """Messages in English, because reasons are told from them; a question only where someone can answer it."""
    prompts = {} if sys.stdin is not None and sys.stdin.isatty() else {"GIT_TERMINAL_PROMPT": "0"}
    return {**os.environ, "LC_ALL": "C", **prompts}
