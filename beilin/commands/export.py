"""`export`: the published articles, or those of a tag or a series, for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beilin.commands.options import base_url_option, given_name, root_option, today_option
from beilin.commands.printing import EXIT_PROBLEMS, display_path, fail, print_errors, say
from beilin.export_formats import BY_NAME

if TYPE_CHECKING:
    from beilin.building.export import Selection
    from beilin.building.options import BuildOptions
    from beilin.export_formats import ExportFormat

STDOUT = "-"


@click.command()
@root_option
@click.argument("form", metavar="FORMAT", type=click.Choice([*BY_NAME]))
@click.option(
    "--article", metavar="ARTICLE", callback=given_name,
    help="Only this article: its file, slug or address.",
)  # fmt: skip
@click.option("--tag", metavar="NAME", callback=given_name, help="Only the articles with this tag, by any name.")
@click.option("--series", metavar="NAME", callback=given_name, help="Only those of that series, in its order.")
@click.option("--author", metavar="NAME", callback=given_name, help="Only those by that author.")
@click.option("--source", metavar="NAME", callback=given_name, help="Only those of that source.")
@click.option("--year", metavar="YYYY", callback=given_name, help="Only those of that year.")
@click.option(
    "-o", "--output", metavar="FILE", callback=given_name,
    help="The file to write; - for standard output, which is the default of formats that are text.",
)  # fmt: skip
@base_url_option
@today_option
def export(
    root: Path, form: str, article: str | None, tag: str | None, series: str | None, author: str | None,
    source: str | None, year: str | None, output: str | None, base_url: str | None, today: str | None,
) -> None:  # fmt: skip
    """Write the published articles to a file for other programs.

    FORMAT is jsonl (a JSON object a line, with the texts), sqlite (a database with full-text search), csv (a table),
    opml (all feeds), llms and llms-full (for language models), bibtex, ris or csl-json (citations), or epub (a book).
    docs/exports.md describes them, and how the site publishes them by itself.

    Example: build.py export bibtex --tag 開源 -o open-source.bib
    """
    from beilin.building.export import Selection
    from beilin.building.options import BuildOptions

    chosen = {"article": article, "tag": tag, "series": series, "author": author, "source": source, "year": year}
    given = [(kind, name) for kind, name in chosen.items() if name is not None]
    wanted = BY_NAME[form]
    if len(given) > 1:
        raise click.UsageError(f"--{given[0][0]} and --{given[1][0]} exclude each other: give one of them.")
    if given and not wanted.is_of_articles:
        raise click.UsageError(f"{form} is about the whole site: leave out --{given[0][0]}.")
    if not wanted.is_text and output in (None, STDOUT):
        raise click.UsageError(f"{form} is not text: name a file with -o FILE.")
    options = BuildOptions(base_url=base_url, today=today)
    selection = Selection(*given[0]) if given else Selection()
    _export(root.resolve(), options, wanted, selection, output or STDOUT)


def _export(root: Path, options: BuildOptions, form: ExportFormat, selection: Selection, output: str) -> None:
    if output != STDOUT:
        path = Path.cwd() / output
        if path.is_dir():
            raise click.UsageError(f"{display_path(path)} is a folder: name a file with -o FILE.")
        if path.exists() and not path.is_file():  # a device would be replaced by a file
            raise click.UsageError(f"{display_path(path)} is not a regular file: name another one with -o FILE.")
        _write(root, options, form, selection, path)
        say(f"Written: {display_path(path)}")
        return
    from shutil import copyfileobj
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="beilin-") as folder:
        path = Path(folder) / form.name
        _write(root, options, form, selection, path)
        with path.open("rb") as file:
            copyfileobj(file, sys.stdout.buffer)
        sys.stdout.flush()


def _write(root: Path, options: BuildOptions, form: ExportFormat, selection: Selection, path: Path) -> None:
    """Write the export, or print why that is not possible and exit."""
    from functools import partial

    from beilin.building.export import NothingToExportError, exported
    from beilin.building.export import export as export_to
    from beilin.building.options import Reporting
    from beilin.commands.progress import progress_reporter
    from beilin.problems.problem import has_errors

    try:
        with progress_reporter() as progress:
            problems = export_to(
                root, options, partial(exported, root, form, selection), path, Reporting(say, progress)
            )
    except NothingToExportError as nothing:
        fail(str(nothing))
    print_errors(root, problems)
    if has_errors(problems):
        sys.exit(EXIT_PROBLEMS)
