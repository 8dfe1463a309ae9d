"""Imports one source into an archive: the only part of importing that reads and writes files."""

from __future__ import annotations

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from beilin.importing.account_file import write_account
from beilin.importing.convert import ARTICLES, Conversion, article_path, convert
from beilin.importing.existing import account_path, chosen_tags, fault_of_known, find_import, obstacle_to, write_whole
from beilin.importing.report import ImportReport, Outcome, describe
from beilin.importing.source_file import read_source
from beilin.model import Problem
from beilin.reading.article import ReaderSettings
from beilin.reading.tags import TagAuthority

__all__ = ["ImportReport", "describe", "import_file"]


def import_file(
    source: Path,
    *,
    root: Path,
    authority: TagAuthority,
    reader: ReaderSettings,
    force: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Import the plain-text source into the archive at `root`, with its account, and say what was done.

    A source that was imported before (by its bytes, under any name) changes nothing. A Markdown file that an editor
    changed, or that no import of this source wrote, is replaced only with `force`; the tags in it are kept even then.
    Whatever is wrong with the source is a problem in the report.
    """
    shown = os.fsencode(source).decode(errors="replace")
    data, fault = read_source(source, shown)
    if fault:
        return ImportReport(shown, "refused", problems=(fault,))
    try:
        return _import(source.name, shown, data, root, authority, reader, force, dry_run)
    except OSError as error:
        hint = f"Check that {ARTICLES}/ can be read and written."
        problem = Problem("error", f"cannot be written: {error.strerror or error}", f"{ARTICLES}/", hint=hint)
        return ImportReport(shown, "refused", problems=(problem,))


def _import(
    name: str,
    shown: str,
    data: bytes,
    root: Path,
    authority: TagAuthority,
    reader: ReaderSettings,
    force: bool,
    dry_run: bool,
) -> ImportReport:
    known = find_import(root, sha256(data).hexdigest())
    if known and not force:
        problem = fault_of_known(root, known)
        return ImportReport(shown, "unchanged", known, (problem,) if problem else ())
    path = known or article_path(name)
    tags = chosen_tags(root, path, reader) if path else None
    conversion, problems = convert(name, data, authority, reader, path=path, tags=tags)
    problems = tuple(replace(problem, file=shown) for problem in problems)
    if conversion is None:
        return ImportReport(shown, "refused", problems=problems)
    if not force and (obstacle := obstacle_to(root, conversion)):
        return ImportReport(shown, "refused", conversion.path, (*problems, obstacle))
    if not dry_run:
        # The account comes last: a file without one is never taken for an import's own.
        write_whole(root / conversion.path, conversion.markdown)
        write_whole(root / account_path(conversion.path), write_account(conversion.account))
    return _report(shown, "would write" if dry_run else "written", conversion, problems)


def _report(shown: str, outcome: Outcome, conversion: Conversion, problems: tuple[Problem, ...]) -> ImportReport:
    account = conversion.account
    return ImportReport(
        source=shown,
        outcome=outcome,
        article=conversion.path,
        problems=problems,
        kept=len(account.stated) + len(account.body),
        front_matter=len(account.stated),
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
    )
