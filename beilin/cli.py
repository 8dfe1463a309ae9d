"""The command line: the list of all commands. Each imports what it needs when it runs, so that --help is quick."""

from __future__ import annotations

from pathlib import Path

import click

from beilin import __version__
from beilin.commands import (
    bag,
    build,
    check,
    deploy,
    develop,
    doctor,
    edit,
    explain,
    export,
    images,
    importing,
    init,
    listing,
    new,
    reviewing,
    search,
    serve,
    snapshot,
    verify,
)
from beilin.commands.groups import UserGroup
from beilin.commands.options import ROOT
from beilin.commands.printing import EXIT_INTERRUPTED, allows_colour, say
from beilin.commands.streams import OutputError
from beilin.problems.command_name import command_name

COMMANDS: tuple[click.Command, ...] = (
    build.build,
    serve.serve,
    init.init,
    check.check,
    explain.explain,
    listing.list_articles,
    search.search,
    export.export,
    new.new,
    edit.rename,
    edit.identifiers,
    edit.withdraw,
    edit.tag,
    importing.import_sources,
    importing.restore,
    importing.set_aside,
    importing.source,
    reviewing.confirm,
    images.images,
    snapshot.snapshot,
    deploy.deploy,
    bag.bag,
    verify.verify,
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


def run(arguments: list[str]) -> int:
    """Run a command with its arguments; returns the exit code."""
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
