"""Groups of commands whose help is in the user's language."""

from __future__ import annotations

import re

import click

_SENTENCE = re.compile(r"(?<=[.])\s")


class UserContext(click.Context):
    """The context of a command whose help is in the user's language."""

    def make_formatter(self) -> click.HelpFormatter:
        """As of any context; imported only when help is shown."""
        from beilin.commands.help import UserHelp

        return UserHelp(width=self.terminal_width, max_width=self.max_content_width)


class UserGroup(click.Group):
    """A group whose help, and that of its commands, is in the user's language."""

    context_class = UserContext

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """As of any group."""
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            command.context_class = UserContext
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with the whole first sentence of its help, which Click would cut."""
        rows = [(name, _first_sentence(command)) for name, command in sorted(self.commands.items())]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _first_sentence(command: click.Command) -> str:
    text = " ".join((command.help or "").split("\n\n", 1)[0].split())
    return _SENTENCE.split(text, 1)[0].removesuffix(".")
