"""The commands that import sources, undo single decisions of an import, and compare source and article.

A command imports what it needs when it runs, so that --help stays quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from beilin.commands.options import executor_option, jobs_option, new_folder_option, require_archive, root_option
from beilin.commands.printing import print_problems, say, show_message
from beilin.layout import CONFIG_FILE

if TYPE_CHECKING:
    from beilin.importing.undo.files import Move

# The keys of beilin.importing.source.encodings.ENCODINGS, which is not loaded for --help.
ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "windows-1252")

# The names of beilin.migrating.generators.table.GENERATORS, likewise.
GENERATORS = ("hugo", "hexo", "jekyll", "pelican", "zola", "mkdocs", "obsidian", "astro", "nikola", "eleventy")

# The names in beilin.importing.formats.table, likewise, and plain text.
KINDS = (
    *("text", "markdown", "html", "mhtml", "wxr", "feed", "jsonl", "warc", "blogger", "ghost", "substack", "medium"),
)

_FOR_ONE = (
    click.option("--title", metavar="TITLE", help="Of the article, for one source."),
    click.option("--slug", metavar="SLUG", help="Of the article: the name of its file and the end of its address."),
    click.option("--tag", "tags", multiple=True, metavar="TAG", help="Of the article; may be repeated."),
    click.option("--date", metavar="DATE", help="Of the article, as in 2026-01-31."),
    click.option("--source", "source_name", metavar="NAME", help="Where the article appeared."),
    click.option("--author", "authors", multiple=True, metavar="NAME", help="Of the article; may be repeated."),
    click.option("--source-url", metavar="URL", help="The address at which the article appeared."),
)


def _options_for_one(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that describe the one article of a run."""
    for option in reversed(_FOR_ONE):
        command = option(command)
    return command


@click.command("import")
@new_folder_option
@click.argument("sources", nargs=-1, metavar="SOURCE...", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), help="Of the sources (default: recognised by their content).")
@click.option("--map", "fields", multiple=True, metavar="FACT=FIELD", help="The field of JSON Lines that has a fact.")
@_options_for_one
@click.option("--from", "generator", type=click.Choice(GENERATORS), help="What made the site in SOURCE.")
@click.option("--undo", metavar="NAME", help="Remove what the import recorded in imports/NAME.yaml wrote.")
@click.option("--fetch-images", is_flag=True, help="Bring in images that the articles show from other hosts.")
@click.option("--dry-run", is_flag=True, help="Report what would be done, and write nothing.")
@jobs_option
@executor_option
@click.option("--force", is_flag=True, help="Replace existing articles; import a text that is already in the archive.")
@click.option("--encoding", type=click.Choice(ENCODINGS), help="Of the sources (default: detected).")
@click.option(
    "--log", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write a line of JSON per article."
)
@click.option("--review", is_flag=True, help="Then ask about what is open, key by key; `confirm` continues.")
@click.option("--explain", is_flag=True, help="Print why each line goes where, and write nothing.")
@click.pass_context
def import_sources(
    context: click.Context, /, root: Path, sources: tuple[Path, ...], generator: str | None, undo: str | None,
    fetch_images: bool, dry_run: bool, jobs: int | None, executor: str, log: Path | None, review: bool, explain: bool,
    **choices: Any,
) -> None:  # fmt: skip
    """Turn articles of any source into Markdown, or bring the site of another generator into the archive.

    SOURCE are saved web pages (also MHTML), exports of WordPress, Blogger, Ghost, Substack and Medium, feeds, crawls
    (WARC, JSON Lines), Markdown and plain text, and folders of these. Or it is the folder of a site that Hugo, Hexo,
    Jekyll, Pelican, Zola, MkDocs, Obsidian, Astro, Nikola or Eleventy makes: its articles, pages and files come into
    the archive, which is created if there is none.

    What was imported before is skipped, so an interrupted run continues where it stopped.

    Example: build.py import --root my-archive saved-page.html ../my-hugo-blog
    """
    from beilin.commands import import_run, migrating
    from beilin.commands.cluster import cluster_at
    from beilin.parallel.executor import Workers

    if bool(undo) == bool(sources):
        raise click.UsageError("Name what to import, or an import to undo with --undo NAME.")
    if undo:
        sys.exit(migrating.undo_import(root, undo))
    if not os.path.lexists(root / CONFIG_FILE) and (missing := [path for path in sources if not path.exists()]):
        raise click.UsageError(f"There is no {missing[0]}.")  # rather than no archive
    is_for_articles = bool(log or explain or review or any(choices.values()))
    if generator or (not is_for_articles and migrating.is_old_site(sources)):
        if is_for_articles:
            raise click.UsageError("With --from, only --fetch-images, --dry-run and --jobs can be used.")
        sys.exit(migrating.import_site(root, sources, generator or "", jobs, dry_run=dry_run, fetch=fetch_images))
    require_archive(context, root)
    settings = import_run.settings_of(root.resolve(), sources, dry_run=dry_run, **choices)
    if explain:
        sys.exit(import_run.explain(sources, settings))
    with cluster_at(executor, "Nothing was imported.") as cluster:
        code = import_run.run(sources, settings, Workers(jobs, cluster), log, fetch=fetch_images, review=review)
    sys.exit(code)


