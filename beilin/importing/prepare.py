"""The first step of an import: what a path names → the articles in it, one after the other, in constant memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from beilin.crash import crash_problem
from beilin.importing.archive.existing_article import article_of_slug, missing_article_warning, tags_of_editor
from beilin.importing.archive.import_index import ImportIndex, identity_key
from beilin.importing.archive.paths import slug_of
from beilin.importing.formats.recognise import IMAGE_ALONE, TEXT, recognise
from beilin.importing.formats.table import Format, FormatSettings
from beilin.importing.loose_images import LooseImage
from beilin.importing.model import Item
from beilin.importing.report import ImportReport
from beilin.importing.settings import ImportSettings
from beilin.importing.source.source_file import problem_of_source, read_text_source, unreadable
from beilin.importing.tasks import ImportTask, Source
from beilin.problems.problem import Problem

# In a folder, other files that are text belong to something else: style sheets, scripts, tables.
_TEXT_SUFFIXES = {"", ".txt", ".text", ".md", ".markdown", ".mdown", ".mkd"}
_TEXT_KINDS = {TEXT, "markdown"}

Prepared = ImportTask | ImportReport | LooseImage


def prepare(source: Source, settings: ImportSettings, index: ImportIndex) -> Iterator[Prepared]:
    """The articles in the source; or reports of what cannot be read, or was imported before; or an image in a folder.

    A source is recognised by its bytes, whatever its name.
    """
    display_name = os.fsencode(source.path).decode(errors="replace")
    try:
        for item in _items(source, display_name, settings):
            yield _prepare_item(item, source, settings, index) if isinstance(item, Item) else item
    except OSError as error:
        yield _refused(display_name, unreadable(display_name, error))
    except Exception as error:  # a source that makes the importer fail must not stop the others
        yield _refused(display_name, crash_problem(settings.root, error, "reading this source", display_name))


def format_settings(settings: ImportSettings) -> FormatSettings:
    """What decides how the sources of the run are read."""
    conversion = settings.conversion
    return FormatSettings(conversion.encoding, settings.fields, conversion.site_rules)


def unchanged(display_name: str, digest: str, article: str, settings: ImportSettings) -> ImportReport:
    """The report of an article that was imported before."""
    warning = None if settings.dry_run else missing_article_warning(settings.root, article)
    return ImportReport(display_name, "unchanged", article, (warning,) if warning else (), sha256=digest)


def display_name_of(item: Item) -> str:
    """What messages call the item."""
    return f"{item.source}, {item.place}" if item.place else item.source


def _items(source: Source, display_name: str, settings: ImportSettings) -> Iterator[Item | ImportReport | LooseImage]:
    if problem := problem_of_source(source.path, display_name):
        yield _refused(display_name, problem)
        return
    found = recognise(source.path, display_name, settings.kind)
    if isinstance(found, Problem):
        report = _refused(display_name, found)
        yield LooseImage(source.path, report) if source.folder and found.code == IMAGE_ALONE else report
        return
    kind = found.name if found else TEXT
    if source.folder and not settings.kind and kind in _TEXT_KINDS and not _is_text_name(source.path):
        yield ImportReport(display_name, "skipped")
        return
    items = _items_of_format(found, source.path, display_name, settings) if found else _text(source.path, display_name)
    yield from _only_one(items, display_name) if settings.choices else items


def _items_of_format(
    chosen: Format, path: Path, display_name: str, settings: ImportSettings
) -> Iterator[Item | ImportReport]:
    is_empty = True
    for item in chosen.load().items(path, display_name, format_settings(settings)):
        is_empty = False
        if isinstance(item, Item):
            yield item
        else:
            yield ImportReport(display_name, "refused" if item.severity == "error" else "noted", problems=(item,))
    if is_empty:
        hint = "Export it again; if its encoding is UTF-16, convert it to UTF-8 first."
        yield _refused(
            display_name, Problem("empty", f"no article was found in {chosen.what}", display_name, hint=hint)
        )


def _text(path: Path, display_name: str) -> Iterator[Item | ImportReport]:
    data, problem = read_text_source(path, display_name)
    yield _refused(display_name, problem) if problem else Item(TEXT, display_name, data, path.name)


def _only_one(items: Iterable[Item | ImportReport], display_name: str) -> Iterator[Item | ImportReport]:
    """The items if one of them is an article; else a refusal. At most two articles are held."""
    seen: list[Item | ImportReport] = []
    for item in items:
        if isinstance(item, Item) and any(isinstance(other, Item) for other in seen):
            message = "the source has several articles, and --title, --slug and the like describe one"
            yield _refused(display_name, Problem("no-source", message, display_name, hint="Leave these options out."))
            return
        seen.append(item)
    yield from seen


def _prepare_item(
    item: Item, source: Source, settings: ImportSettings, index: ImportIndex
) -> ImportTask | ImportReport:
    digest = sha256(item.data).hexdigest()
    known = index.by_source.get(digest)
    if known and not settings.force:
        return unchanged(display_name_of(item), digest, known, settings)
    choices = settings.choices
    slug = (choices.slug if choices else "") or slug_of(item)
    article = known or index.by_identity.get(identity_key(item), "")
    if not article and slug and not item.place:
        article = article_of_slug(settings.root, slug)
    tags = (choices.tags or None) if choices else None
    if not tags and article:
        tags = tags_of_editor(settings.root, article, settings.conversion.reader)
    run = source.folder or (source.path if item.place else None)
    return ImportTask(item, article, slug, tags, run)


def _is_text_name(path: Path) -> bool:
    return path.suffix.lower() in _TEXT_SUFFIXES


def _refused(display_name: str, problem: Problem) -> ImportReport:
    return ImportReport(display_name, "refused", problems=(problem,))
