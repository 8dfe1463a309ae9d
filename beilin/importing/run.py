"""Imports sources into an archive: looks at each, converts it, and writes what came out, or says why not."""

from __future__ import annotations

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from beilin.importing.account_file import write_account
from beilin.importing.convert import ARTICLES, Conversion, article_path, convert
from beilin.importing.existing import account_path, chosen_tags, fault_of_known, obstacle_to, write_whole
from beilin.importing.kept_sources import keep_source
from beilin.importing.known import Known, Prints, add, find_alike
from beilin.importing.report import ImportReport, describe
from beilin.importing.source_file import read_source
from beilin.importing.work import Converted, Settings, Task
from beilin.problems.problem import Problem

__all__ = ["Converted", "ImportReport", "Settings", "Task", "commit", "convert_task", "describe", "look"]


def look(source: Path, settings: Settings, known: Known) -> Task | ImportReport:
    """What there is to convert, or the report of a source that cannot be read or was imported before.

    A source that was imported before (by its bytes, under any name) changes nothing.
    """
    shown = os.fsencode(source).decode(errors="replace")
    data, fault = read_source(source, shown)
    if fault:
        return ImportReport(shown, "refused", problems=(fault,))
    digest = sha256(data).hexdigest()
    article = known.by_source.get(digest)
    if article and not settings.force:
        return _unchanged(shown, digest, article, settings)
    path = article or article_path(source.name)
    tags = chosen_tags(settings.root, path, settings.reader) if path else None
    return Task(source.name, shown, data, path, tags)


def convert_task(task: Task, settings: Settings) -> Converted | ImportReport:
    """The article in the source, or the report of a source that is refused. Nothing is read or written."""
    digest = sha256(task.data).hexdigest()
    try:
        conversion, problems = convert(
            task.name,
            task.data,
            settings.authority,
            settings.reader,
            path=task.path,
            tags=task.tags,
            encoding=settings.encoding,
            site_rules=settings.site_rules,
        )
    except Exception as error:  # one source must never stop the others, whatever it found in the importer
        message = f"the import failed: {type(error).__name__}: {error}"
        problem = Problem("internal", message, task.shown, hint="Please report it with the file.")
        return ImportReport(task.shown, "refused", problems=(problem,), sha256=digest)
    problems = tuple(replace(problem, file=task.shown) for problem in problems)
    if conversion is None:
        return ImportReport(task.shown, "refused", problems=problems, sha256=digest)
    account = conversion.account
    return Converted(
        replace(task, data=task.data if settings.keep_sources else b""),
        _report(task.shown, conversion, problems),
        Prints(account.sha256, account.text_sha256, account.likeness),
        conversion.path,
        conversion.markdown,
        write_account(account),
    )


def commit(found: Converted, settings: Settings, known: Known) -> ImportReport:
    """Write the article and its account, and say what was done.

    A Markdown file that an editor changed, or that no import of this source wrote, is replaced only with `force`, and
    an article that is there under another decoration is imported again only with it.
    """
    report, root = found.report, settings.root
    try:
        if not settings.force:
            if article := known.by_source.get(found.prints.sha256):
                return _unchanged(report.source, report.sha256, article, settings)
            if alike := find_alike(known, found.prints, other_than=found.path):
                return _refused(report, "duplicate", _duplicate(report.source, *alike))
            if obstacle := obstacle_to(root, found.path, found.markdown):
                return _refused(report, "refused", obstacle)
        if not settings.dry_run:
            if settings.keep_sources:
                keep_source(root, found.task.name, found.task.data)
            # The account comes last: a file without one is never taken for an import's own.
            write_whole(root / found.path, found.markdown)
            write_whole(root / account_path(found.path), found.account)
    except OSError as error:
        hint = f"Check that {ARTICLES}/ can be read and written."
        problem = Problem("not-written", f"cannot be written: {error.strerror or error}", f"{ARTICLES}/", hint=hint)
        return _refused(report, "refused", problem)
    add(known, found.prints, found.path)
    return replace(report, outcome="would write" if settings.dry_run else "written")


def _unchanged(shown: str, digest: str, article: str, settings: Settings) -> ImportReport:
    problem = None if settings.dry_run else fault_of_known(settings.root, article)
    return ImportReport(shown, "unchanged", article, (problem,) if problem else (), sha256=digest)


def _refused(report: ImportReport, outcome: str, problem: Problem) -> ImportReport:
    is_duplicate = outcome == "duplicate"
    return ImportReport(
        report.source,
        "duplicate" if is_duplicate else "refused",
        report.article,
        (*report.problems, problem),
        sha256=report.sha256,
        encoding=report.encoding,
    )


def _duplicate(shown: str, article: str, share: float) -> Problem:
    how = "the same text" if share == 1.0 else f"about {share:.0%} of its clauses"
    hint = "It was not imported again; import it with --force if both shall be in the archive."
    return Problem("already-imported", f"{article} has {how} already", shown, hint=hint)


def _report(shown: str, conversion: Conversion, problems: tuple[Problem, ...]) -> ImportReport:
    account = conversion.account
    return ImportReport(
        source=shown,
        outcome="would write",
        article=conversion.path,
        problems=problems,
        kept=len({item.line for item in account.stated} | {*account.body}),
        front_matter=len({item.line for item in account.stated}),
        blank=len(account.blank),
        headings=len(account.headings),
        lists=tuple(map(len, account.lists)),
        set_aside=account.counts(),
        title=conversion.title,
        title_proposed=conversion.title_proposed,
        language=account.language,
        tags=conversion.tags,
        suggestions=conversion.suggestions,
        review=account.review,
        sha256=account.sha256,
        encoding=account.encoding,
    )
