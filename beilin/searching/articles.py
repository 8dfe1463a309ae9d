"""The articles of an archive as they are now, for the index: of files that did not change, as they were read before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from beilin.building.inputs import reader_for
from beilin.building.options import Progress
from beilin.building.remembered import Remembered, with_remembered
from beilin.building.search_texts import ArticleTexts, document_of
from beilin.building.snapshots import snapshot_sources
from beilin.config import Config
from beilin.indexing.documents import Document
from beilin.layout import ARTICLES, CONTENT, PAGES
from beilin.model import Record
from beilin.parallel.executor import Workers
from beilin.planning.archive import Archive, in_order
from beilin.planning.article_views import ArticleViews
from beilin.planning.context import Context
from beilin.planning.groupings import GROUPINGS
from beilin.planning.site_context import site_context
from beilin.planning.targets import targets_of
from beilin.problems.problem import Problem
from beilin.publishing.rows import read_all
from beilin.reading.bodies import BodySource
from beilin.reading.content import read_content
from beilin.reading.file_rows import FileRow, record_of
from beilin.reading.files import Content, sort_content


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles that can be read, drafts and others that are not published among them."""

    documents: list[Document]  # by number: the oldest first, undated ones before them
    records: Mapping[str, Record]  # of all Markdown files, by path
    texts: ArticleTexts
    fresh_rows: dict[str, FileRow]  # of the files that changed since the last build, for the next time
    problems: list[Problem]  # of single files


def read_articles(root: Path, config: Config, fresh_rows: Mapping[str, FileRow], progress: Progress) -> Articles:
    """All articles of the archive. What did not change is taken from the state of the last build, and from `fresh_rows`
    as this function gave them before."""
    return with_remembered(root, None, partial(_read_articles, root, config, fresh_rows, progress))


def _read_articles(
    root: Path, config: Config, fresh_rows: Mapping[str, FileRow], progress: Progress, last: Remembered
) -> Articles:
    sources, changed = snapshot_sources(root, last.state.snapshots.sources)
    content = sort_content(root, sources[CONTENT], config.publish)
    read_all(last.state.files)
    before = {**last.state.files, **{path: row for path, row in fresh_rows.items() if path in changed}}
    reader = reader_for(root, config, Workers(None), last.file.bodies)
    # Static files, which may be large, are not looked at.
    markdown = Content(markdown=content.markdown, problems=content.problems)
    read = read_content(reader, markdown, before, changed, partial(progress, "Reading"))
    records = {path: record_of(row) for path, row in read.rows.items() if row.record}
    context = _context(config, records)
    bodies = BodySource(root, reader.settings, last.file.bodies, read.rows, read.bodies)
    return Articles(
        documents=[document_of(path, context) for path in reversed(context.archive.articles)],
        records=records,
        texts=ArticleTexts(context, bodies),
        fresh_rows={path: row for path, row in read.rows.items() if path in changed},
        problems=read.problems,
    )


def _context(config: Config, records: Mapping[str, Record]) -> Context:
    """What the texts of the articles are made from, as if all of them were published."""
    articles = in_order(record for path, record in records.items() if path.startswith(ARTICLES))
    archive = Archive(
        articles=tuple(record.summary.path for record in articles),
        dates=tuple(record.summary.date for record in articles),
        updated=tuple(record.summary.updated for record in articles),
        pages=tuple(path for path in records if path.startswith(PAGES)),
        groups={grouping.kind: () for grouping in GROUPINGS},
        tags_of=(),
        unpublished=(),
    )
    return Context(
        site=site_context(config, {}, frozenset(), {}),
        archive=archive,
        records=records,
        targets=targets_of(config, archive, (), records),
        views=ArticleViews(archive, records, config),
        digests={},
    )
