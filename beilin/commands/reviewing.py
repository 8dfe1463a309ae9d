"""`confirm`, and the walk through open questions that `import --review` begins too."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beilin.commands.options import root_option
from beilin.commands.printing import EXIT_PROBLEMS, fail, print_problems, say, show, show_message
from beilin.problems.wording import for_user

if TYPE_CHECKING:
    from beilin.importing.review.questions import Answer, Question
    from beilin.reading.article import ReaderSettings

_KEYS: dict[str, tuple[str, Answer]] = {
    "k": ("keep", "keep"),
    "s": ("set aside", "set aside"),
    "r": ("restore", "restore"),
    "y": ("yes, the title", "confirm"),
    "l": ("another title; leave the line in the article", "replace"),
    "t": ("add the tags", "add tags"),
}
_CHANGE, _ALL, _LATER, _QUIT = "e", "a", "n", "q"
MAX_SHOWN = 12  # lines of a range; of a longer one the first and the last


@click.command()
@root_option
@click.option("--list", "is_list", is_flag=True, help="List what is open, and change nothing.")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
def confirm(root: Path, is_list: bool, articles: tuple[str, ...]) -> None:
    """Settle what imports left open: proposed titles, lines that may not be the article's, tags.

    Of all articles, or of the named ones. Each question is answered with a key, and each answer is written at once;
    stop at any time and continue later. Elsewhere than in a terminal the questions are listed.

    Example: build.py confirm --list
    """
    root = root.resolve()
    try:
        if is_list or not _is_terminal():
            _list(root, articles)
        else:
            sys.exit(walk(root, articles))
    except (OSError, ValueError) as error:
        fail(str(error))


def walk(root: Path, articles: Sequence[str] = ()) -> int:
    """Ask about everything that is open in the articles, or in all; returns the exit code."""
    from beilin.importing.review.inbox import articles_with_questions
    from beilin.importing.review.questions import questions_of

    if not _is_terminal():
        say("To answer the questions one by one, run this in a terminal: build.py confirm")
        return 0
    reader = _reader_settings(root)
    given: dict[tuple[str, str], Answer] = {}
    settled = failed = 0
    later: set[tuple[str, str]] = set()
    for question in _questions(root, articles, later):
        answer = given.get(question.kind)
        title = ""
        if answer not in question.answers:
            _describe(question)
            choice = _ask(question)
            if choice is None:
                break
            answer, title, is_for_all = choice
            if answer is None:
                later.add((question.article, question.identity))
                continue
            if is_for_all:
                given[question.kind] = answer
        is_settled = _settle(root, question, answer, reader, title)
        settled, failed = settled + is_settled, failed + (not is_settled)
        if not is_settled:
            later.add((question.article, question.identity))
    left = sum(len(questions_of(imported)) for imported in articles_with_questions(root, articles))
    show_message(f"{settled} settled, {left} open{'; `build.py confirm` continues' if left else ''}")
    return EXIT_PROBLEMS if failed else 0


def _questions(root: Path, articles: Sequence[str], later: set[tuple[str, str]]) -> Iterator[Question]:
    """The open questions, read anew after every answer, since that changes the article; not those in `later`."""
    from beilin.importing.archive.imported_article import read_imported_article
    from beilin.importing.review.inbox import articles_with_questions
    from beilin.importing.review.questions import questions_of

    for imported in articles_with_questions(root, articles):
        seen: set[tuple[str, str]] = set()
        while True:
            waiting = [
                question
                for question in questions_of(read_imported_article(root, imported.path))
                if (question.article, question.identity) not in later | seen
            ]
            if not waiting:
                break
            seen.add((imported.path, waiting[0].identity))
            yield waiting[0]


def _describe(question: Question) -> None:
    show(f"\n{question.article}: {for_user(question.why)}")
    if question.value:
        show(f"  {question.value}")
    lines = question.passage
    for number, text in lines if len(lines) <= MAX_SHOWN else lines[: MAX_SHOWN - 3]:
        show(f"  {number + 1:>5}  {text}")
    if len(lines) > MAX_SHOWN:
        show_message(f"      … {len(lines) - MAX_SHOWN + 1} more lines")
        for number, text in lines[-2:]:
            show(f"  {number + 1:>5}  {text}")


def _ask(question: Question) -> tuple[Answer | None, str, bool] | None:
    """The answer (None for later), a corrected title, whether it is for all questions of this kind; None to stop."""
    key_of = {answer: key for key, (_, answer) in _KEYS.items()}
    keys = {key_of[answer]: answer for answer in question.answers}
    labels = [f"{key}: {_KEYS[key][0]}" for key in keys]
    if question.what == "title":
        labels.append(f"{_CHANGE}: correct it")
    elif len(question.answers) > 1:
        labels.append(f"{_ALL}: one answer for all of this kind")
    labels += [f"{_LATER}: later", f"{_QUIT}: stop"]
    is_for_all = False
    while True:
        choices = "; ".join(map(for_user, labels))
        say(f"For all of this kind — {choices}" if is_for_all else choices)
        try:
            key = click.getchar().lower()
        except (KeyboardInterrupt, EOFError):
            return None
        if key in (_QUIT, "\x1b", "\x03", "\x04"):
            return None
        if key == _LATER:
            return None, "", False
        if key == _ALL and question.what != "title":
            is_for_all = True
        elif key == _CHANGE and question.what == "title":
            return "confirm", click.prompt(for_user("Title"), default=question.value, err=True), False
        elif key in keys:
            is_retitled = keys[key] == "replace"
            return keys[key], click.prompt(for_user("Title"), err=True) if is_retitled else "", is_for_all


def _settle(root: Path, question: Question, answer: Answer, reader: ReaderSettings, title: str) -> bool:
    from beilin.importing.review.settle import settle
    from beilin.importing.undo.undo_error import UndoError

    try:
        settle(root, question, answer, reader, title)
    except UndoError as error:
        say(f"{question.article}: {error.reason}")
        if error.text:
            show_message(error.text)
        return False
    return True


def _list(root: Path, articles: Sequence[str]) -> None:
    from beilin.importing.review.inbox import articles_with_questions
    from beilin.importing.review.questions import questions_of

    count = 0
    for imported in articles_with_questions(root, articles):
        show(imported.path)
        for question in questions_of(imported):
            count += 1
            why = for_user(f"{_where(question)}{question.why}")
            show(f"  {why}{f': {question.value}' if question.value else ''}")
    show_message(f"{count} open; `build.py confirm` asks about each in a terminal" if count else "nothing is open")


def _where(question: Question) -> str:
    if not question.passage:
        return ""
    first, last = question.passage[0][0] + 1, question.passage[-1][0] + 1
    return f"{question.unit} {first}: " if first == last else f"{question.unit}s {first}–{last}: "


def _reader_settings(root: Path) -> ReaderSettings:
    from beilin.config import read_config
    from beilin.reading.settings import reader_settings

    config, problems = read_config(root)
    print_problems(root, problems)
    if config is None:
        sys.exit(EXIT_PROBLEMS)
    return reader_settings(config)


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
