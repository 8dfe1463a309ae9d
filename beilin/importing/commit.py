"""The last step of an import: writing an article, its images and its record, unless something stands in the way."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from posixpath import dirname
from typing import Literal

from beilin.files.digest import digest_of
from beilin.files.replace import replace_file
from beilin.importing.archive.aliases import Addresses, without_taken_aliases
from beilin.importing.archive.existing_article import differs_from_article, overwrite_problem
from beilin.importing.archive.free_name import free_path
from beilin.importing.archive.import_index import ImportIndex, SourceFingerprints, add_article, find_similar, kind_of
from beilin.importing.archive.kept_sources import keep_source
from beilin.importing.archive.own_keys import Identifiers, with_own_keys
from beilin.importing.archive.paths import ARTICLES
from beilin.importing.prepare import unchanged
from beilin.importing.report import ImportReport
from beilin.importing.runs.recorder import Recorder
from beilin.importing.settings import ImportSettings
from beilin.importing.tasks import ConvertedSource
from beilin.layout import import_record_path, kept_source_path
from beilin.problems.problem import Problem
from beilin.text.file_names import name_of


def commit(
    converted: ConvertedSource,
    settings: ImportSettings,
    index: ImportIndex,
    recorder: Recorder,
    addresses: Addresses | None,
    identifiers: Identifiers | None,
) -> ImportReport:
    """Write the article and what belongs to it, unless this is a dry run. Returns the report.

    Without `force`, an article is not replaced if an editor changed it, if it does not come from this source or if its
    source has changed; and a text that is already in the archive is not imported again. Raises RunError.
    """
    report, root = converted.report, settings.root
    try:
        if not settings.force and (reason := _reason_against(converted, settings, index)):
            return reason
        if converted.may_be_numbered or _has_name_of_other(converted, settings, index):
            article = free_path(root, index, converted.article, converted.markdown)
            converted = replace(converted, article=article, former="")
            report = replace(report, article=article)
        elif not settings.force and (problem := _problem_of_present(converted, root)):
            return _not_written(report, "refused", problem)
        if similar := find_similar(index, converted.fingerprints, other_than=converted.article):
            problem = _similar(report.source, *similar)
            report = replace(report, problems=(*report.problems, problem))
        if addresses:
            converted, problems = _with_free_aliases(converted, addresses)
            report = replace(report, problems=(*report.problems, *problems))
        if not settings.dry_run:
            converted = _with_own_keys(converted, identifiers) if identifiers else converted
            _write(converted, root, recorder)
    except OSError as error:
        hint = f"Check that {ARTICLES}/ can be read and written."
        problem = Problem("not-written", f"cannot be written: {error.strerror or error}", f"{ARTICLES}/", hint=hint)
        return _not_written(report, "refused", problem)
    add_article(index, converted.fingerprints, converted.article)
    index.written.add(name_of(converted.article))
    return replace(report, outcome="would write" if settings.dry_run else "written")


def _reason_against(converted: ConvertedSource, settings: ImportSettings, index: ImportIndex) -> ImportReport | None:
    """The report of an article that is in the archive already; None if it is not."""
    report, fingerprints = converted.report, converted.fingerprints
    if article := index.by_source.get(fingerprints.sha256):
        return unchanged(report.source, report.sha256, article, settings)
    if article := index.by_identity.get(fingerprints.identity):
        if differs_from_article(settings.root, article, converted.markdown, fingerprints.text_sha256):
            return _not_written(replace(report, article=article), "changed", _changed(report.source, article))
        return unchanged(report.source, report.sha256, article, settings)
    similar = find_similar(index, fingerprints, other_than=converted.article)
    if similar and not _are_told_apart(index, fingerprints, similar[0]):
        return _not_written(report, "duplicate", _already_imported(report.source, *similar))
    return None


def _are_told_apart(index: ImportIndex, fingerprints: SourceFingerprints, article: str) -> bool:
    """Whether sources of one kind call the two articles different ones, as a feed does with two entries."""
    kind = kind_of(fingerprints)
    return kind != "" and kind == index.kinds.get(article)


def _has_name_of_other(converted: ConvertedSource, settings: ImportSettings, index: ImportIndex) -> bool:
    """Whether a different source of this run has the same name, as pages in different folders may."""
    known = (
        index.by_source.get(converted.fingerprints.sha256),
        index.by_identity.get(converted.fingerprints.identity),
    )
    is_other = name_of(converted.article) in index.written and converted.article not in known
    return is_other and (settings.force or bool(converted.report.kind))


def _problem_of_present(converted: ConvertedSource, root: Path) -> Problem | None:
    return overwrite_problem(root, converted.former or converted.article, converted.markdown)


def _with_free_aliases(converted: ConvertedSource, addresses: Addresses) -> tuple[ConvertedSource, tuple[Problem, ...]]:
    """The article without aliases that something else has, and a problem for each of these."""
    markdown, taken = without_taken_aliases(addresses, converted.article, converted.markdown.decode())
    if not taken:
        return converted, ()
    data = markdown.encode()
    record = converted.record.replace(digest_of(converted.markdown).encode(), digest_of(data).encode(), 1)
    hint = "Links to that address lead there; give one of them a different address if the other is wanted."
    problems = tuple(
        Problem(
            "alias-taken",
            f"its former address {alias} is left out, because {owner} has it",
            converted.article,
            hint=hint,
        )
        for alias, owner in taken.items()
    )
    return replace(converted, markdown=data, record=record), problems


def _with_own_keys(converted: ConvertedSource, identifiers: Identifiers) -> ConvertedSource:
    source, former = converted.fingerprints.sha256, converted.former
    markdown, record = with_own_keys(
        identifiers, converted.markdown, converted.record, article=converted.article, source=source, former=former
    )
    return replace(converted, markdown=markdown, record=record)


def _write(converted: ConvertedSource, root: Path, recorder: Recorder) -> None:
    """Write the files. The record comes last: an article without one does not count as imported."""
    article = converted.article
    files = [
        (article, converted.markdown),
        *((f"{dirname(article)}/{image.name}", image.data) for image in converted.images),
        (import_record_path(article), converted.record),
    ]
    if converted.run:
        kept = [(kept_source_path(digest_of(data), name), digest_of(data)) for name, data in converted.originals]
        recorder.announce(converted.run, [*kept, *((path, digest_of(data)) for path, data in files)])
    for name, data in converted.originals:
        keep_source(root, name, data)
    for path, data in files:
        replace_file(root / path, data)
    if converted.former:
        for path in (converted.former, import_record_path(converted.former)):
            with suppress(FileNotFoundError):
                (root / path).unlink()


def _not_written(
    report: ImportReport, outcome: Literal["duplicate", "changed", "refused"], problem: Problem
) -> ImportReport:
    problems = (*report.problems, problem)
    return ImportReport(
        report.source, outcome, report.article, problems, sha256=report.sha256, encoding=report.encoding
    )


def _already_imported(display_name: str, article: str, share: float) -> Problem:
    what = "the same text" if share == 1.0 else f"about {share:.0%} of its clauses"
    hint = "It was not imported again; import it with --force if both belong in the archive."
    return Problem("already-imported", f"{article} already has {what}", display_name, hint=hint)


def _similar(display_name: str, article: str, share: float) -> Problem:
    what = "has the same text" if share == 1.0 else f"has about {share:.0%} of its clauses too"
    hint = "Both are in the archive, because the source has both; remove one if they are the same article."
    return Problem("already-imported", f"{article} {what}", display_name, hint=hint)


def _changed(display_name: str, article: str) -> Problem:
    message = f"it has changed since {article} was imported from it"
    hint = "The article was left as it is; --force replaces it, and only its tags, id and `withdrawn` are kept then."
    return Problem("source-changed", message, display_name, hint=hint)
