"""How commands speak: results go to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

from beilin.problems.command_name import as_typed
from beilin.problems.wording import for_user
from beilin.translations.translate import translated_form

if TYPE_CHECKING:
    from beilin.problems.formats import Style
    from beilin.problems.problem import Problem

EXIT_PROBLEMS = 1  # errors in the content, or a refusal; Click ends with 2 for wrong usage
EXIT_INTERRUPTED, EXIT_PIPE = 130, 141  # as shells report SIGINT and SIGPIPE: 128 and the number of the signal


def say(message: str, *, is_styled: bool = False) -> None:
    """Print the message to standard error as its user reads it, with escapes for what a terminal would obey.

    What is styled has these already, and is in the user's language.
    """
    _write(message if is_styled else _safe(for_user(message)), sys.stderr)


def show(text: str) -> None:
    """Print the unstyled text to standard output as it is, with escapes for what a terminal would obey."""
    _write(_safe(text), sys.stdout)


def show_message(message: str) -> None:
    """Print the message to standard output as its user reads it, with escapes for what a terminal would obey."""
    show(for_user(message))


def show_form(form: str, *values: object) -> None:
    """Print a message by its form (see `translated_form`) to standard output as its user reads it."""
    show(as_typed(translated_form(form, *values)))


def show_json(value: object) -> None:
    """Print the value as JSON to standard output."""
    import json

    from beilin.problems.controls import printable_json

    _write(printable_json(json.dumps(value, ensure_ascii=False, indent=2)), sys.stdout)


def _write(text: str, stream: IO[str]) -> None:
    """Write a line, and everything before it: the other stream may go to the same terminal."""
    stream.write(f"{text}\n")
    stream.flush()


def _safe(text: str) -> str:
    if text.isprintable():
        return text
    from beilin.problems.controls import printable

    return printable(text, keep="\n\t")


def say_error(message: str, hint: str = "") -> None:
    """Print an error that is not a problem of the archive to standard error."""
    from beilin.problems.formats import severity_label

    say(f"{severity_label('error', style_for(sys.stderr))}{_safe(for_user(message))}", is_styled=True)
    if hint:
        say(f"  {hint}")


def fail(message: str) -> NoReturn:
    """Print the message to standard error and exit with 1."""
    say(message)
    sys.exit(EXIT_PROBLEMS)


def allows_colour() -> bool:
    """Whether the environment allows colours in a terminal (no-color.org; a dumb terminal has none)."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def uses_colour(stream: IO[Any]) -> bool:
    """Whether to print colours to the stream: only to a terminal, if the environment allows them."""
    return stream.isatty() and allows_colour()


def style_for(stream: IO[Any]) -> Style:
    """How problems are printed to the stream."""
    import shutil

    from beilin.problems.formats import Style

    return Style(uses_colour(stream), shutil.get_terminal_size().columns if stream.isatty() else None)


def print_problems(
    root: Path | None, problems: Iterable[Problem], options: str = "", *, is_whole: bool = False
) -> None:
    """Print the problems of the archive at `root` to standard error, in the order of the files, with source lines.

    Of each kind only the first are printed, with the number of the others and how to list them, unless `is_whole`.
    `options` are as for `Listed.omission`. Without a `root`, no source lines are added.
    """
    print_listed(root, problems, sys.stderr, options, is_whole=is_whole)


def print_listed(
    root: Path | None, problems: Iterable[Problem], stream: IO[Any], options: str = "", *, is_whole: bool = False
) -> None:
    """As `print_problems`, to the stream."""
    problems = tuple(problems)
    if not problems:
        return
    from beilin.problems.formats import format_listed
    from beilin.problems.selection import all_of, first_of_each_kind

    listed = all_of(root, problems) if is_whole else first_of_each_kind(root, problems)
    for text in format_listed(listed, options, style_for(stream)):
        _write(text, stream)


def print_errors(root: Path | None, problems: Iterable[Problem]) -> None:
    """Print only those of the problems that are errors."""
    print_problems(root, (problem for problem in problems if problem.severity == "error"))


def display_path(path: Path) -> str:
    """The path relative to the current folder if it is inside, else as it is."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) and path != here else str(path)
