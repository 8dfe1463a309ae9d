"""`new`: a draft to begin with."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from beilin.commands.options import root_option
from beilin.commands.printing import EXIT_PROBLEMS, display_path, fail, print_problems, say, show


@click.command()
@root_option
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="One of its tags, by any name; may be repeated.")
@click.option("--lang", "--language", "language", metavar="LANGUAGE", help="Its language (default: the site's).")
@click.option("--edit", is_flag=True, help="Open it in the editor that VISUAL or EDITOR names.")
@click.argument("title")
def new(root: Path, tags: tuple[str, ...], language: str | None, edit: bool, title: str) -> None:
    """Begin a draft article in content/articles/, and print its path.

    Example: build.py new 開源模型的第二年 --tag 開源 --tag LLaMA --edit
    """
    from beilin.building.records import read_summaries
    from beilin.config import read_config
    from beilin.editing.new_article import Draft, write_draft
    from beilin.editing.refusal import RefusalError
    from beilin.reading.files import tags_data
    from beilin.reading.tags import read_tag_authority
    from beilin.text.yaml.rules import LANGUAGE

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if edit and not editor:
        raise click.UsageError("no editor is named; set VISUAL or EDITOR, such as EDITOR=nano")
    root = root.resolve()
    config, config_problems = read_config(root)
    authority, tag_problems = read_tag_authority(tags_data(root))
    print_problems(root, [*config_problems, *tag_problems])
    if config is None:
        sys.exit(EXIT_PROBLEMS)
    try:
        language = LANGUAGE.normalise(language or config.language)
    except ValueError as error:
        raise click.BadParameter(f"{error}. {LANGUAGE.hint}", param_hint="--language") from None
    existing = [listed.summary for listed in read_summaries(root, config)[0]]
    try:
        path = write_draft(root, config, authority, Draft(title, tags, language), existing)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    except RefusalError as error:
        print_problems(root, error.problems)
        fail("Nothing was written.")
    show(display_path(path))
    say("It is a draft; remove the line `draft: true` to publish it.")
    if edit:
        click.edit(filename=str(path), editor=editor)
