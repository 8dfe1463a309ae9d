"""How commands speak: results go to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from beilin.problems.problem import Problem

EXIT_PROBLEMS = 1  # errors in the content, or a refusal; Click ends with 2 for wrong usage


def say(message: str) -> None:
    """Print the message to standard error."""
    click.echo(message, err=True)


def fail(message: str) -> NoReturn:
    """Print the message to standard error and exit with 1."""
    say(message)
    sys.exit(EXIT_PROBLEMS)


def print_problems(problems: Iterable[Problem]) -> None:
    """Print the problems to standard error, in the order of the files."""
    from beilin.problems.formats import format_problem, in_file_order

    for problem in in_file_order(problems):
        say(format_problem(problem))


def print_errors(problems: Iterable[Problem]) -> None:
    """Print only those of the problems that are errors."""
    print_problems(problem for problem in problems if problem.severity == "error")


def display_path(path: Path) -> str:
    """The path relative to the current folder if it is inside, else as it is."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) and path != here else str(path)
