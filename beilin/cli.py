"""The command line: the list of all commands. Each imports what it needs when it runs, so that --help is quick."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from beilin import __version__
from beilin.commands import build, check, deploy, develop, doctor, edit, explain, importing, listing, new, serve
from beilin.commands.printing import allows_colour

COMMANDS: tuple[click.Command, ...] = (
    build.build,
    serve.serve,
    check.check,
    explain.explain,
    listing.list_articles,
    new.new,
    edit.rename,
    edit.tag,
    importing.import_sources,
    importing.restore,
    importing.set_aside,
    importing.source,
    deploy.deploy,
    doctor.doctor,
    develop.test,
)


@click.group(commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="Beilin")
@click.pass_context
def cli(context: click.Context) -> None:
    """Beilin turns an archive of Markdown articles into a static site.

    Without a command it builds the site. Exit codes: 0 success, 1 problems in the content, 2 wrong usage.
    """
    if not allows_colour():
        context.color = False


def main() -> None:
    """Run the command line with this process's arguments; without any, build."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    arguments = sys.argv[1:] or ["build"]
    name = "build.py" if Path(sys.argv[0]).name == "build.py" else "beilin"
    try:
        cli.main(args=arguments, prog_name=name)
    except SystemExit as end:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        # The system frees a large archive's memory at once; the interpreter would do it object by object.
        os._exit(end.code if isinstance(end.code, int) else 0 if end.code is None else 1)
