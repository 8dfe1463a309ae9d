"""`build --offline`: after the build, a copy of the site that browsers open from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from beilin.commands.printing import display_path, fail, print_problems, say, say_error, show_form

if TYPE_CHECKING:
    from beilin.building.options import BuildOptions

_NOTHING = "No copy was made, and nothing was left there."


def require_place(root: Path, options: BuildOptions, target: Path) -> None:
    """If the copy cannot be at `target`, print why and exit with 1, before anything is built."""
    from beilin.offline.make import CopyError, check_target

    try:
        check_target(root.resolve(), options, target)
    except CopyError as error:
        say_error(str(error), error.hint)
        fail(_NOTHING)


def copy_offline(root: Path, options: BuildOptions, target: Path) -> None:
    """Copy the site that was built to `target`, and print what was done. Exits with 1 if no copy was made."""
    from beilin.building.build import Reporting
    from beilin.commands.progress import progress_reporter
    from beilin.crash import failure_problem
    from beilin.files.new_place import is_zip
    from beilin.offline.make import CopyError, make_copy
    from beilin.offline.windows_names import refused_by_windows

    root = root.resolve()
    try:
        with progress_reporter() as progress:
            copy = make_copy(root, options, target, Reporting(say, progress))
    except CopyError as error:
        say_error(str(error), error.hint)
        fail(_NOTHING)
    except OSError as error:
        print_problems(root, [failure_problem(root, error, "copying the site", written=(target,))])
        fail(_NOTHING)
    for script in copy.modules:
        say(
            f"{script} has a module script that could not be made a classic one, so browsers do not run it from a file."
        )
    if refused := list(refused_by_windows(copy.files)):
        say(f"Windows cannot have {len(refused)} of the files because of their names, such as {refused[0]}")
    where, size = display_path(target), f"{copy.size / 1e6:.1f}"
    if is_zip(target):
        show_form("{1}: {2} files, {3} MB unpacked; unpack it and open index.html", where, len(copy.files), size)
    else:
        show_form("{1}/: {2} files, {3} MB; open {4}/index.html", where, len(copy.files), size, where)
