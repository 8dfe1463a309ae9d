"""The commands that import sources, undo single decisions of an import, and compare source and article.

A command imports what it needs when it runs, so that --help stays quick.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from beilin.commands.options import jobs_option, new_folder_option, require_archive, root_option
from beilin.commands.printing import print_listed, print_problems, say, show
from beilin.layout import CONFIG_FILE

if TYPE_CHECKING:
    from beilin.importing.settings import ImportSettings
    from beilin.importing.undo.files import Move

# The keys of beilin.importing.source.encodings.ENCODINGS, which is not loaded for --help.
ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "windows-1252")

# The names of beilin.migrating.generators.table.GENERATORS, likewise.
GENERATORS = ("hugo", "hexo", "jekyll", "pelican", "zola", "mkdocs", "obsidian", "astro", "nikola", "eleventy")


@click.command("import")
@new_folder_option
@click.argument("sources", nargs=-1, metavar="SOURCE...", type=click.Path(path_type=Path))
@click.option("--from", "generator", type=click.Choice(GENERATORS), help="What made the site in SOURCE.")
@click.option("--undo", metavar="NAME", help="Remove what the import recorded in imports/NAME.yaml wrote.")
@click.option("--fetch-images", is_flag=True, help="Bring in images that the site shows from other hosts.")
@click.option("--dry-run", is_flag=True, help="Report what would be done, and write nothing.")
@jobs_option
@click.option("--force", is_flag=True, help="Replace existing articles; import a text that is already in the archive.")
@click.option("--encoding", type=click.Choice(ENCODINGS), help="Of plain-text sources (default: detected).")
@click.option(
    "--log", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write a line of JSON per source."
)
@click.option("--explain", is_flag=True, help="Print why each line goes where, and write nothing.")
@click.pass_context
def import_sources(
    context: click.Context, root: Path, sources: tuple[Path, ...], generator: str | None, undo: str | None,
    fetch_images: bool, dry_run: bool, jobs: int | None, force: bool, encoding: str | None, log: Path | None,
    explain: bool,
) -> None:  # fmt: skip
    """Bring the site of another generator into the archive, or turn plain-text articles into Markdown.

    SOURCE is the folder of a site that Hugo, Hexo, Jekyll, Pelican, Zola, MkDocs, Obsidian, Astro, Nikola or Eleventy
    makes: its articles, pages and files come into the archive, which is created if there is none. Or SOURCE are
    plain-text files, and folders whose .txt files are imported, with --force, --encoding, --log and --explain.

    What was imported before is skipped, so an interrupted run continues where it stopped.

    Example: build.py import --root my-archive ../my-hugo-blog
    """
    from beilin.commands import migrating

    if bool(undo) == bool(sources):
        raise click.UsageError("Name what to import, or an import to undo with --undo NAME.")
    if undo:
        sys.exit(migrating.undo_import(root, undo))
    if not os.path.lexists(root / CONFIG_FILE) and (missing := [path for path in sources if not path.exists()]):
        raise click.UsageError(f"There is no {missing[0]}.")  # rather than no archive
    is_for_texts = bool(force or encoding or log or explain)
    if generator or (not is_for_texts and migrating.is_old_site(sources)):
        if is_for_texts:
            raise click.UsageError("--force, --encoding, --log and --explain are for plain-text sources.")
        sys.exit(migrating.import_site(root, sources, generator or "", jobs, dry_run=dry_run, fetch=fetch_images))
    require_archive(context, root)
    settings = _settings(root.resolve(), encoding or "", force=force, dry_run=dry_run)
    if explain:
        sys.exit(_explain(sources, settings))
    sys.exit(_import(sources, settings, jobs, log))


@click.command()
@root_option
@click.argument("article")
@click.argument("lines", nargs=-1, required=True, metavar="LINE...", type=click.IntRange(1))
def restore(root: Path, article: str, lines: tuple[int, ...]) -> None:
    """Put lines that the import set aside back into the article, where they stood.

    LINE is the number of the line in the source, as in the import record. If the lines around it were edited or
    removed, the line is printed for you to place it by hand. `set-aside` does the reverse.

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
        language = ""
        if isinstance(imported, MigratedArticle):
            rows = migrated_side_by_side(imported.record, imported.markdown)
        else:
            record, language = imported.record, imported.record.language
            rows = side_by_side(record, imported.markdown, kept_bytes(root, record.sha256, record.file))
        if page:
            page.write_text(as_html(f"{imported.record.file} → {imported.path}", rows, language), "utf-8")
    except (OSError, ValueError) as error:
        _fail(str(error))
    if page:
        show(f"{page}: {len(rows)} lines")
    else:
        print_table(rows)


