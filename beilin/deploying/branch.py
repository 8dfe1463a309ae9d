"""A folder → a commit on a branch of a remote, through ghp-import and one push."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from beilin.deploying.files import SiteFile, files_in_commit
from beilin.deploying.git import GitError, committer, git
from beilin.deploying.refusal import DeployError

# ghp-import writes to a branch of this repository. This one is ours for as long as it takes; the published branch's
# namesake here, if there is one, is the editor's.
_OURS = "beilin-deploying"
_NO_PERMISSION = re.compile(
    r"permission .*denied|permission denied|error: 403|authentication failed|could not read (?:username|password)"
    r"|repository not found|returned error: 40[134]|access denied|not authorized",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"^!\t[^\t]*\t\[([^\]]+)\](?: \((.*)\))?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a site is published."""

    remote: str
    branch: str
    url: str  # of the remote, without a password
    tip: str = ""  # the commit that is published now; "" where there is no such branch yet


def look_at_target(root: Path, remote: str, branch: str, url: str) -> Target:
    """The branch as the remote has it now, its commit fetched. Raises DeployError where the remote cannot be asked."""
    reference = f"refs/heads/{branch}"
    shown = re.sub(r"//[^/@]*@", "//", url)
    try:
        git(root, "check-ref-format", reference)
    except GitError:
        raise DeployError(f"{branch!r} is no name for a branch", "Choose another --branch.") from None
    try:
        listed = git(root, "ls-remote", remote, reference).split()
        if not listed:
            return Target(remote, branch, shown)
        git(root, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", remote, reference)
        return Target(remote, branch, shown, listed[0])
    except GitError as error:
        raise _unreachable(str(error), shown) from None


def fault_of_branch(root: Path, target: Target, own_branch: str) -> DeployError | None:
    """Why the branch may not be written over: it holds an archive's sources, not a site."""
    holds_sources = target.tip and "site.yaml" in files_in_commit(root, target.tip)
    if target.branch != own_branch and not holds_sources:
        return None
    return DeployError(f"{target.branch} is the branch of the archive's sources", "Choose another --branch.")


def publish(root: Path, folder: Path, files: Mapping[str, SiteFile], target: Target, message: str) -> str:
    """Make the target's branch hold exactly the folder's `files`; the new commit. Raises DeployError.

    The commit follows the one published before, so nothing that was ever published is lost. The remote takes the
    push whole or not at all, and only where nobody else has published since.
    """
    ours = f"refs/heads/{_OURS}"
    name, address = committer(root)
    try:
        if target.tip:
            git(root, "update-ref", ours, target.tip)
        else:
            _forget(root)
        _import(root, folder, target, message, name, address)
        if {path: file.blob for path, file in files_in_commit(root, _OURS).items()} != {
            path: file.blob for path, file in files.items()
        }:
            raise DeployError("git did not take every file as it was built", "Look for odd characters in their names.")
        commit = git(root, "rev-parse", _OURS).strip()
        _push(root, target, ours)
        return commit
    except GitError as error:
        raise DeployError(f"git failed: {error}") from None
    finally:
        _forget(root)


def _import(root: Path, folder: Path, target: Target, message: str, name: str, address: str) -> None:
    """ghp-import runs as a program: it works in the current folder, and its failures are tracebacks."""
    command = [sys.executable, "-P", "-m", "ghp_import", "-b", _OURS, "-r", target.remote, "-m", message, str(folder)]
    identity = {"GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": address}
    done = subprocess.run(
        command, cwd=root, env={**os.environ, **identity}, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        said = lines[0].removeprefix("fatal: ") if lines else "ghp-import failed"
        raise DeployError(f"the commit could not be made: {said}", "Look for odd characters in the names of files.")


def _push(root: Path, target: Target, ours: str) -> None:
    try:
        git(root, "push", "--porcelain", target.remote, f"{ours}:refs/heads/{target.branch}")
    except GitError as error:
        raise _refused(str(error), target) from None


def _refused(words: str, target: Target) -> DeployError:
    told = [line.removeprefix("remote:").strip() for line in words.splitlines() if line.startswith("remote:")]
    told = [line for line in told if line]
    more = f": {'; '.join(told)}" if told else ""
    if _NO_PERMISSION.search(words):
        return _unreachable(words, target.url)
    # The first is said where the commit came before the push began, the second where it came during the push.
    if "[rejected]" in words or "cannot lock ref" in words:
        return DeployError(
            f"someone else has published to {target.branch} meanwhile", "See what they did, then deploy again."
        )
    match = _REFUSED.search(words) or re.search(r"\[(remote rejected)\].*\((.*)\)", words)
    reason = match[2] if match and match[2] else "it gave no reason"
    return DeployError(
        f"{target.url} refuses the push to {target.branch} ({reason}){more}",
        "If the branch is protected, allow yourself to push there, or choose another --branch.",
    )


def _unreachable(words: str, url: str) -> DeployError:
    said = [line.removeprefix("fatal: ").strip() for line in words.splitlines() if line.strip()]
    if _NO_PERMISSION.search(words):
        reason = next((line for line in said if _NO_PERMISSION.search(line)), said[0])
        hint = "Check that your key or token may write to that repository."
        return DeployError(f"there is no permission to use {url} ({reason})", hint)
    reason = said[0] if said else "git gave no reason"
    return DeployError(f"{url} cannot be reached ({reason})", "Check the network and the URL: git remote -v")


def _forget(root: Path) -> None:
    with suppress(GitError):
        git(root, "update-ref", "-d", f"refs/heads/{_OURS}")
