"""`import` of sources of articles: its settings, the run and what is printed of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from beilin.commands.import_addresses import addresses_of_archive
from beilin.commands.import_images import fetch_for_import
from beilin.commands.printing import (
    EXIT_INTERRUPTED,
    EXIT_PROBLEMS,
    print_listed,
    print_problems,
    say,
    say_error,
    show_message,
)
from beilin.commands.progress import LONG_WORK, progress_reporter
from beilin.commands.reviewing import walk
from beilin.config import read_config
from beilin.importing.archive.own_keys import Identifiers
from beilin.importing.batch import import_all
from beilin.importing.classify.site_rules_file import read_site_rules
from beilin.importing.collect import collect_sources
from beilin.importing.explain import explain_source
from beilin.importing.formats.jsonl.choice import NAMES
from beilin.importing.metadata.stated import normalised
from beilin.importing.model import NOWHERE, Fact
from beilin.importing.report import ImportReport, describe_report
from beilin.importing.run_summary import RunSummary, add_report, describe_run, log_line
from beilin.importing.runs.error import RunError
from beilin.importing.settings import Choices, ConversionSettings, ImportSettings
from beilin.parallel.executor import ClusterError, Workers
from beilin.reading.article import ReaderSettings
from beilin.reading.files import tags_data
from beilin.reading.settings import reader_settings
from beilin.reading.tags import read_tag_authority
from beilin.text.slugs import fault_of_slug

_OPTIONS_FOR_ONE = ("title", "slug", "tags", "date", "source_name", "authors", "source_url")


def settings_of(
    root: Path, sources: Sequence[Path], *, dry_run: bool, force: bool, encoding: str | None, kind: str | None,
    fields: Iterable[str], **for_one: Any,
) -> ImportSettings:  # fmt: skip
    """The settings of a run; ends the command if the archive's own files have errors."""
    config, config_problems = read_config(root)
    authority, tag_problems = read_tag_authority(tags_data(root))
    rules, rule_problems = read_site_rules(root)
    problems = [*config_problems, *tag_problems, *rule_problems]
    print_problems(root, problems)
    if config is None or any(problem.severity == "error" for problem in problems):
        sys.exit(EXIT_PROBLEMS)
    reader = reader_settings(config)
    choices = _choices(for_one, reader) if any(for_one.values()) else None
    if choices and (len(sources) != 1 or sources[0].is_dir()):
        raise click.UsageError("--title, --slug, --tag, --date, --source, --author and --source-url are for one file.")
    return ImportSettings(
        root, ConversionSettings(authority, reader, rules, encoding or ""), force, dry_run, config.keep_sources,
        kind or "", tuple(map(_field, fields)), choices,
    )  # fmt: skip


def run(
    sources: Sequence[Path], settings: ImportSettings, workers: Workers, log: Path | None, *, fetch: bool, review: bool
) -> int:
    """Import the sources, report it and, with `review`, ask about what is open; returns the exit code."""
    summary = RunSummary()
    written: list[str] = []
    records: dict[Path, str] = {}
    files = collect_sources(sources, settings.root)
    config, _ = read_config(settings.root)
    addresses = addresses_of_archive(settings.root, config) if config else None
    identifiers = Identifiers(settings.root, config.base_url) if config else None
    with ExitStack() as stack:
        try:
            log_file = stack.enter_context(log.open("w", encoding="utf-8", buffering=1)) if log else None
        except OSError as error:
            raise click.UsageError(f"{log} cannot be written: {error.strerror}") from None
        progress = stack.enter_context(progress_reporter())
        try:
            for report in import_all(files, settings, workers, progress, records, addresses, identifiers):
                add_report(summary, report)
                if report.outcome == "written":
                    written.append(report.article)
                if log_file:
                    log_file.write(f"{log_line(report)}\n")
                _show_report(report, summary, len(files))
        except (RunError, ClusterError) as error:
            say_error(str(error), error.hint)
            if isinstance(error, ClusterError):
                say("What was imported is kept; the next import continues from there.")
            return EXIT_PROBLEMS
        except KeyboardInterrupt:
            say("Interrupted. What was imported is kept; the next import continues from there.")
            return EXIT_INTERRUPTED
    if summary.outcomes.total() != 1:
        what = "sources" if summary.outcomes.total() <= len(files) else "articles"
        show_message("\n".join(describe_run(summary, what)))
    if not settings.dry_run:
        fetch_for_import(settings.root, written if fetch else [], records.values())
    for record in records.values():
        say(f"To take it back: build.py import --undo {Path(record).stem}")
    if review and written and not settings.dry_run:
        walk(settings.root, written)
    return EXIT_PROBLEMS if summary.outcomes["refused"] else 0


def _show_report(report: ImportReport, summary: RunSummary, files: int) -> None:
    """Print the report, unless there are so many that nobody would read them."""
    count = summary.outcomes.total()
    if files >= LONG_WORK or report.outcome == "skipped" or count > LONG_WORK:
        return
    if count == LONG_WORK:
        show_message("The articles after these are only counted; --log FILE.jsonl lists all.")
        return
    show_message("\n".join(describe_report(replace(report, problems=()))))
    print_listed(None, report.problems, sys.stdout, is_whole=True)


def explain(sources: Sequence[Path], settings: ImportSettings) -> int:
    """Print why each line of the sources goes where; returns the exit code."""
    has_failed = False
    for file in collect_sources(sources, settings.root):
        for lines, is_importable in explain_source(file, settings):
            has_failed = has_failed or not is_importable
            show_message("\n".join(lines))
    return EXIT_PROBLEMS if has_failed else 0


def _choices(values: dict[str, Any], reader: ReaderSettings) -> Choices:
    """What the editor states of one article. Raises UsageError if a value is not one of its kind."""
    if values["slug"] and (fault := fault_of_slug(values["slug"])):
        raise click.UsageError(f"--slug {values['slug']!r} cannot be used in an address: {fault}.")
    stated = {
        "title": [values["title"]],
        "date": [values["date"]],
        "source": [values["source_name"]],
        "author": values["authors"],
        "source_url": [values["source_url"]],
    }
    facts = []
    for key, given in stated.items():
        try:
            accepted = tuple(filter(None, (normalised(key, value, reader.time_zone) for value in given if value)))
        except ValueError as error:
            raise click.UsageError(f"--{key.replace('_', '-')}: {error}.") from None
        if accepted:
            facts.append(Fact(NOWHERE, key, accepted, f"--{key.replace('_', '-')}"))
    return Choices(tuple(facts), values["slug"] or "", tuple(values["tags"]))


def _field(text: str) -> tuple[str, str]:
    fact, equals, field = text.partition("=")
    if not equals or not fact.strip() or not field.strip():
        raise click.UsageError(f"--map {text!r}: write a fact and the name of its field, as in --map text=body.")
    if fact.strip() not in NAMES:
        raise click.UsageError(f"--map {text!r}: there is no fact {fact.strip()!r}; write one of {', '.join(NAMES)}.")
    return fact.strip(), field.strip()
