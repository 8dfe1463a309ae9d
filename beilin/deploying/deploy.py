"""From an archive to its published branch: build in a fresh folder, compare, publish. All or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from beilin.building.build import BuildOptions, Reporting, build
from beilin.checking.check import check
from beilin.config import Config, read_config
from beilin.deploying.branch import Target, fault_of_branch, look_at_target, publish
from beilin.deploying.files import Changes, SiteFile, compare, files_in_commit, files_in_folder, object_format
from beilin.deploying.git import Source, git, look_at_source, remote_url
from beilin.deploying.pages_host import custom_domain, fault_of_base_url, faults_of_size, github_repository
from beilin.deploying.refusal import DeployError
from beilin.problems.problem import Problem, has_errors
from beilin.publishing.lock import output_lock
from beilin.publishing.output_folder import MARKER
from beilin.publishing.state import FOLDER, StateFile, state_path

NO_JEKYLL = ".nojekyll"
CNAME = "CNAME"


class NotBuiltError(DeployError):
    """The archive has errors; they are in `problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("the archive has errors")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Deployment:
    """A site that is built and compared, and not published yet."""

    root: Path
    folder: Path  # holds exactly `files`
    source: Source
    target: Target
    files: dict[str, SiteFile]
    changes: Changes
    problems: tuple[Problem, ...] = ()  # warnings


@contextmanager
def prepared(
    root: Path,
    options: BuildOptions,
    reporting: Reporting | None = None,
    *,
    remote: str = "origin",
    branch: str = "gh-pages",
) -> Iterator[Deployment]:
    """Within the block, the archive at `root` as it would be published to the branch of the remote.

    It is checked, and built from nothing into a folder of its own, so that neither site/ nor what an earlier build left
    has a part in it. Raises NotBuiltError, and DeployError for anything else that forbids publishing.
    """
    reporting = reporting or Reporting()
    source = look_at_source(root)
    url = remote_url(root, remote)
    config, problems = read_config(root, base_url=options.base_url)
    if config is None:
        raise NotBuiltError(tuple(problems))
    if fault := fault_of_base_url(config.base_url, github_repository(url)):
        raise fault
    target = look_at_target(root, remote, branch, url)
    if fault := fault_of_branch(root, target, source.branch):
        raise fault
    checked = check(root, options, reporting)
    if has_errors(checked.problems):
        raise NotBuiltError(checked.problems)
    own = root / FOLDER
    with output_lock(own / "deploy", own, reporting.say), _fresh_folder(root) as folder:
        result = build(root, replace(options, output=folder, clean=True), reporting)
        if not result.published or has_errors(result.problems):
            raise NotBuiltError(result.problems)
        old = files_in_commit(root, target.tip) if target.tip else {}
        _dress(root, folder, config, target, was_there=CNAME in old)
        files = files_in_folder(folder, object_format(root))
        if faults := faults_of_size({path: file.size for path, file in files.items()}):
            raise DeployError("; ".join(faults), "Make the files smaller, or publish them elsewhere and link to them.")
        yield Deployment(root, folder, source, target, files, compare(files, old), checked.problems)


def deploy(deployment: Deployment) -> str:
    """Publish what was prepared; the new commit. Raises DeployError."""
    source = deployment.source
    message = f"Publish {source.commit}" if source.commit else "Publish"
    if source.changed:
        message += " with uncommitted changes"
    return publish(deployment.root, deployment.folder, deployment.files, deployment.target, message)


def _dress(root: Path, folder: Path, config: Config, target: Target, *, was_there: bool) -> None:
    """Add what GitHub Pages asks of a branch: no Jekyll, and its domain. Beilin's own mark stays behind."""
    (folder / MARKER).unlink(missing_ok=True)
    (folder / NO_JEKYLL).touch()
    domain = custom_domain(config.base_url)
    try:
        given = (folder / CNAME).read_text("utf-8").split()
    except FileNotFoundError:
        if domain:
            (folder / CNAME).write_text(f"{domain}\n", "utf-8")
        elif was_there:
            # Without it the domain that was entered in the repository's settings is lost.
            (folder / CNAME).write_text(git(root, "cat-file", "blob", f"{target.tip}:{CNAME}"), "utf-8")
        return
    if domain and given != [domain]:
        raise DeployError(
            f"content/{CNAME} says {' '.join(given) or 'nothing'}, but base_url is {config.base_url}",
            f"Let both name the same domain; without content/{CNAME} it is taken from base_url.",
        )


@contextmanager
def _fresh_folder(root: Path) -> Iterator[Path]:
    folder = root / FOLDER / "deploy"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        state = StateFile(state_path(root, folder), "")
        state.discard()
        shutil.rmtree(state.bodies, ignore_errors=True)
