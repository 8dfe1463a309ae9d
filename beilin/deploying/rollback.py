"""The state of the branch before the last deployment, published again as a new commit on top: history only grows.

A commit that rolls back names the one whose state it has. So rolling back again goes one state further back, past the
one that was bad, and not forward to it; forward is `deploy`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from beilin.deploying.branch import Target, branch_error, fetch_target, push
from beilin.deploying.errors import DeployError
from beilin.deploying.git import committer_identity, git, read_checkout, remote_url
from beilin.deploying.site_files import CNAME, Changes, SiteFile, compare, files_in_commit
from beilin.files.git import GitError
from beilin.layout import CONFIG_FILE
from beilin.problems.controls import printable

_MESSAGE = re.compile(r"Publish(?: [0-9a-f]+)?(?: with uncommitted changes)?\Z")  # of a commit that `deploy` made
_STATE = "Beilin-State"  # the trailer that names the commit whose state a rollback has
_MAX_TIME = 253_000_000_000  # in the year 9987; later ones are damage
_TRAILER = re.compile(rf"^{_STATE}: ([0-9a-f]+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the published branch."""

    name: str
    tree: str
    parent: str  # the first one; "" for none
    day: str  # on which it was made, YYYY-MM-DD
    message: str

    @property
    def subject(self) -> str:
        """The first line of its message."""
        return self.message.partition("\n")[0]


@dataclass(frozen=True, slots=True)
class Rollback:
    """An earlier state of the branch that is about to be published again."""

    root: Path
    target: Target
    state: Commit  # the one that was published before
    tree: str  # what is published: its files, with the domain that the branch has now
    files: dict[str, SiteFile]
    changes: Changes


def prepare_rollback(root: Path, *, remote: str, branch: str) -> Rollback:
    """The state before the one that the branch of the remote has now.

    Neither site.yaml nor content/ is read: they may be what is broken. Raises DeployError if there is none, or if
    somebody other than `deploy` made it or what followed.
    """
    checkout = read_checkout(root)
    target = fetch_target(root, remote, branch, remote_url(root, remote))
    if not target.tip:
        raise DeployError(f"{branch} does not exist at {target.url}", "Publish first: build.py deploy")
    if error := branch_error(root, target, checkout.branch):
        raise error
    now = _own_state(root, target.tip, target)
    state = _before(root, now, target)
    files = files_in_commit(root, target.tip)
    while not (changes := compare(after := files_in_commit(root, tree := _tree(root, state, target.tip)), files)):
        state = _before(root, state, target)
    if CONFIG_FILE in after:
        raise DeployError(f"{state.name[:7]} holds an archive's sources, not a site", "Correct the branch by hand.")
    return Rollback(root, target, state, tree, after, changes)


def roll_back(rollback: Rollback) -> str:
    """Publish the state; returns the new commit. Raises DeployError, such as when someone else has published since."""
    root, target, state = rollback.root, rollback.target, rollback.state
    committer_identity(root)
    message = ("-m", f"Roll back to {state.name[:7]}", "-m", f"{_STATE}: {state.name}")
    try:
        commit = git(root, "commit-tree", rollback.tree, "-p", target.tip, *message).strip()
    except GitError as error:
        raise DeployError(f"git failed: {error}") from None
    push(root, target, commit)
    return commit


def _own_state(root: Path, name: str, target: Target) -> Commit:
    """The deployment whose state the commit has. Raises DeployError if neither `deploy` nor a rollback made it."""
    commit = _commit(root, name, target)
    if trailer := _TRAILER.search(commit.message):
        return _own_state(root, trailer[1], target)
    if _MESSAGE.match(commit.subject):
        return commit
    if commit.parent and _changed_paths(root, commit) == [CNAME]:  # GitHub writes the domain of its settings
        return _own_state(root, commit.parent, target)
    raise DeployError(
        f"`deploy` did not make the commit {name[:7]} ({printable(commit.subject)})",
        f"Look at it (git log {target.branch}), and go back by hand: git revert, then git push.",
    )


def _before(root: Path, state: Commit, target: Target) -> Commit:
    if not state.parent:
        raise DeployError("there is no earlier state to roll back to", "Correct the archive, then deploy again.")
    return _own_state(root, state.parent, target)


def _commit(root: Path, name: str, target: Target) -> Commit:
    """The commit, from its object: its format is that of git's documentation (gitformat-commit)."""
    try:
        head, _, message = git(root, "cat-file", "commit", name).partition("\n\n")
    except GitError:
        raise DeployError(
            f"the history of {target.branch} is not complete here: {name[:7]} is missing",
            f"Fetch all of it: git fetch --unshallow {target.remote}",
        ) from None
    values: dict[str, str] = {}
    for line in head.split("\n"):
        key, _, value = line.partition(" ")
        values.setdefault(key, value)
    seconds = values["committer"].rpartition("> ")[2].partition(" ")[0]
    day = datetime.fromtimestamp(min(int(seconds), _MAX_TIME)).date().isoformat()  # noqa: DTZ006 (as the user reads it)
    return Commit(name, values["tree"], values.get("parent", ""), day, message.strip())


def _changed_paths(root: Path, commit: Commit) -> list[str]:
    return git(root, "diff-tree", "-r", "-z", "--name-only", commit.parent, commit.name).split("\0")[:-1]


def _tree(root: Path, state: Commit, tip: str) -> str:
    """The tree with the state's files and the domain that the branch has now: it belongs to the host's settings."""
    entries = git(root, "ls-tree", "-z", state.tree).split("\0")[:-1]
    own = git(root, "ls-tree", "-z", tip, "--", CNAME).split("\0")[:-1]
    if [entry for entry in entries if entry.endswith(f"\t{CNAME}")] == own:
        return state.tree
    kept = [entry for entry in entries if not entry.endswith(f"\t{CNAME}")]
    return git(root, "mktree", "-z", stdin="".join(f"{entry}\0" for entry in [*kept, *own])).strip()