@click.command()
@root_option
@click.argument("article")
@click.argument("lines", nargs=-1, required=True, metavar="LINE...", type=click.IntRange(1))
def restore(root: Path, article: str, lines: tuple[int, ...]) -> None:
    """Put lines that the import set aside back into the article, where they stood.

    LINE is the number of the line in the source, or of the block, as in the import record. If the lines around it were
    edited or removed, the line is printed for you to place it by hand. `set-aside` does the reverse.

    Example: build.py restore articles/llama.md 12 13
    """
    from beilin.importing.undo.moves import restore as move

    _move(root.resolve(), article, lines, move, "restored to")


@click.command("set-aside")
@root_option
@click.argument("article")
@click.argument("lines", nargs=-1, required=True, metavar="LINE...", type=click.IntRange(1))
def set_aside(root: Path, article: str, lines: tuple[int, ...]) -> None:
    """Move lines of the source out of the article, into its import record. `restore` puts them back.

    Example: build.py set-aside articles/llama.md 12
    """
    from beilin.importing.undo.moves import set_aside as move

    _move(root.resolve(), article, lines, move, "set aside from")


@click.command()
@root_option
@click.argument("article")
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write an HTML page to FILE instead.",
    metavar="FILE",
)
def source(root: Path, article: str, page: Path | None) -> None:
    """Show the source beside the article, line by line, with the rule for each difference.

    The original of a line that was edited is available only with `keep_sources: true` in site.yaml.

    Example: build.py source articles/llama.md --html llama.html
    """
    from beilin.importing.archive.imported_article import MigratedArticle, read_imported
    from beilin.importing.archive.kept_sources import kept_bytes
    from beilin.importing.comparison.migrated import migrated_side_by_side
    from beilin.importing.comparison.output import as_html, print_table
    from beilin.importing.comparison.side_by_side import side_by_side

    root = root.resolve()
    try:
        imported = read_imported(root, article)
        language, unit = "", "line"
        if isinstance(imported, MigratedArticle):
            rows = migrated_side_by_side(imported.record, imported.markdown)
        else:
            record, language, unit = imported.record, imported.record.language, imported.record.unit
            rows = side_by_side(record, imported.markdown, kept_bytes(root, record.sha256, record.file))
        if page:
            page.write_text(as_html(f"{imported.record.file} → {imported.path}", rows, language, unit), "utf-8")
    except (OSError, ValueError) as error:
        _fail(str(error))
    if page:
        show_message(f"{page}: {len(rows)} {unit}s")
    else:
        print_table(rows, unit)


def _move(root: Path, article: str, lines: tuple[int, ...], move: Move, done: str) -> None:
    from beilin.config import read_config
    from beilin.importing.archive.imported_article import read_imported_article
    from beilin.importing.undo.files import move_lines
    from beilin.reading.settings import reader_settings

    config, problems = read_config(root)
    print_problems(root, problems)
    if config is None:
        sys.exit(1)
    settings = reader_settings(config)
    try:
        unit = read_imported_article(root, article).record.unit
        path, failures = move_lines(root, article, lines, move, settings)
    except (OSError, ValueError) as error:
        _fail(str(error))
    moved = len(lines) - len(failures)
    if moved:
        show_message(f"{path}: {moved} {unit if moved == 1 else f'{unit}s'} {done} the article")
    for failure in failures:
        say(f"{path}: {failure.reason}")
        if failure.text:
            show_message(failure.text)
    if failures:
        sys.exit(1)


def _fail(message: str) -> NoReturn:
    say(message)
    sys.exit(1)
