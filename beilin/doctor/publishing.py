"""What publishing needs: git, a remote, an address that is right, and one of the two ways to GitHub Pages."""

from __future__ import annotations

from pathlib import Path

from beilin.config import Config
from beilin.deploying.git import GitError, committer, git, look_at_source, remote_url
from beilin.deploying.pages_host import custom_domain, fault_of_base_url, github_repository
from beilin.deploying.refusal import DeployError
from beilin.doctor.finding import Finding, ok

REMOTE = "origin"
BRANCH = "gh-pages"


def look(root: Path, config: Config | None) -> list[Finding]:
    """A finding for each, as far as they can be known without asking the remote."""
    try:
        source = look_at_source(root)
    except DeployError as error:
        return [_lacking("git", error)]
    count = len(source.changed)
    changed = f", {count} path{'' if count == 1 else 's'} not committed" if count else ""
    found = [ok("git", f"{source.branch or 'HEAD detached'} at {source.commit or 'no commit yet'}{changed}")]
    try:
        name, address = committer(root)
        found.append(ok("name for commits", f"{name} <{address}>"))
    except DeployError as error:
        found.append(_lacking("name for commits", error))
    try:
        url = remote_url(root, REMOTE)
    except DeployError as error:
        return [*found, _lacking("remote", error)]
    repository = github_repository(url)
    found.append(ok("remote", f"GitHub, {repository.owner}/{repository.name}" if repository else "not on GitHub"))
    if config:
        fault = fault_of_base_url(config.base_url, repository)
        domain = custom_domain(config.base_url)
        words = f"{config.base_url}{f', with {domain} as the custom domain' if domain else ''}"
        found.append(_lacking("address", fault) if fault else ok("address", words))
    return [*found, _pages(root)]


def _pages(root: Path) -> Finding:
    """Which way the site goes to GitHub Pages. Which one its settings name is known to GitHub alone."""
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
    hint = "Type: build.py deploy; or commit a .github/workflows/pages.yml such as Beilin's own."
    return Finding("GitHub Pages", "optional", f"no workflow and no branch {BRANCH} yet", hint)


def _lacking(what: str, error: DeployError) -> Finding:
    return Finding(what, "optional", str(error), error.hint)
