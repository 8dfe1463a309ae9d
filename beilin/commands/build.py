"""`build`: the archive → the site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from beilin.commands.options import all_option, base_url_option, drafts_option, jobs_option, root_option, today_option
from beilin.commands.printing import display_path, fail, print_problems, say, show_message

if TYPE_CHECKING:
    from beilin.building.build import BuildResult


def _output_folder(_context: click.Context, _parameter: click.Parameter, output: str | None) -> Path | None:
    """The folder. Raises BadParameter for an empty name, which an unset variable of a script gives."""
    if output == "":
        raise click.BadParameter("the name is empty.")
    return Path(output) if output else None


@click.command()
@root_option
@click.option(
    "--output", type=click.Path(file_okay=False), callback=_output_folder,
    help="Where to build to (default: site/).",
)  # fmt: skip
@base_url_option
@drafts_option
@today_option
@click.option("--clean", is_flag=True, help="Forget the last build, and remove unplanned files from the output.")
@all_option
@jobs_option
def build(
    root: Path, output: Path | None, base_url: str | None, drafts: bool, today: str | None, clean: bool,
    is_whole: bool, jobs: int | None,
) -> None:  # fmt: skip
    """Build content/ into site/.

    Example: build.py build --base-url https://example.org/archive/
    """
    from beilin.building.build import BuildOptions, Reporting
    from beilin.building.build import build as run
    from beilin.commands.progress import progress_reporter

    root = root.resolve()
    options = BuildOptions(Path.cwd() / output if output else None, base_url, drafts, today, clean, jobs)
    with progress_reporter() as progress:
        result = run(root, options, Reporting(say, progress))
    print_problems(root, result.problems, " --drafts" if drafts else "", is_whole=is_whole)
    if result.is_interrupted:
        fail(f"{display_path(result.output)}/ was changed, but the build did not finish; the next build does.")
    if not result.published:
        fail("Nothing was published; the site is unchanged.")
    if result.held_back:
        show_message(result.held_back)
    if result.withdrawn or result.withheld:
        _say_what_is_withheld(result)
    show_message(
        f"{display_path(result.output)}/: {result.pages} pages, {result.rendered} rendered, "
        f"{result.written} files written, {result.removed} removed, in {result.seconds:.2f} s"
    )


def _say_what_is_withheld(result: BuildResult) -> None:
    from beilin.reading.withheld import describe_counts, describe_withdrawn

    if result.withdrawn:
        say(describe_withdrawn(result.withdrawn))
    if result.withheld:
        say(f"{describe_counts(result.withheld)}; listed by `build.py check`")
