"""The second step of an import, which may be done in any process: an article → its Markdown file and import record."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256

from beilin.crash import crash_problem
from beilin.importing.archive.import_index import SourceFingerprints, identity_key
from beilin.importing.archive.paths import path_of_slug
from beilin.importing.convert import Conversion, convert
from beilin.importing.convert_document import convert_document
from beilin.importing.formats.recognise import TEXT
from beilin.importing.formats.table import format_named
from beilin.importing.prepare import display_name_of, format_settings
from beilin.importing.record.record_file import write_import_record
from beilin.importing.report import ImportReport
from beilin.importing.settings import ImportSettings
from beilin.importing.tasks import ConvertedSource, ImportTask
from beilin.problems.problem import Problem
from beilin.text.file_names import is_bundle, name_of

# The name of an image beside an article: it is in the article's folder, and neither hidden nor the article itself.
_IMAGE_NAME = re.compile(r"(?!index\.)[^./\\\0][^/\\\0]*(?<!\.md)(?<!\.yaml)")


def convert_task(task: ImportTask, settings: ImportSettings) -> ConvertedSource | ImportReport:
    """The article of the task, or the report of one that is refused. Nothing is written."""
    name = display_name_of(task.item)
    try:
        conversion, problems = _convert(task, settings)
    except Exception as error:  # a source that makes the importer fail must not stop the others
        conversion, problems = None, (crash_problem(settings.root, error, "importing this source", name),)
    if conversion is None:
        return ImportReport(name, "refused", problems=problems, sha256=sha256(task.item.data).hexdigest())
    record = conversion.record
    originals = [(record.file, task.item.data), *((image.name, image.data) for image in conversion.images)]
    return ConvertedSource(
        _report(task, conversion, problems),
        SourceFingerprints(record.sha256, record.text_sha256, record.sketch, identity_key(task.item)),
        conversion.article,
        conversion.markdown,
        write_import_record(record),
        conversion.images,
        tuple(originals) if settings.keep_sources else (),
        task.article if task.article != conversion.article else "",
        may_be_numbered=bool(task.item.place) and not task.article,
        run=task.run,
    )


def _convert(task: ImportTask, settings: ImportSettings) -> tuple[Conversion | None, tuple[Problem, ...]]:
    item = task.item
    given = settings.choices.facts if settings.choices else ()
    if item.kind == TEXT:
        article = _article_of(task, settings, has_images=False)
        conversion, problems = convert(
            item.name, item.data, settings.conversion, article=article, editor_tags=task.tags, given=given
        )
        return conversion, tuple(replace(problem, file=item.source) for problem in problems)
    document = format_named(item.kind).load().document(item, format_settings(settings))
    if isinstance(document, Problem):
        return None, (replace(document, file=document.file or item.source),)
    if odd := [image.name for image in document.images if not _IMAGE_NAME.fullmatch(image.name)]:
        raise ValueError(f"an image cannot have the name {odd[0]!r}")  # a format must not give it one
    article = _article_of(task, settings, has_images=bool(document.images))
    return convert_document(item, document, settings.conversion, article=article, editor_tags=task.tags, given=given)


def _article_of(task: ImportTask, settings: ImportSettings, *, has_images: bool) -> str | None:
    """The path of the article: where it is, unless it gets a new name or its first images; None if it has no name."""
    chosen = settings.choices.slug if settings.choices else ""
    is_there = task.article and chosen in ("", name_of(task.article))
    if is_there and (is_bundle(task.article) or not has_images):
        return task.article
    slug = name_of(task.article) if is_there else task.slug
    return path_of_slug(slug, has_images=has_images) if slug else None


def _report(task: ImportTask, conversion: Conversion, problems: tuple[Problem, ...]) -> ImportReport:
    record = conversion.record
    fact_lines = record.fact_lines()
    return ImportReport(
        source=display_name_of(task.item),
        outcome="would write",
        article=conversion.article,
        problems=problems,
        unit="block" if record.document else "line",
        kept=len(fact_lines | {*record.body}),
        front_matter=len(fact_lines),
        blank=len(record.blank),
        headings=len(record.headings),
        lists=tuple(map(len, record.lists)),
        images=len(conversion.images),
        set_aside=record.set_aside_counts(),
        title=conversion.title,
        title_proposed=conversion.title_proposed,
        language=record.language,
        tags=conversion.tags,
        has_chosen_tags=task.tags is not None,
        suggestions=conversion.suggestions,
        review=record.review,
        sha256=record.sha256,
        encoding=record.encoding,
        kind=record.document.kind if record.document else "",
    )
