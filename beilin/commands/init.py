"""`init`: a new archive."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beilin.commands.printing import EXIT_PROBLEMS, say, say_error, show
from beilin.problems.wording import for_user

if TYPE_CHECKING:
    from beilin.starting.folder import Written
    from beilin.starting.settings import Settings


@click.command()
@click.option("--title", metavar="TITLE", help="The site's name (default: the folder's).")
@click.option(
    "--language", "--lang", metavar="LANGUAGE", help="zh-Hant, zh-Hans, en or another (default: the system's)."
)
@click.option("--base-url", metavar="URL", help="Where the site will be published (default: an example).")
@click.option("--author", metavar="NAME", help="Who publishes the site (default: its title).")
@click.option(
    "--time-zone", metavar="ZONE", help="Such as Asia/Taipei; decides which day it is (default: the system's)."
)
@click.option("--bare", is_flag=True, help="Write site.yaml only.")
@click.argument("folder", metavar="[DIR]", default=Path(), type=click.Path(path_type=Path))
def init(
    title: str | None, language: str | None, base_url: str | None, author: str | None, time_zone: str | None,
    bare: bool, folder: Path,
) -> None:  # fmt: skip
    """Begin an archive in DIR (default: the current folder), which is made if it does not exist.

    In a terminal, title, language and base URL are asked for unless they are given. No file is ever overwritten.

    Example: build.py init ../my-archive --title 我的文集 --language zh-Hant
    """
    from beilin.problems.command_name import as_typed
    from beilin.starting.first_files import bare_files, first_files
    from beilin.starting.folder import UnusableFolderError, require_usable, write_files
    from beilin.starting.requirement import requirement_of_this
    from beilin.text.dates import today_in

    given = {"title": title, "language": language, "base_url": base_url, "author": author, "time_zone": time_zone}
    for name, value in given.items():
        given[name] = _valid(name, value)
    try:
        require_usable(folder)
    except UnusableFolderError as error:
        say_error(str(error), error.hint)
        sys.exit(EXIT_PROBLEMS)
    settings = _settings(given, folder)
    command = as_typed("python3 build.py")
    requirement = "" if bare else requirement_of_this()
    if bare:
        files = bare_files(settings)
    else:
        files = first_files(settings, today=today_in(settings.time_zone), command=command, requirement=requirement)
    try:
        written = write_files(folder, files)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        say_error(f"{place}{error.strerror or error}", "Nothing was written.")
        sys.exit(EXIT_PROBLEMS)
    _report(folder, settings, written, is_bare=bare, is_installable=bare or bool(requirement))


def _valid(name: str, value: str | None) -> str | None:
    """The value of an option in its normal form. Raises BadParameter if site.yaml could not have it."""
    from beilin.starting.settings import valid_setting

    try:
        return None if value is None else valid_setting(name, value)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=f"--{name.replace('_', '-')}") from None


def _settings(given: dict[str, str | None], folder: Path) -> Settings:
    """The settings that are given, those that the user types, and what is proposed for the others."""
    from beilin.starting.settings import EXAMPLE_URL, Settings, language_of, time_zone_of, title_of

    def value_of(name: str, question: str, proposal: str) -> str:
        return given[name] or (_ask(name, question, proposal) if is_terminal else proposal)

    is_terminal = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    title = value_of("title", "Title of the site", title_of(Path(os.path.realpath(folder))))
    language = value_of("language", "Language: zh-Hant, zh-Hans, en or another", language_of(os.environ))
    base_url = value_of("base_url", "Address where it will be published", EXAMPLE_URL)
    zone = given["time_zone"] or time_zone_of(os.environ, language)
    return Settings(title, language, base_url, zone, given["author"] or "")


def _ask(name: str, question: str, proposal: str) -> str:
    from beilin.starting.settings import valid_setting

    def checked(text: str) -> str:
        try:
            return valid_setting(name, text)
        except ValueError as error:
            raise click.UsageError(str(error)) from None  # is printed, and the question asked again

    answer: str = click.prompt(for_user(question), default=proposal, value_proc=checked, err=True)
    return answer


def _report(folder: Path, settings: Settings, written: Written, *, is_bare: bool, is_installable: bool) -> None:
    """List what was written and what was left, and end with what to type next."""
    from beilin.starting.first_files import FIRST_ARTICLE
    from beilin.starting.next_steps import enter_folder, typed_command

    for name in sorted(written.files):
        show(str(folder / name))
    if written.existing:
        say(f"Left as they were: {', '.join(sorted(written.existing))}")
    if not is_installable:
        say(
            "Before the workflow can publish, write into .github/workflows/pages.yml, at BEILIN, where pip gets Beilin."
        )
    command = typed_command(folder)
    lines = [f"  {command} serve --open"]
    if enter := enter_folder(folder):
        lines.insert(0, f"  {enter}")
    if is_bare:
        lines.append(f"To begin an article: {command} new TITLE")
    else:
        lines.append(f"Then edit {FIRST_ARTICLE}: each time you save it, the page follows.")
    say("\n".join(["", f"{settings.title} is ready. Type:", *lines]))
