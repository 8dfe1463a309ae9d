"""What pip has to be given to install this Beilin on another machine."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit

from beilin.deploying.errors import DeployError
from beilin.deploying.git import git
from beilin.deploying.github_pages import github_repository
from beilin.files.git import GitError

_CHECKOUT = Path(__file__).resolve().parents[2]


def requirement_of_this() -> str:
    """The requirement for pip, pinned to a commit or a version; "" if no other machine can get this Beilin.

    A checkout is its commit in its remote `origin`, if that has the commit. An installed package is what pip noted:
    the repository, or, without a note, the version in the package index (PyPA specifications, "Recording the Direct
    URL Origin of installed distributions").
    """
    if (_CHECKOUT / "build.py").is_file():
        return requirement_of_checkout(_CHECKOUT)
    try:
        package = distribution("beilin")
    except PackageNotFoundError:
        return ""
    return requirement_of_package(package.version, package.read_text("direct_url.json"))


def requirement_of_package(version: str, direct_url: str | None) -> str:
    """The requirement for a package of the version, with what pip noted in direct_url.json if there is one."""
    if direct_url is None:
        return f"beilin=={version}"
    note = json.loads(direct_url)
    return _in_repository(note["url"], note["vcs_info"]["commit_id"]) if "vcs_info" in note else ""


def requirement_of_checkout(checkout: Path) -> str:
    """The requirement for the commit of a checkout; "" if it is in no repository, or its remote lacks the commit."""
    try:
        top = Path(git(checkout, "rev-parse", "--show-toplevel").strip())
        if top.resolve() != checkout.resolve():  # copied into a repository of something else
            return ""
        commit = git(checkout, "rev-parse", "HEAD").strip()
        published = git(checkout, "for-each-ref", "--count=1", "--contains", commit, "refs/remotes/origin/")
        return _in_repository(git(checkout, "remote", "get-url", "origin").strip(), commit) if published else ""
    except (DeployError, GitError):
        return ""


def _in_repository(url: str, commit: str) -> str:
    """The requirement for the commit; "" if the repository cannot be read by https without a key."""
    if repository := github_repository(url):
        url = f"https://github.com/{repository.owner}/{repository.name}"
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
        return ""
    return f"git+{url}@{commit}"