def _settings(root: Path, encoding: str, *, force: bool, dry_run: bool) -> ImportSettings:
    """The settings of a run; ends the command if the archive's own files have errors."""
    from beilin.config import read_config
    from beilin.importing.classify.site_rules_file import read_site_rules
    from beilin.importing.settings import ConversionSettings, ImportSettings
    from beilin.reading.files import tags_data
    from beilin.reading.settings import reader_settings
    from beilin.reading.tags import read_tag_authority

    config, config_problems = read_config(root)
    authority, tag_problems = read_tag_authority(tags_data(root))
    rules, rule_problems = read_site_rules(root)
    problems = [*config_problems, *tag_problems, *rule_problems]
    print_problems(root, problems)
    if config is None or any(problem.severity == "error" for problem in problems):
        sys.exit(1)
    reader = reader_settings(config)
    conversion = ConversionSettings(authority, reader, rules, encoding)
    return ImportSettings(root, conversion, force, dry_run, config.keep_sources)


def _import(sources: tuple[Path, ...], settings: ImportSettings, jobs: int | None, log: Path | None) -> int:
    from collections import Counter
    from contextlib import ExitStack
    from dataclasses import replace

    from beilin.commands.progress import LONG_WORK, progress_reporter
    from beilin.importing.batch import collect_sources, import_all
    from beilin.importing.report import describe_report
    from beilin.importing.run_summary import ReviewNeed, describe_run, log_line, review_need_of

    files, others = collect_sources(sources)
    outcomes: Counter[str] = Counter()
    needs: list[ReviewNeed] = []
    with ExitStack() as stack:
        try:
            log_file = stack.enter_context(log.open("w", encoding="utf-8", buffering=1)) if log else None
        except OSError as error:
            raise click.UsageError(f"{log} cannot be written: {error.strerror}") from None
        progress = stack.enter_context(progress_reporter())
        for report in import_all(files, settings, jobs, progress):
            outcomes[report.outcome] += 1
            if need := review_need_of(report):
                needs.append(need)
            if log_file:
                log_file.write(f"{log_line(report)}\n")
            if len(files) < LONG_WORK:
                show("\n".join(describe_report(replace(report, problems=()))))
                print_listed(None, report.problems, sys.stdout, is_whole=True)
    if len(files) != 1 or others:
        show("\n".join(describe_run(outcomes, needs, others=others)))
    return 1 if outcomes["refused"] else 0


def _explain(sources: tuple[Path, ...], settings: ImportSettings) -> int:
    from beilin.importing.batch import collect_sources
    from beilin.importing.explain import explain_source

    has_failed = False
    for file in collect_sources(sources)[0]:
        lines, is_importable = explain_source(file, settings)
        has_failed = has_failed or not is_importable
        show("\n".join(lines))
    return 1 if has_failed else 0


def _move(root: Path, article: str, lines: tuple[int, ...], move: Move, done: str) -> None:
    from beilin.config import read_config
    from beilin.importing.undo.files import move_lines
    from beilin.reading.settings import reader_settings

    config, problems = read_config(root)
    print_problems(root, problems)
    if config is None:
        sys.exit(1)
    settings = reader_settings(config)
    try:
        path, failures = move_lines(root, article, lines, move, settings)
    except (OSError, ValueError) as error:
        _fail(str(error))
    moved = len(lines) - len(failures)
    if moved:
        show(f"{path}: {moved} {'line' if moved == 1 else 'lines'} {done} the article")
    for failure in failures:
        say(f"{path}: {failure.reason}")
        if failure.text:
            show(failure.text)
    if failures:
        sys.exit(1)


def _fail(message: str) -> NoReturn:
    say(message)
    sys.exit(1)
