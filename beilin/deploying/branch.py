"""A folder → a commit on a branch of a remote, by ghp-import and one push."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from beilin.deploying.errors import DeployError, without_password
from beilin.deploying.git import committer_identity, git
from beilin.deploying.site_files import SiteFile, files_in_commit
from beilin.files.git import GitError, git_environment

# ghp-import writes to a local branch. This one exists only while publishing: a local branch with the name of the
# published one would belong to the user.
_SCRATCH = "beilin-deploying"
_NO_PERMISSION = re.compile(
    r"permission .*denied|permission denied|error: 403|authentication failed|could not read (?:username|password)"
    r"|repository not found|returned error: 40[134]|access denied|not authorized",
    re.IGNORECASE,
)
_REJECTION = re.compile(r"^!\t[^\t]*\t\[([^\]]+)\](?: \((.*)\))?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a site is published."""

    remote: str
    branch: str
    url: str  # of the remote, without a password
    tip: str = ""  # the commit that is published now; "" if the branch does not exist yet


def fetch_target(root: Path, remote: str, branch: str, url: str) -> Target:
    """The branch as it is on the remote now; its commit is fetched. Raises DeployError if that fails."""
    reference = f"refs/heads/{branch}"
    public_url = without_password(url)
    try:
        git(root, "check-ref-format", reference)
    except GitError:
        raise DeployError(f"{branch!r} is not a valid branch name", "Choose another --branch.") from None
    try:
        listed = git(root, "ls-remote", remote, reference).split()
        if not listed:
            return Target(remote, branch, public_url)
        git(root, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", remote, reference)
        return Target(remote, branch, public_url, listed[0])
    except GitError as error:
        raise _unreachable(str(error), public_url) from None


def branch_error(root: Path, target: Target, source_branch: str) -> DeployError | None:
    """Why the branch must not be overwritten: it holds an archive's sources, not a site. None if it may be."""
    holds_sources = target.tip and "site.yaml" in files_in_commit(root, target.tip)
    if target.branch != source_branch and not holds_sources:
        return None
    return DeployError(f"{target.branch} holds the archive's sources", "Choose another --branch.")


def publish(root: Path, folder: Path, files: Mapping[str, SiteFile], target: Target, message: str) -> str:
    """Make the target's branch hold exactly the folder's `files`; returns the new commit. Raises DeployError.

    The commit's parent is the one published before, so no published version is lost. The remote accepts the push
    completely or not at all, and only if nobody else has published since.
    """
    scratch = f"refs/heads/{_SCRATCH}"
    identity = committer_identity(root)
    try:
        if target.tip:
            git(root, "update-ref", scratch, target.tip)
        else:
            _delete_scratch(root)
        _import(root, folder, target.remote, message, identity)
        if {path: file.blob for path, file in files_in_commit(root, _SCRATCH).items()} != {
            path: file.blob for path, file in files.items()
        }:
            raise DeployError(
                "git did not store every file as it was built", "Look for unusual characters in their names."
            )
        commit = git(root, "rev-parse", _SCRATCH).strip()
        push(root, target, scratch)
        return commit
    except GitError as error:
        raise DeployError(f"git failed: {error}") from None
    finally:
        _delete_scratch(root)


def _import(root: Path, folder: Path, remote: str, message: str, committer: tuple[str, str]) -> None:
    """Commit the folder. ghp-import runs as a program: it works in the current folder, and fails with tracebacks."""
    command = [sys.executable, "-P", "-m", "ghp_import", "-b", _SCRATCH, "-r", remote, "-m", message, str(folder)]
    name, email = committer
    environment = git_environment({"GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": email})
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        reason = lines[0].removeprefix("fatal: ") if lines else "ghp-import failed"
        raise DeployError(f"the commit failed: {reason}", "Check for unusual characters in the names of files.")


def push(root: Path, target: Target, commit: str) -> None:
    """Make the commit, or that of a reference, the target's branch. Raises DeployError, also if that has moved."""
    try:
        git(root, "push", "--porcelain", target.remote, f"{commit}:refs/heads/{target.branch}")
    except GitError as error:
        raise _push_error(str(error), target) from None


def _push_error(output: str, target: Target) -> DeployError:
    if _NO_PERMISSION.search(output):
        return _unreachable(output, target.url)
    # The first if the other commit was there before the push began, the second if it arrived during the push.
    if "[rejected]" in output or "cannot lock ref" in output:
        return DeployError(
            f"someone else has published to {target.branch} meanwhile", "Look at their changes, then deploy again."
        )
    match = _REJECTION.search(output) or re.search(r"\[(remote rejected)\].*\((.*)\)", output)
    reason = match[2] if match and match[2] else "no reason given"
    lines = [line.removeprefix("remote:").strip() for line in output.splitlines() if line.startswith("remote:")]
    details = "; ".join(line for line in lines if line)
    return DeployError(
        f"{target.url} rejected the push to {target.branch} ({reason})" + (f": {details}" if details else ""),
        "If the branch is protected, allow yourself to push there, or choose another --branch.",
    )


def _unreachable(output: str, url: str) -> DeployError:
    lines = [line.removeprefix("fatal: ").strip() for line in output.splitlines() if line.strip()]
    if _NO_PERMISSION.search(output):
        reason = next((line for line in lines if _NO_PERMISSION.search(line)), lines[0])
        hint = "Check that your key or token has write access to that repository."
        return DeployError(f"you have no permission to write to {url} ({reason})", hint)
    reason = lines[0] if lines else "git gave no reason"
    return DeployError(f"{url} cannot be reached ({reason})", "Check the network and the URL: git remote -v")


def _delete_scratch(root: Path) -> None:
    with suppress(GitError):
        git(root, "update-ref", "-d", f"refs/heads/{_SCRATCH}")
