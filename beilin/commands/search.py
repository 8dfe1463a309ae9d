"""`search`: articles that hold some words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beilin.commands.options import WordsCommand, require_search, root_option
from beilin.commands.printing import EXIT_PROBLEMS, print_errors, say, show, show_json

if TYPE_CHECKING:
    from beilin.searching.hits import Hit
    from beilin.searching.search import Results, Sort
    from beilin.searching.snippets import Snippet

MAX_HITS = 20  # that are printed as text without --all


@click.command(cls=WordsCommand)
@root_option
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="With this tag, by any name; may be repeated.")
@click.option("--year", metavar="YYYY", default="", help="Of that year; or `undated`.")
@click.option("--source", metavar="NAME", default="", help="Of that source.")
@click.option("--author", metavar="NAME", default="", help="By that author.")
@click.option(
    "--language", "--lang", "language", metavar="LANGUAGE", default="",
    help="In that language: zh-Hant, en; zh for all of Chinese.",
)  # fmt: skip
@click.option("--series", metavar="NAME", default="", help="Of that series.")
@click.option(
    "--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance", show_default=True,
    help="What comes first.",
)  # fmt: skip
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Output format.",
)  # fmt: skip
@click.option("--all", "is_whole", is_flag=True, help=f"Print all articles, not only the first {MAX_HITS}.")
@click.argument("words", nargs=-1, required=True)
def search(
    root: Path, tags: tuple[str, ...], year: str, source: str, author: str, language: str, series: str, sort: Sort,
    output_format: str, is_whole: bool, words: tuple[str, ...],
) -> None:  # fmt: skip
    """Find the published articles that hold all of the WORDS, best first.

    Case, width, accents and Chinese script make no difference, and of Chinese any part of a word is found. The last
    word may be the beginning of a longer one. Words in quotation marks must follow each other: '"open source"'. A
    minus sign excludes a word; write -- before the first word then, so that it is not taken for an option.

    Each line has the file and the line of the first place, the title, and what stands around that place. docs/search.md
    says how articles are ranked.

    Example: build.py search --year 2023 -- 開源 -授權
    """
    from beilin.building.options import Reporting
    from beilin.commands.progress import progress_reporter
    from beilin.config import read_config
    from beilin.problems.problem import has_errors
    from beilin.reading.files import tags_data
    from beilin.reading.tags import read_tag_authority
    from beilin.searching.filters import Filters
    from beilin.searching.search import Request
    from beilin.searching.search import search as search_archive

    root = root.resolve()
    config, problems = read_config(root)
    if config is None:
        print_errors(root, problems)
        sys.exit(EXIT_PROBLEMS)
    require_search(config)
    authority, of_tags = read_tag_authority(tags_data(root))
    filters = Filters(tags, year, source, author, language, series)
    limit = None if is_whole or output_format == "json" else MAX_HITS
    with progress_reporter() as progress:
        request = Request(" ".join(words), filters, sort, limit)
        results = search_archive(root, config, authority, request, Reporting(say, progress))
    problems = [*problems, *of_tags, *results.problems]
    print_errors(root, problems)
    _say_above(results)
    if output_format == "json":
        show_json([_as_plain(hit) for hit in results.hits])
    elif sys.stdout.isatty():
        _print_for_people(results)
    else:
        for hit in results.hits:
            show(f"{hit.path}:{hit.line}\t{hit.title.text}\t{hit.snippet.text}")
    _say_below(results)
    if has_errors(problems):
        sys.exit(EXIT_PROBLEMS)


def _as_plain(hit: Hit) -> dict[str, object]:
    """The hit as JSON has it."""
    return {
        "path": hit.path,
        "line": hit.line,
        "title": hit.title.text,
        "address": hit.address,
        "snippet": hit.snippet.text,
        "score": round(hit.score, 4),
    }


def _print_for_people(results: Results) -> None:
    from beilin.problems.controls import printable

    for hit in results.hits:
        place = click.style(f"{printable(hit.path)}:{hit.line}", fg="cyan")
        click.echo(f"{place}  {_marked(hit.title)}")
        if hit.snippet.text:
            click.echo(f"    {_marked(hit.snippet)}")


def _marked(snippet: Snippet) -> str:
    """The text with colour where it is marked, and escapes for what a terminal would obey."""
    from beilin.problems.controls import printable

    pieces, end = [], 0
    for start, following in snippet.marks:
        pieces.append(printable(snippet.text[end:start]))
        pieces.append(click.style(printable(snippet.text[start:following]), fg="green", bold=True))
        end = following
    return "".join([*pieces, printable(snippet.text[end:])])


def _say_above(results: Results) -> None:
    """Say on standard error what the query names, and why the list may be empty."""
    for answer in results.firsts:
        others = f"; also search: {' · '.join(answer.others)}" if answer.others else ""
        article = "an" if answer.kind == "author" else "a"
        say(f"{answer.name!r} is {article} {answer.kind}: {answer.address}{others}")
    for note in results.notes:
        say(note)
    if results.query.is_cut:
        from beilin.searching.query import MAX_QUERY

        say(f"Only the first {MAX_QUERY} characters were searched for.")
    if not results.query.required:
        say("There is nothing to search for: give a word or a Chinese character that is not excluded.")


def _say_below(results: Results) -> None:
    """Say on standard error how many articles there are."""
    count = len(results.hits)
    if results.more:
        about = "" if results.is_exact else "up to "
        say(f"The first {count} articles; {about}{results.more} more with --all.")
    elif sys.stdout.isatty():
        say(f"{count} {'article' if count == 1 else 'articles'}")
