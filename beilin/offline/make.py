"""An archive that was built → the copy of its site."""

from __future__ import annotations

import os
from pathlib import Path

from beilin.building.options import BuildOptions, Reporting, output_folder
from beilin.building.remembered import state_file_of
from beilin.config import read_config
from beilin.files.new_place import obstacle
from beilin.offline.copy import Copy, copy_site
from beilin.parallel.executor import Workers
from beilin.publishing.lock import output_lock
from beilin.publishing.output_folder import overlaps_sources


class CopyError(Exception):
    """The copy is not made; the message says why, `hint` what to do. Nothing is left at its place."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def check_target(root: Path, options: BuildOptions, target: Path) -> None:
    """Raises CopyError if the copy cannot be at `target`, a folder or a zip file."""
    if reason := obstacle(target):
        hint = "Name a new file, or a new or empty folder; what is there is never replaced."
        raise CopyError(f"the copy cannot be at {target}: {reason}", hint)
    place = Path(os.path.realpath(target))
    output = Path(os.path.realpath(output_folder(root, options)))
    if place.is_relative_to(output) or overlaps_sources(root, place):
        message = f"the copy cannot be at {target}: that is a part of the archive, or of its site"
        raise CopyError(message, f"Choose a place outside of content/, themes/ and {output.name}/.")


def make_copy(root: Path, options: BuildOptions, target: Path, reporting: Reporting) -> Copy:
    """Copy the site that a build of the archive with these options left to `target`, as `copy_site` does.

    Raises CopyError, OSError.
    """
    output = output_folder(root, options)
    config, _ = read_config(root, base_url=options.base_url)
    with output_lock(output, root, reporting.say):
        check_target(root, options, target)
        state = state_file_of(root, output).load()
        if config is None or state.plan is None or state.plan.request != options.request:
            raise CopyError("the archive or its site was changed while it was being copied", "Try again.")
        return copy_site(
            output,
            frozenset(state.outputs),
            config.base_url,
            target,
            Workers(options.jobs),
            lambda done, count: reporting.progress("Copying", done, count),
        )
