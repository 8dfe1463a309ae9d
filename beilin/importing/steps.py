"""The steps of importing one source: prepare (read it), convert, commit (write it). Each may end in a report."""

from __future__ import annotations

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

from beilin.crash import crash_problem
from beilin.files.replace import replace_file
from beilin.importing.archive.existing_article import missing_article_warning, overwrite_problem, tags_of_editor
from beilin.importing.archive.import_index import ImportIndex, SourceFingerprints, add_article, find_similar
from beilin.importing.archive.kept_sources import keep_source
from beilin.importing.archive.paths import ARTICLES, article_path, import_record_path
from beilin.importing.convert import Conversion, convert
from beilin.importing.formats.recognise import recognise
from beilin.importing.record.record_file import write_import_record
from beilin.importing.report import ImportReport
from beilin.importing.settings import ImportSettings
from beilin.importing.source.source_file import read_source
from beilin.importing.tasks import ConvertedSource, ImportTask
from beilin.problems.problem import Problem


def prepare(source: Path, settings: ImportSettings, index: ImportIndex) -> ImportTask | ImportReport:
    """The source, read; or the report of a source that cannot be read or was imported before.

    A source is recognised by its bytes, whatever its name.
    """
    display_name = os.fsencode(source).decode(errors="replace")
    data, problem = read_source(source, display_name)
    if problem:
        return ImportReport(display_name, "refused", problems=(problem,))
    if isinstance(found := recognise(source, display_name), Problem):
        return ImportReport(display_name, "refused", problems=(found,))
    digest = sha256(data).hexdigest()
    article = index.by_source.get(digest)
    if article and not settings.force:
        return _unchanged(display_name, digest, article, settings)
    path = article or article_path(source.name)
    tags = tags_of_editor(settings.root, path, settings.conversion.reader) if path else None
    return ImportTask(source.name, display_name, data, path, tags)


def convert_task(task: ImportTask, settings: ImportSettings) -> ConvertedSource | ImportReport:
    """The article in the source, or the report of a source that is refused. Nothing is read or written."""
    try:
        return _convert_task(task, settings)
    except Exception as error:  # a source that makes the importer fail must not stop the others
        problem = crash_problem(settings.root, error, "importing this source", task.display_name)
        digest = sha256(task.data).hexdigest()
        return ImportReport(task.display_name, "refused", problems=(problem,), sha256=digest)


def _convert_task(task: ImportTask, settings: ImportSettings) -> ConvertedSource | ImportReport:
    digest = sha256(task.data).hexdigest()
    conversion, problems = convert(
        task.name, task.data, settings.conversion, article=task.article, editor_tags=task.tags
    )
    problems = tuple(replace(problem, file=task.display_name) for problem in problems)
    if conversion is None:
        return ImportReport(task.display_name, "refused", problems=problems, sha256=digest)
    record = conversion.record
    return ConvertedSource(
        task.name,
        task.data if settings.keep_sources else b"",
        _report(task.display_name, conversion, problems),
        SourceFingerprints(record.sha256, record.text_sha256, record.sketch),
        conversion.article,
        conversion.markdown,
        write_import_record(record),
    )


def commit(converted: ConvertedSource, settings: ImportSettings, index: ImportIndex) -> ImportReport:
    """Write the article and its import record, unless this is a dry run. Returns the report.

    Without `force`, an article is not replaced if an editor changed it or if it does not come from this source, and a
    text that is already in the archive is not imported again.
    """
    report, root = converted.report, settings.root
    try:
        if not settings.force:
            if article := index.by_source.get(converted.fingerprints.sha256):
                return _unchanged(report.source, report.sha256, article, settings)
            if similar := find_similar(index, converted.fingerprints, other_than=converted.article):
                return _not_written(report, "duplicate", _already_imported(report.source, *similar))
            if problem := overwrite_problem(root, converted.article, converted.markdown):
                return _not_written(report, "refused", problem)
        if not settings.dry_run:
            if settings.keep_sources:
                keep_source(root, converted.name, converted.source)
            # The record comes last: an article without one does not count as imported.
            replace_file(root / converted.article, converted.markdown)
            replace_file(root / import_record_path(converted.article), converted.record)
    except OSError as error:
        hint = f"Check that {ARTICLES}/ can be read and written."
        problem = Problem("not-written", f"cannot be written: {error.strerror or error}", f"{ARTICLES}/", hint=hint)
        return _not_written(report, "refused", problem)
    add_article(index, converted.fingerprints, converted.article)
    return replace(report, outcome="would write" if settings.dry_run else "written")


def _unchanged(display_name: str, digest: str, article: str, settings: ImportSettings) -> ImportReport:
    warning = None if settings.dry_run else missing_article_warning(settings.root, article)
    return ImportReport(display_name, "unchanged", article, (warning,) if warning else (), sha256=digest)


def _not_written(report: ImportReport, outcome: Literal["duplicate", "refused"], problem: Problem) -> ImportReport:
    problems = (*report.problems, problem)
    return ImportReport(
        report.source, outcome, report.article, problems, sha256=report.sha256, encoding=report.encoding
    )


def _already_imported(display_name: str, article: str, share: float) -> Problem:
    what = "the same text" if share == 1.0 else f"about {share:.0%} of its clauses"
    hint = "It was not imported again; import it with --force if both belong in the archive."
    return Problem("already-imported", f"{article} already has {what}", display_name, hint=hint)


def _report(display_name: str, conversion: Conversion, problems: tuple[Problem, ...]) -> ImportReport:
    record = conversion.record
    fact_lines = {fact.line for fact in record.facts}
    return ImportReport(
        source=display_name,
        outcome="would write",
        article=conversion.article,
        problems=problems,
        kept=len(fact_lines | {*record.body}),
        front_matter=len(fact_lines),
        blank=len(record.blank),
        headings=len(record.headings),
        lists=tuple(map(len, record.lists)),
        set_aside=record.set_aside_counts(),
        title=conversion.title,
        title_proposed=conversion.title_proposed,
        language=record.language,
        tags=conversion.tags,
        suggestions=conversion.suggestions,
        review=record.review,
        sha256=record.sha256,
        encoding=record.encoding,
    )
