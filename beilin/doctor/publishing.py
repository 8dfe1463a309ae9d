"""What publishing requires: git, a remote, the right address, and one of the two ways to GitHub Pages."""

from __future__ import annotations

from pathlib import Path

from beilin.config import Config
from beilin.deploying.errors import DeployError
from beilin.deploying.git import committer_identity, git, read_checkout, remote_url
from beilin.deploying.github_pages import base_url_error, custom_domain, github_repository
from beilin.doctor.finding import Finding, ok
from beilin.files.git import GitError

REMOTE = "origin"
BRANCH = "gh-pages"


def findings(root: Path, config: Config | None) -> list[Finding]:
    """A finding for each requirement, as far as it can be checked without contacting the remote."""
    try:
        checkout = read_checkout(root)
    except DeployError as error:
        return [_lacking("git", error)]
    count = len(checkout.changed)
    changed = f", {count} path{'' if count == 1 else 's'} not committed" if count else ""
    result = [ok("git", f"{checkout.branch or 'detached HEAD'} at {checkout.commit or 'no commit yet'}{changed}")]
    try:
        name, email = committer_identity(root)
        result.append(ok("name for commits", f"{name} <{email}>"))
    except DeployError as error:
        result.append(_lacking("name for commits", error))
    try:
        url = remote_url(root, REMOTE)
    except DeployError as error:
        return [*result, _lacking("remote", error)]
    repository = github_repository(url)
    result.append(ok("remote", f"GitHub, {repository.owner}/{repository.name}" if repository else "not on GitHub"))
    if config:
        address_error = base_url_error(config.base_url, repository)
        domain = custom_domain(config.base_url)
        detail = f"{config.base_url}{f', with {domain} as the custom domain' if domain else ''}"
        result.append(_lacking("address", address_error) if address_error else ok("address", detail))
    return [*result, _github_pages(root)]


def _github_pages(root: Path) -> Finding:
    """How the site gets to GitHub Pages. Which way the repository's settings select, only GitHub knows."""
    ways = []
    top = Path(git(root, "rev-parse", "--show-toplevel").strip())
    if (top / ".github/workflows/pages.yml").exists():
        ways.append("the workflow pages.yml (settings: Pages, Source: GitHub Actions)")
    try:
        git(root, "rev-parse", "--verify", "--quiet", f"refs/remotes/{REMOTE}/{BRANCH}")
        ways.append(f"the branch {BRANCH} (settings: Pages, Source: Deploy from a branch)")
    except GitError:
        pass
    if ways:
        return ok("GitHub Pages", "; or ".join(ways))
    hint = "Type: build.py deploy; or commit a .github/workflows/pages.yml, as `build.py init` writes it."
    return Finding("GitHub Pages", "optional", f"no workflow and no branch {BRANCH} yet", hint)


def _lacking(subject: str, error: DeployError) -> Finding:
    return Finding(subject, "optional", str(error), error.hint)
