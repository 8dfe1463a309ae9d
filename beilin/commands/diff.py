"""A diff as it is printed."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def print_diff(lines: Iterable[str]) -> None:
    """Print a unified diff; on a terminal in colour, with what differs inside a changed line reversed."""
    if not sys.stdout.isatty():
        for line in lines:
            click.echo(line)
        return
    from beilin.editing.diff import split_change
    from beilin.problems.controls import printable

    all_lines = [printable(line.rstrip("\r"), keep="\t") for line in lines]
    for before, line, after in zip(["", *all_lines], all_lines, [*all_lines[1:], ""], strict=False):
        if line.startswith(("+++", "---", "diff ", "rename ", "similarity ")):
            click.secho(line, bold=True)
            continue
        counterpart = after if (line[:1], after[:1]) == ("-", "+") else ""
        counterpart = before if (line[:1], before[:1]) == ("+", "-") else counterpart
        start, end = split_change(line, counterpart) if counterpart else (len(line), len(line))
        pieces = [(line[:start], False), (line[start:end], True), (line[end:], False)]
        colour = _COLOURS.get(line[:1])
        click.echo("".join(click.style(text, fg=colour, reverse=differs) for text, differs in pieces if text))
