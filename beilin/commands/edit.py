"""The commands with which an editor changes the archive itself. What a command needs is imported when it runs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from beilin.commands.options import root_option

if TYPE_CHECKING:
    from beilin.editing.plan import Archive, ChangePlan
    from beilin.problems.problem import Problem

MAX_NAMED = 12  # files that a message names

dry_run_option = click.option("--dry-run", is_flag=True, help="Show the change as a diff, and write nothing.")


@click.command()
@root_option
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag of it, by any of its names; may be repeated.")
@click.option("--lang", "language", metavar="LANGUAGE", help="Its language (default: that of the site).")
@click.option("--edit", is_flag=True, help="Open it in the editor that VISUAL or EDITOR names.")
@click.argument("title")
def new(root: Path, tags: tuple[str, ...], language: str | None, edit: bool, title: str) -> None:
    """Begin a draft article in content/articles/, and print its path.

    Example: build.py new 開源模型的第二年 --tag 開源 --tag LLaMA --edit
    """
    import os

    from beilin.building.records import read_summaries
    from beilin.config import read_config
    from beilin.editing.new import begin_article
    from beilin.editing.plan import RefusalError
    from beilin.reading.files import tags_data
    from beilin.reading.tags import read_tag_authority
    from beilin.text.yaml.rules import LANGUAGE

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if edit and not editor:
        raise click.UsageError("no editor is named; set VISUAL or EDITOR, such as EDITOR=nano")
    root = root.resolve()
    config, problems = read_config(root)
    authority, found = read_tag_authority(tags_data(root))
    _say_all([*problems, *found])
    if config is None:
        sys.exit(1)
    try:
        language = LANGUAGE.normalise(language or config.language)
    except ValueError as error:
        raise click.BadParameter(f"{error}. {LANGUAGE.hint}", param_hint="--lang") from None
    known = [listed.summary for listed in read_summaries(root, config)[0]]
    try:
        path = begin_article(root, config, authority, known, title, tags, language)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    except RefusalError as error:
        _say_all(error.problems)
        _fail("Nothing was written.")
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    click.echo(shown)
    _say("It is a draft; remove the line `draft: true` to publish it.")
    if edit:
        click.edit(filename=str(path), editor=editor)


@click.command()
@root_option
@dry_run_option
@click.argument("article")
@click.argument("slug")
def rename(root: Path, dry_run: bool, article: str, slug: str) -> None:
    """Give an article, or a page of its own, another address; every link to it follows.

    ARTICLE is its file, slug or address. A file that is named by its slug is renamed too, and so is the account of its
    import. The old address leads to the new one.

    Example: build.py rename llama-2-licence llama-licence --dry-run
    """
    from beilin.editing.rename import command_of, plan_rename

    _change(root.resolve(), dry_run, command_of(article, slug), lambda archive: plan_rename(archive, article, slug))


@click.group()
def tag() -> None:
    """Change the tags of the archive: the authority, every article that has them, and all links to their pages.

    Example: build.py tag rename LLaMA 羊駝
    """


@tag.command("rename")
@root_option
@dry_run_option
@click.option("--slug", help="Of its page, in place of the one made from NEW.")
@click.argument("old")
@click.argument("new")
def tag_rename(root: Path, dry_run: bool, slug: str | None, old: str, new: str) -> None:
    """Give a tag another canonical name; the old one becomes a synonym.

    OLD is its canonical name or one that readers see. Its page moves to the new name's address unless --slug says
    otherwise, and the old address leads there. Articles that have the tag by a synonym keep that.

    Example: build.py tag rename "open source" 開源 --slug open-source --dry-run
    """
    from beilin.editing.tags import plan_tag_rename, rename_command

    _change(root.resolve(), dry_run, rename_command(old, new), lambda archive: plan_tag_rename(archive, old, new, slug))


@tag.command("merge")
@root_option
@dry_run_option
@click.argument("one")
@click.argument("into")
def tag_merge(root: Path, dry_run: bool, one: str, into: str) -> None:
    """Make the tag ONE a part of the tag INTO: its names become synonyms, and its page leads to the other's.

    ONE may also be a tag that articles have and the authority does not know.

    Example: build.py tag merge OpenRAIL licensing --dry-run
    """
    from beilin.editing.tags import merge_command, plan_tag_merge

    _change(root.resolve(), dry_run, merge_command(one, into), lambda archive: plan_tag_merge(archive, one, into))


def _change(root: Path, dry_run: bool, command: str, plan: Callable[[Archive], ChangePlan]) -> None:
    """Plan the change and show it, or make it; first finish one that was cut off, which may have been this very one."""
    from beilin.editing.diff import diff_lines
    from beilin.editing.plan import RefusalError
    from beilin.editing.write import finish, write_plan

    with _quiet_archive(root):
        if not dry_run:
            finished, problems = finish(root)
            _say_all(problems)
            if finished:
                _say(f"`{finished}`, which was cut off, is finished.")
            if finished == command:
                return
        try:
            planned = plan(_read_archive(root))
            if dry_run:
                _show_diff(diff_lines(planned))
            else:
                write_plan(root, planned)
        except RefusalError as error:
            _say_all(error.problems)
            _fail("Nothing was changed.")
    for line in planned.told:
        _say(line)
    if not dry_run:
        click.echo(planned.done)
        _name_files(planned)


@contextmanager
def _quiet_archive(root: Path) -> Iterator[None]:
    """Let no build of this archive run meanwhile, which would see a change half made."""
    from beilin.publishing.lock import output_lock

    with output_lock(root / "site", root, _say):
        yield


def _read_archive(root: Path) -> Archive:
    """The archive; ends the command where anything in it has an error, for then no change of it can be proved."""
    from beilin.building.records import read_records
    from beilin.commands.progress import progress_reporter
    from beilin.config import read_config
    from beilin.editing.plan import Archive
    from beilin.problems.problem import has_errors
    from beilin.reading.files import tags_data
    from beilin.reading.settings import ReaderSettings
    from beilin.reading.tags import read_tag_authority

    config, problems = read_config(root)
    authority, tag_problems = read_tag_authority(tags_data(root))
    problems += tag_problems
    if config is None or has_errors(problems):
        _refuse(problems)
    with progress_reporter() as progress:
        records, found = read_records(root, config, progress)
    if has_errors(found):
        _refuse(found)
    return Archive(root, config, ReaderSettings(config.language, config.time_zone), authority, records)


def _refuse(problems: Iterable[Problem]) -> NoReturn:
    _say_all(problem for problem in problems if problem.severity == "error")
    _fail("Nothing was changed; mend this first.")


def _name_files(plan: ChangePlan) -> None:
    for change in plan.changes[:MAX_NAMED]:
        moved = f" → {change.new_path}" if change.new_path != change.path else ""
        click.echo(f"  {change.path}{moved}")
    if len(plan.changes) > MAX_NAMED:
        click.echo(f"  and {len(plan.changes) - MAX_NAMED} more files")


def _show_diff(lines: Iterable[str]) -> None:
    """A diff, in colour where it is read on a terminal: in a line put for another, what differs stands out."""
    if not sys.stdout.isatty():
        for line in lines:
            click.echo(line)
        return
    from beilin.editing.diff import split_change

    colours = {"+": "green", "-": "red", "@": "cyan"}
    known = [line.rstrip("\r") for line in lines]
    for before, line, after in zip(["", *known], known, [*known[1:], ""], strict=False):
        if line.startswith(("+++", "---", "diff ", "rename ", "similarity ")):
            click.secho(line, bold=True)
            continue
        other = (
            after if line[:1] == "-" and after[:1] == "+" else before if line[:1] == "+" and before[:1] == "-" else ""
        )
        start, end = split_change(line, other) if other else (len(line), len(line))
        colour = colours.get(line[:1])
        parts = [(line[:start], False), (line[start:end], True), (line[end:], False)]
        click.echo("".join(click.style(part, fg=colour, reverse=stands_out) for part, stands_out in parts if part))


def _say_all(problems: Iterable[Problem]) -> None:
    from beilin.problems.formats import format_problem, in_file_order

    for problem in in_file_order(problems):
        _say(format_problem(problem))


def _say(words: str) -> None:
    click.echo(words, err=True)


def _fail(words: str) -> NoReturn:
    _say(words)
    sys.exit(1)
