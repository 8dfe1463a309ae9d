"""`build`, once its options are known: the archive → the site, and what is said about it. Without Click."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from beilin.commands.printing import (
    EXIT_INTERRUPTED,
    EXIT_PROBLEMS,
    display_path,
    fail,
    print_problems,
    say,
    show_form,
    show_message,
)
from beilin.commands.streams import OutputError
from beilin.layout import CONFIG_FILE

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from beilin.building.options import BuildOptions, BuildResult
    from beilin.parallel.cluster import Cluster

_UNCHANGED = "Nothing was published; the site is unchanged."


def build_here() -> int:
    """Build the archive in the current folder without any options; returns the exit code, as `cli.run` does."""
    try:
        _build_or_fail(Path())
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else EXIT_PROBLEMS
    except KeyboardInterrupt:
        say("\nInterrupted.")
        return EXIT_INTERRUPTED
    return 0


def _build_or_fail(root: Path) -> None:
    from beilin.building.options import BuildOptions

    try:
        if not is_archive(root):
            sys.exit(EXIT_PROBLEMS)
        build_archive(root, BuildOptions())
    except OutputError:
        raise
    except Exception as error:
        from beilin.commands.failure import fail_with

        fail_with(error, root)


def is_archive(root: Path) -> bool:
    """Whether the folder has a site.yaml; if not, that is printed."""
    if os.path.lexists(root / CONFIG_FILE):
        return True
    from beilin.config import read_config

    print_problems(None, read_config(root.resolve())[1])
    return False


def build_archive(root: Path, options: BuildOptions, executor: str = "", *, is_whole: bool = False) -> None:
    """Build, and print what was done. Exits with 1 if nothing was published.

    `executor` is the address of a cluster, or "". `is_whole`: print every problem.
    """
    from beilin.building.build import Reporting, build
    from beilin.commands.progress import progress_reporter

    root = root.resolve()
    with _cluster_at(executor) as cluster, progress_reporter() as progress:
        result = build(root, options._replace(cluster=cluster) if cluster else options, Reporting(say, progress))
    print_problems(root, result.problems, " --drafts" if options.drafts else "", is_whole=is_whole)
    if result.is_interrupted:
        fail(f"{display_path(result.output)}/ was changed, but the build did not finish; the next build does.")
    if not result.published:
        fail(_UNCHANGED)
    if result.held_back:
        show_message(result.held_back)
    if result.withdrawn or result.withheld:
        _say_what_is_withheld(result)
    show_form(
        "{1}/: {2} pages, {3} rendered, {4} files written, {5} removed, in {6} s",
        display_path(result.output), result.pages, result.rendered, result.written, result.removed,
        f"{result.seconds:.2f}",
    )  # fmt: skip


def _cluster_at(address: str) -> AbstractContextManager[Cluster | None]:
    if not address:
        return nullcontext()
    from beilin.commands.cluster import cluster_at

    return cluster_at(address, _UNCHANGED)


def _say_what_is_withheld(result: BuildResult) -> None:
    from beilin.reading.withheld import describe_counts, describe_withdrawn

    if result.withdrawn:
        say(describe_withdrawn(result.withdrawn))
    if result.withheld:
        say(f"{describe_counts(result.withheld)}; listed by `build.py check`")
