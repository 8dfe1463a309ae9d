"""An archive → its published branch: build in a fresh folder, compare, publish. All or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from beilin.building.build import BuildOptions, Reporting
from beilin.config import Config
from beilin.deploying.branch import Target, branch_error, fetch_target, publish
from beilin.deploying.errors import DeployError
from beilin.deploying.fresh_build import fresh_build, read_settings
from beilin.deploying.git import Checkout, git, read_checkout, remote_url
from beilin.deploying.github_pages import base_url_error, custom_domain, github_repository, size_errors
from beilin.deploying.site_files import (
    CNAME,
    Changes,
    SiteFile,
    compare,
    files_in_commit,
    files_in_folder,
    object_format,
)
from beilin.problems.problem import Problem


@dataclass(frozen=True, slots=True)
class Deployment:
    """A site that is built and compared, but not yet published."""

    root: Path
    folder: Path  # contains exactly `files`
    checkout: Checkout
    target: Target
    files: dict[str, SiteFile]
    changes: Changes
    problems: tuple[Problem, ...] = ()  # warnings


@contextmanager
def prepare_deployment(
    root: Path,
    options: BuildOptions,
    reporting: Reporting | None = None,
    *,
    remote: str = "origin",
    branch: str = "gh-pages",
) -> Iterator[Deployment]:
    """Within the block, the archive at `root` as it would be published to the branch of the remote.

    It is checked, and built from scratch in a temporary folder, independent of site/ and of earlier builds. Raises
    NotBuiltError if the archive has errors, DeployError for anything else that prevents publishing.
    """
    reporting = reporting or Reporting()
    checkout = read_checkout(root)
    url = remote_url(root, remote)
    config = read_settings(root, options)
    if error := base_url_error(config.base_url, github_repository(url)):
        raise error
    target = fetch_target(root, remote, branch, url)
    if error := branch_error(root, target, checkout.branch):
        raise error
    with fresh_build(root, options, reporting) as built:
        folder = built.folder
        old = files_in_commit(root, target.tip) if target.tip else {}
        _add_domain(root, folder, config, target, had_cname=CNAME in old)
        files = files_in_folder(folder, object_format(root))
        if errors := size_errors({path: file.size for path, file in files.items()}):
            raise DeployError("; ".join(errors), "Make the files smaller, or publish them elsewhere and link to them.")
        yield Deployment(root, folder, checkout, target, files, compare(files, old), built.problems)


def deploy(deployment: Deployment) -> str:
    """Publish the prepared site; returns the new commit. Raises DeployError."""
    checkout = deployment.checkout
    message = f"Publish {checkout.commit}" if checkout.commit else "Publish"
    if checkout.changed:
        message += " with uncommitted changes"
    return publish(deployment.root, deployment.folder, deployment.files, deployment.target, message)


def _add_domain(root: Path, folder: Path, config: Config, target: Target, *, had_cname: bool) -> None:
    """Add the file that GitHub Pages looks for in a branch: the domain."""
    domain = custom_domain(config.base_url)
    try:
        written = (folder / CNAME).read_text("utf-8").split()
    except FileNotFoundError:
        if domain:
            (folder / CNAME).write_text(f"{domain}\n", "utf-8")
        elif had_cname:
            # Without it the domain in the repository's settings would be lost.
            (folder / CNAME).write_text(git(root, "cat-file", "blob", f"{target.tip}:{CNAME}"), "utf-8")
        return
    if domain and written != [domain]:
        raise DeployError(
            f"content/{CNAME} says {' '.join(written) or 'nothing'}, but base_url is {config.base_url}",
            f"Use the same domain in both; without content/{CNAME} it is taken from base_url.",
        )
