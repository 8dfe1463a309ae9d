"""`serve`: build, watch and show the site while it is edited."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from beilin.commands.options import drafts_option, root_option
from beilin.commands.printing import say, uses_colour


@click.command()
@root_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@drafts_option
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
def serve(root: Path, host: str, port: int, drafts: bool, open_browser: bool) -> None:
    """Build the site, serve it on this machine, and reload it in the browser whenever a source is saved.

    Example: build.py serve --drafts --open
    """
    from functools import partial

    from beilin.building.build import BuildOptions, Reporting, Session
    from beilin.building.build import build as run
    from beilin.serving.background_check import beilin_command
    from beilin.serving.rebuilds import ServedArchive
    from beilin.serving.server import serve as serve_archive

    root = root.resolve()
    rebuild = partial(run, root, BuildOptions(drafts=drafts), Reporting(say), Session())
    check = beilin_command(
        ["check", "--root", str(root), "--format", "json", "--jobs", "1", *(["--drafts"] if drafts else [])]
    )
    options = " --drafts" if drafts else ""
    archive = ServedArchive(root, rebuild, say, check, options, in_colour=uses_colour(sys.stderr))
    sys.exit(serve_archive(archive, host=host, port=port, open_browser=open_browser))
