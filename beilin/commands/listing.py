"""`list`: articles that meet some conditions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beilin.commands.options import WordsCommand, require_search, root_option
from beilin.commands.printing import EXIT_PROBLEMS, print_errors, say, show, show_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beilin.config import Config
    from beilin.listing.articles import Row


@click.command("list", cls=WordsCommand)
@root_option
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="With this tag, by any name; may be repeated.")
@click.option("--year", metavar="YYYY", help="Of that year; or `undated`.")
@click.option("--source", metavar="NAME", help="Of that source.")
@click.option("--author", metavar="NAME", help="By that author.")
@click.option(
    "--lang", "--language", "language", metavar="LANGUAGE", help="In that language: zh-Hant, en; zh for all of Chinese."
)
@click.option("--series", metavar="NAME", help="Of that series.")
@click.option("--draft", is_flag=True, help="Drafts only.")
@click.option("--withdrawn", is_flag=True, help="Withdrawn articles only.")
@click.option("--needs-review", is_flag=True, help="With a proposed title, an unknown tag, or doubts of the import.")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Output format.",
)  # fmt: skip
@click.argument("words", nargs=-1)
def list_articles(
    root: Path, tags: tuple[str, ...], year: str | None, source: str | None, author: str | None, language: str | None,
    series: str | None, draft: bool, withdrawn: bool, needs_review: bool, output_format: str, words: tuple[str, ...],
) -> None:  # fmt: skip
    """Find articles, newest first; with WORDS, only those that hold all of them.

    WORDS are as for `search`, but drafts and other articles that are not published are found as well.

    A terminal gets a table. Otherwise each line has the file, the date, the title, the tags and the state, separated
    by tabs.

    Example: build.py list --tag 開源 --year 2023 授權
    """
    from beilin.config import read_config
    from beilin.listing.articles import ListFilters, as_plain
    from beilin.listing.articles import list_articles as find_articles
    from beilin.problems.problem import has_errors
    from beilin.reading.files import tags_data
    from beilin.reading.tags import read_tag_authority

    root = root.resolve()
    config, config_problems = read_config(root)
    authority, tag_problems = read_tag_authority(tags_data(root))
    problems = [*config_problems, *tag_problems]
    rows: list[Row] = []
    notes: list[str] = []
    if config is not None:
        filters = ListFilters(
            tags, year or "", source or "", author or "", language or "", series or "", draft, withdrawn, needs_review
        )
        rows, notes, read_problems = find_articles(root, config, authority, filters)
        if words:
            rows = _holding(root, config, rows, words)
        problems += read_problems
    print_errors(root, problems)
    for note in notes:
        say(note)
    if output_format == "json":
        show_json([as_plain(row) for row in rows])
    elif sys.stdout.isatty():
        _print_table(rows, with_review=needs_review)
    else:
        for row in rows:
            show("\t".join(_fields(row)))
    if has_errors(problems):
        sys.exit(EXIT_PROBLEMS)


def _holding(root: Path, config: Config, rows: Sequence[Row], words: Sequence[str]) -> list[Row]:
    """Those of the articles that hold the words."""
    from beilin.building.options import Reporting
    from beilin.commands.progress import progress_reporter
    from beilin.searching.search import matching_files

    require_search(config)
    with progress_reporter() as progress:
        files = matching_files(root, config, " ".join(words), Reporting(say, progress))
    return [row for row in rows if row.summary.path in files]


def _fields(row: Row) -> tuple[str, ...]:
    summary = row.summary
    remarks = "; ".join([*_state(row), *row.review])
    return summary.path, (summary.date or "")[:10], summary.title, ", ".join(row.tags), remarks


def _state(row: Row) -> list[str]:
    """The row's state if it is worth a remark."""
    return [] if row.state == "published" else [row.state]


def _print_table(rows: Sequence[Row], *, with_review: bool) -> None:
    """Print a line for each article, truncated to the terminal's width, with remarks on a line below."""
    import shutil

    from rich.cells import cell_len, set_cell_size

    from beilin.problems.controls import printable
    from beilin.problems.wording import for_user

    width = shutil.get_terminal_size().columns
    names = [printable(row.summary.path.removeprefix("content/articles/")) for row in rows]
    name_width = min(max(map(cell_len, names), default=0), width // 3)
    title_width = min(max((cell_len(row.summary.title) for row in rows), default=0), max(20, width // 2 - 12))
    for row, name in zip(rows, names, strict=True):
        title = printable(row.summary.title)
        date = f"{(row.summary.date or '—')[:10]:10}"
        left = width - 10 - name_width - title_width - 7
        tags = set_cell_size(printable(", ".join(row.tags)), left).rstrip() if left > 5 else ""
        line = f"{date}  {set_cell_size(name, name_width)}  {set_cell_size(title, title_width)}"
        click.echo(f"{line}  {click.style(tags, dim=True)}")
        remarks = [*_state(row), *row.review] if with_review else _state(row)
        if remarks:
            text = set_cell_size(printable(for_user("; ".join(remarks))), width - 12).rstrip()
            click.echo(f"{'':12}{click.style(text, fg='yellow')}")
    say(f"{len(rows)} article{'' if len(rows) == 1 else 's'}")
