"""An archive → the site that is published: checked, and built from nothing in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from beilin.building.build import BuildOptions, Reporting, build
from beilin.checking.check import check
from beilin.config import Config, read_config
from beilin.deploying.errors import DeployError
from beilin.layout import DEPLOYED, STATE_FOLDER
from beilin.problems.problem import Problem, has_errors
from beilin.publishing.lock import output_lock
from beilin.publishing.output_folder import MARKER
from beilin.publishing.state import state_path
from beilin.publishing.state_file import StateFile


class NotBuiltError(DeployError):
    """The archive has errors, which are in `problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("the archive has errors")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class FreshBuild:
    """A site in a temporary folder, without Beilin's own mark."""

    folder: Path
    problems: tuple[Problem, ...]  # warnings


def read_settings(root: Path, options: BuildOptions) -> Config:
    """The settings for a site that is published. Raises NotBuiltError if they have errors."""
    config, problems = read_config(root, base_url=options.base_url)
    if config is None:
        raise NotBuiltError(tuple(problems))
    return config


@contextmanager
def fresh_build(root: Path, options: BuildOptions, reporting: Reporting) -> Iterator[FreshBuild]:
    """Within the block, the site of the archive at `root`, independent of site/ and of earlier builds.

    It is the only one of the archive that is published at that time. Raises NotBuiltError if the archive has errors.
    """
    checked = check(root, options, reporting)
    if has_errors(checked.problems):
        raise NotBuiltError(checked.problems)
    own = root / STATE_FOLDER
    with output_lock(own / DEPLOYED, own, reporting.say), _fresh_folder(root) as folder:
        result = build(root, options._replace(output=folder, clean=True), reporting)
        if not result.published or has_errors(result.problems):
            raise NotBuiltError(result.problems)
        (folder / MARKER).unlink(missing_ok=True)
        yield FreshBuild(folder, checked.problems)


@contextmanager
def _fresh_folder(root: Path) -> Iterator[Path]:
    folder = root / STATE_FOLDER / DEPLOYED
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        state = StateFile(state_path(root, folder), str)
        state.discard()
        shutil.rmtree(state.bodies, ignore_errors=True)
        shutil.rmtree(state.texts, ignore_errors=True)
