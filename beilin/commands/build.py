"""`build`: the archive → the site."""

from __future__ import annotations

from pathlib import Path

import click

from beilin.commands.build_run import build_archive
from beilin.commands.options import (
    all_option,
    base_url_option,
    drafts_option,
    executor_option,
    given_name,
    jobs_option,
    root_option,
    today_option,
)


@click.command()
@root_option
@click.option(
    "--output", type=click.Path(file_okay=False), callback=given_name,
    help="Where to build to (default: site/).",
)  # fmt: skip
@base_url_option
@drafts_option
@today_option
@click.option("--clean", is_flag=True, help="Forget the last build, and remove unplanned files from the output.")
@click.option(
    "--offline", metavar="FOLDER|FILE.zip", callback=given_name,
    help="After the build, make a copy of the site there that browsers open from a file.",
)  # fmt: skip
@all_option
@jobs_option
@executor_option
def build(
    root: Path, output: str | None, base_url: str | None, drafts: bool, today: str | None, clean: bool,
    offline: str | None, is_whole: bool, jobs: int | None, executor: str,
) -> None:  # fmt: skip
    """Build content/ into site/.

    With --offline, the site is then copied to a new folder or zip file, with relative addresses, so that it can be read
    without a server: docs/publishing.md.

    Example: build.py build --base-url https://example.org/archive/

    Example: build.py build --offline archive-offline.zip
    """
    from beilin.building.options import BuildOptions

    options = BuildOptions(Path.cwd() / output if output else None, base_url, drafts, today, clean, jobs)
    target = Path(offline) if offline else None
    if target:
        from beilin.commands.offline import copy_offline, require_place

        require_place(root, options, target)
    build_archive(root, options, executor, is_whole=is_whole)
    if target:
        copy_offline(root, options, target)
