"""The command line: the list of all commands. Each imports what it needs when it runs, so that --help is quick."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from beilin import __version__
from beilin.commands import (
    build,
    check,
    deploy,
    develop,
    doctor,
    edit,
    explain,
    images,
    importing,
    init,
    listing,
    new,
    reviewing,
    search,
    serve,
)
from beilin.commands.groups import UserGroup
from beilin.commands.options import ROOT
from beilin.commands.printing import EXIT_INTERRUPTED, EXIT_PIPE, EXIT_PROBLEMS, allows_colour, say
from beilin.commands.streams import OutputError, use_safe_streams
from beilin.problems.command_name import command_name

COMMANDS: tuple[click.Command, ...] = (
    build.build,
    serve.serve,
    init.init,
    check.check,
    explain.explain,
    listing.list_articles,
    search.search,
    new.new,
    edit.rename,
    edit.tag,
    importing.import_sources,
    importing.restore,
    importing.set_aside,
    importing.source,
    reviewing.confirm,
    images.images,
    deploy.deploy,
    doctor.doctor,
    develop.test,
)


class _Group(UserGroup):
    """The group of all commands, none of which ends in a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, OutputError):
            raise
        except Exception as error:
            from beilin.commands.failure import fail_with

            fail_with(error, ctx.meta.get(ROOT, Path()))


@click.group(
    cls=_Group, commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
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
    if sys.getfilesystemencoding() != "utf-8":
        _start_again_with_utf8()
    use_safe_streams()
    try:
        code = _run(sys.argv[1:] or ["build"])
        sys.stdout.flush()
    except OutputError as error:
        code = EXIT_PIPE
        if error.number != errno.EPIPE:  # a reader such as `head`, which has read enough, wants no message
            say(f"Standard output cannot be written: {error}.")
            code = EXIT_PROBLEMS
    sys.stderr.flush()
    # The system frees a large archive's memory at once; the interpreter would do it object by object.
    os._exit(code)


def _start_again_with_utf8() -> NoReturn:
    """Run the same command in Python's UTF-8 mode: in a locale such as zh_TW.Big5 the names of files would be garbled.

    What is printed keeps the locale's encoding.
    """
    os.environ.setdefault("PYTHONIOENCODING", getattr(sys.stdout, "encoding", None) or "utf-8")
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _run(arguments: list[str]) -> int:
    """Run the command line; returns the exit code."""
    try:
        result = cli.main(args=arguments, prog_name=command_name(), standalone_mode=False)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except click.ClickException as error:
        from beilin.commands.help import describe_usage_error

        click.echo(describe_usage_error(error), err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Interrupted.")
        return EXIT_INTERRUPTED
    return result if isinstance(result, int) else 0
