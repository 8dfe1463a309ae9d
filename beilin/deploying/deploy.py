"""An archive → its published branch: build in a fresh folder, compare, publish. All or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from beilin.building.build import BuildOptions, Reporting, build
from beilin.checking.check import check
from beilin.config import Config, read_config
from beilin.deploying.branch import Target, branch_error, fetch_target, publish
from beilin.deploying.errors import DeployError
from beilin.deploying.git import Checkout, git, read_checkout, remote_url
from beilin.deploying.github_pages import base_url_error, custom_domain, github_repository, size_errors
from beilin.deploying.site_files import Changes, SiteFile, compare, files_in_commit, files_in_folder, object_format
from beilin.layout import DEPLOYED, STATE_FOLDER
from beilin.problems.problem import Problem, has_errors
from beilin.publishing.lock import output_lock
from beilin.publishing.output_folder import MARKER
from beilin.publishing.state import state_path
from beilin.publishing.state_file import StateFile

CNAME = "CNAME"


class NotBuiltError(DeployError):
    """The archive has errors, which are in `problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("the archive has errors")
        self.problems = problems


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
    config, problems = read_config(root, base_url=options.base_url)
    if config is None:
        raise NotBuiltError(tuple(problems))
    if error := base_url_error(config.base_url, github_repository(url)):
        raise error
    target = fetch_target(root, remote, branch, url)
    if error := branch_error(root, target, checkout.branch):
        raise error
    checked = check(root, options, reporting)
    if has_errors(checked.problems):
        raise NotBuiltError(checked.problems)
    own = root / STATE_FOLDER
    with output_lock(own / DEPLOYED, own, reporting.say), _fresh_folder(root) as folder:
        result = build(root, replace(options, output=folder, clean=True), reporting)
        if not result.published or has_errors(result.problems):
            raise NotBuiltError(result.problems)
        old = files_in_commit(root, target.tip) if target.tip else {}
        _add_domain(root, folder, config, target, had_cname=CNAME in old)
        files = files_in_folder(folder, object_format(root))
        if errors := size_errors({path: file.size for path, file in files.items()}):
            raise DeployError("; ".join(errors), "Make the files smaller, or publish them elsewhere and link to them.")
        yield Deployment(root, folder, checkout, target, files, compare(files, old), checked.problems)


def deploy(deployment: Deployment) -> str:
    """Publish the prepared site; returns the new commit. Raises DeployError."""
    checkout = deployment.checkout
    message = f"Publish {checkout.commit}" if checkout.commit else "Publish"
    if checkout.changed:
        message += " with uncommitted changes"
    return publish(deployment.root, deployment.folder, deployment.files, deployment.target, message)


def _add_domain(root: Path, folder: Path, config: Config, target: Target, *, had_cname: bool) -> None:
    """Add the file that GitHub Pages looks for in a branch: the domain. Remove Beilin's own mark."""
    (folder / MARKER).unlink(missing_ok=True)
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


@contextmanager
def _fresh_folder(root: Path) -> Iterator[Path]:
    folder = root / STATE_FOLDER / DEPLOYED
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        state = StateFile(state_path(root, folder), "")
        state.discard()
        shutil.rmtree(state.bodies, ignore_errors=True)
        shutil.rmtree(state.texts, ignore_errors=True)
