"""The command that finds articles, and how it shows them. What a command needs is imported when it runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beilin.commands.options import root_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beilin.listing.articles import Row


@click.command("list")
@root_option
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="That have it, by any of its names; may be repeated.")
@click.option("--year", metavar="YYYY", help="Of that year.")
@click.option("--source", metavar="NAME", help="Of that source.")
@click.option("--author", metavar="NAME", help="By that author.")
@click.option("--lang", "language", metavar="LANGUAGE", help="In that language: zh-Hant, en; zh for all of Chinese.")
@click.option("--draft", is_flag=True, help="Drafts only.")
@click.option("--needs-review", is_flag=True, help="With a proposed title, an unknown tag, or doubts of the import.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to write it."
)
def list_articles(
    root: Path, tags: tuple[str, ...], year: str | None, source: str | None, author: str | None, language: str | None,
    draft: bool, needs_review: bool, form: str,
) -> None:  # fmt: skip
    """Find articles, newest first.

    On a terminal it is a table; elsewhere each line has the file, the date, the title, the tags and the state, parted
    by tabs.

    Example: build.py list --tag 開源 --year 2023
    """
    from beilin.config import read_config
    from beilin.listing.articles import Wanted, as_plain
    from beilin.listing.articles import list_articles as find
    from beilin.problems.formats import format_problem, in_file_order
    from beilin.problems.problem import has_errors
    from beilin.reading.files import tags_data
    from beilin.reading.tags import read_tag_authority

    root = root.resolve()
    config, problems = read_config(root)
    authority, found = read_tag_authority(tags_data(root))
    rows: list[Row] = []
    words: list[str] = []
    if config is not None:
        wanted = Wanted(tags, year or "", source or "", author or "", language or "", draft, needs_review)
        rows, words, faults = find(root, config, authority, wanted)
        found = (*found, *faults)
    for problem in in_file_order([*problems, *found]):
        if problem.severity == "error":
            click.echo(format_problem(problem), err=True)
    for line in words:
        click.echo(line, err=True)
    if form == "json":
        click.echo(json.dumps([as_plain(row) for row in rows], ensure_ascii=False, indent=2))
    elif sys.stdout.isatty():
        _show_table(rows, with_review=needs_review)
    else:
        for row in rows:
            click.echo("\t".join(_fields(row)))
    if has_errors([*problems, *found]):
        sys.exit(1)


def _fields(row: Row) -> tuple[str, ...]:
    summary = row.summary
    state = "" if row.state == "published" else row.state
    return summary.path, (summary.date or "")[:10], summary.title, ", ".join(row.tags), _marks(state, row)


def _marks(state: str, row: Row) -> str:
    return "; ".join(part for part in (state, *row.review) if part)


def _show_table(rows: Sequence[Row], *, with_review: bool) -> None:
    """A line for each, cut to the terminal's width; below it what it is, and what has to be looked at."""
    import shutil

    from rich.cells import cell_len, set_cell_size

    width = shutil.get_terminal_size().columns
    names = [row.summary.path.removeprefix("content/articles/") for row in rows]
    name_width = min(max(map(cell_len, names), default=0), width // 3)
    title_width = min(max((cell_len(row.summary.title) for row in rows), default=0), max(20, width // 2 - 12))
    for row, name in zip(rows, names, strict=True):
        date = f"{(row.summary.date or '—')[:10]:10}"
        left = width - 10 - name_width - title_width - 7
        tags = set_cell_size(", ".join(row.tags), left).rstrip() if left > 5 else ""
        line = f"{date}  {set_cell_size(name, name_width)}  {set_cell_size(row.summary.title, title_width)}"
        click.echo(f"{line}  {click.style(tags, dim=True)}")
        state = "" if row.state == "published" else row.state
        if marks := _marks(state, row) if with_review else state:
            click.echo(f"{'':12}{click.style(set_cell_size(marks, width - 12).rstrip(), fg='yellow')}")
    click.echo(f"{len(rows)} {'article' if len(rows) == 1 else 'articles'}", err=True)
