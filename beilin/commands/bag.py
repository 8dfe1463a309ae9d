"""`bag`: the whole archive → a package that can be kept and verified without Beilin."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beilin.commands.options import given_name, jobs_option, root_option, today_option
from beilin.commands.printing import fail, print_problems, say, say_error, show_message
from beilin.problems.controls import printable_path

if TYPE_CHECKING:
    from beilin.preserving.payload import LeftOut
    from beilin.preserving.plan import BagPlan

MAX_NAMED = 20
_NOTHING = "No bag was written."
_FREE, _ELSEWHERE = "Free some space.", "Something else is there now; choose a different place."
_HINTS = {errno.ENOSPC: _FREE, errno.EDQUOT: _FREE, errno.EEXIST: _ELSEWHERE, errno.ENOTEMPTY: _ELSEWHERE}


@click.command()
@root_option
@click.argument("name", metavar="DIR|FILE.zip", callback=given_name)
@click.option("--site", "with_site", is_flag=True, help="Add the site, checked and built anew, as deploy does.")
@today_option
@jobs_option
def bag(root: Path, name: str, with_site: bool, today: str | None, jobs: int | None) -> None:
    """Write the whole archive as a bag (BagIt, RFC 8493), which can be kept, handed over and verified without Beilin.

    It has the content with its import records, the kept sources, the settings and the theme, a list of all articles,
    and a README in plain words. DIR must be new or empty; a FILE.zip that exists is never replaced. The same archive
    gives the same bytes. Drafts and sources are in it, so mind whom you give it to: docs/preservation.md.

    Example: build.py bag ../archive-2026.zip --today 2026-11-28
    """
    from beilin.building.build import BuildOptions, Reporting
    from beilin.commands.progress import progress_reporter
    from beilin.deploying.fresh_build import NotBuiltError
    from beilin.files.changed import InputChangedError
    from beilin.preserving.payload import UnnameableError
    from beilin.preserving.plan import planned_bag
    from beilin.preserving.write import UnusableTargetError, require_usable, write_bag

    root, target = root.resolve(), Path(name)
    options = BuildOptions(today=today, jobs=jobs)
    try:
        require_usable(target, root)
        with (
            progress_reporter() as progress,
            planned_bag(root, options, Reporting(say, progress), with_site=with_site) as plan,
        ):
            write_bag(plan, target, lambda done, count: progress("Writing", done, count))
    except UnusableTargetError as error:
        say_error(str(error), error.hint)
        fail(_NOTHING)
    except NotBuiltError as error:
        print_problems(root, error.problems)
        fail(_NOTHING)
    except UnnameableError as error:
        say_error(f"{error}: the name of this file is not UTF-8", "Rename it; no manifest can list it.")
        fail(_NOTHING)
    except InputChangedError as error:
        say_error(f"{error}: the file changed while the bag was written", "Type the command again.")
        fail(_NOTHING)
    except OSError as error:
        _say_system_error(root, target, error)
        fail(_NOTHING)
    print_problems(root, plan.problems)
    _say_left_out(plan.left_out)
    _describe(plan, target)


def _say_system_error(root: Path, target: Path, error: OSError) -> None:
    from beilin.problems.system import system_problem

    problem = system_problem(error, root, written=(target.absolute(), target.absolute().parent))
    if problem.code == "not-written":
        hint = _HINTS.get(error.errno or 0, "Choose a place where you may write.")
        say_error(f"{printable_path(str(target))} cannot be written: {error.strerror or error}", hint)
    else:
        say_error(f"{problem.file} {problem.message}" if problem.file else problem.message, problem.hint)


def _say_left_out(left_out: tuple[LeftOut, ...]) -> None:
    """Name the files that are not in the bag."""
    if not left_out:
        return
    named = ", ".join(f"{printable_path(file.path)} ({file.why})" for file in left_out[:MAX_NAMED])
    more = f" and {len(left_out) - MAX_NAMED} more" if len(left_out) > MAX_NAMED else ""
    say(f"Not in the bag: {named}{more}")


def _describe(plan: BagPlan, target: Path) -> None:
    from beilin.deploying.github_pages import format_size

    size, ending = format_size(plan.size), "" if plan.articles == 1 else "s"
    show_message(f"{target}: a bag of {plan.articles} article{ending} in {len(plan.files)} files, {size}")
    show_message(f"Note elsewhere the SHA-256 of its tagmanifest-sha256.txt, which fixes every byte: {plan.digest}")
