"""A planned page is little more than its address: an archive of 100,000 articles has as many, and has to fit."""

from __future__ import annotations

import tracemalloc

from beilin.planning.archive import Archive
from beilin.planning.article_pages import article_pages
from beilin.planning.article_views import ArticleViews
from beilin.planning.page import Page
from beilin.planning.plan import targets_of
from tests.planning.support import archive_of, scene

MAX_BYTES = 500  # a page with its output path, what it is asked for by, and its address among the targets
COUNT = 200


def pages_of(archive: Archive) -> list[Page]:
    """The pages of all articles and of their Markdown."""
    views = ArticleViews(archive, scene().config)
    digests = {record.summary.path: "" for record in archive.articles}
    targets = targets_of(scene().config, archive, (), {record.summary.path: record for record in archive.articles})
    return list(article_pages(archive, scene(), views, targets, digests, None))


def measured(archive: Archive) -> tuple[list[Page], int]:
    """The pages, and the bytes that they and what they share take."""
    tracemalloc.start()
    try:
        return pages_of(archive), tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_a_page_takes_few_bytes() -> None:
    small, large = (archive_of(("2024-01-01", ("常",)) for _ in range(count)) for count in (COUNT, 2 * COUNT))
    (some, fewer), (more, bytes_of_more) = map(measured, (small, large))
    added = len(more) - len(some)
    assert added == 2 * COUNT
    assert (bytes_of_more - fewer) / added < MAX_BYTES
    assert set(more[-2].view) > {"article", "body", "headings", "newer", "older", "related", "series", "site", "page"}
    assert set(more[-1].view) > {"source", "site", "page"}
