"""`serve`: build, watch and show the site while it is edited, or show one that was built."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from beilin.commands.options import any_folder_option, drafts_option, require_archive
from beilin.commands.printing import fail, say, say_error, style_for


def _host_names(_context: click.Context, _parameter: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    from beilin.serving.origins import host_name

    for name in names:
        if host_name(name) not in (name.lower(), name.strip("[]").lower()):
            raise click.BadParameter(f"{name!r} is not a host name. Write it without https:// and without a port.")
    return names


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@any_folder_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option(
    "--allow-host", "allowed_hosts", multiple=True, metavar="NAME", callback=_host_names,
    help="Answer requests for this host name too, such as that of a tunnel; may be repeated.",
)  # fmt: skip
@click.option("--poll", is_flag=True, help="Look for changes once a second, where the system reports none.")
@drafts_option
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@click.pass_context
def serve(
    context: click.Context, folder: Path | None, root: Path, host: str, port: int, allowed_hosts: tuple[str, ...],
    poll: bool, drafts: bool, open_browser: bool,
) -> None:  # fmt: skip
    """Build the site, serve it on this machine, and reload it in the browser whenever a source is saved.

    With FOLDER, serve the site that is built there, or a copy that `build --offline` made, as it is: nothing is built,
    and no archive is needed.

    Example: build.py serve --drafts --open

    Example: build.py serve archive-offline/
    """
    if folder is not None:
        if poll or drafts:
            raise click.UsageError("--poll and --drafts are for an archive, not for a folder that was built", context)
        _serve_folder(folder, host, port, allowed_hosts, open_browser=open_browser)
    require_archive(context, root)
    from collections.abc import Callable, Collection

    from beilin.building.build import BuildOptions, BuildResult, Reporting, Session
    from beilin.building.build import build as run
    from beilin.commands.progress import progress_reporter
    from beilin.serving.background_check import beilin_command
    from beilin.serving.rebuilds import ServedArchive
    from beilin.serving.server import serve as serve_archive

    root = root.resolve()
    session = Session()
    is_first = True  # the first build can take minutes, in which nothing else is seen

    def rebuild(only: Collection[str] | None) -> BuildResult:
        nonlocal is_first
        options = BuildOptions(drafts=drafts, defers_index=True, keeps_exports=True)
        if not is_first:
            return run(root, options, Reporting(say), session, only)
        is_first = False
        with progress_reporter() as progress:
            return run(root, options, Reporting(say, progress), session, only)

    def update_search(give_way: Callable[[], None]) -> BuildResult:
        reporting = Reporting(say, lambda *_: give_way())
        return run(root, BuildOptions(drafts=drafts, keeps_exports=True), reporting, session, only=frozenset())

    check = beilin_command(
        ["check", "--root", str(root), "--format", "json", "--jobs", "1", *(["--drafts"] if drafts else [])]
    )
    options = " --drafts" if drafts else ""
    style = partial(style_for, sys.stderr)
    archive = ServedArchive(
        root, rebuild, partial(say, is_styled=True), check, options, style, allowed_hosts, poll, update_search
    )
    sys.exit(serve_archive(archive, host=host, port=port, open_browser=open_browser))


def _serve_folder(
    folder: Path, host: str, port: int, allowed_hosts: tuple[str, ...], *, open_browser: bool
) -> NoReturn:
    from beilin.serving.folder import Where, serve_folder
    from beilin.serving.folder_app import NotASiteError, built_site

    try:
        site = built_site(folder)
    except NotASiteError as error:
        say_error(str(error), error.hint)
        fail("Nothing is served.")
    sys.exit(serve_folder(site, Where(host, port, allowed_hosts, open_browser), partial(say, is_styled=True)))
