"""A planned page is little more than its address: an archive of 100,000 articles has as many, and has to fit."""

from __future__ import annotations

import tracemalloc

from beilin.planning.archive import Archive
from beilin.planning.article_pages import article_pages
from beilin.planning.article_views import ArticleViews
from beilin.planning.links import Targets
from beilin.planning.page import Page
from tests.planning.support import archive_of, scene

MOST_BYTES = 320  # a page with its output path and what it is asked for by
COUNT = 200


def pages_of(archive: Archive) -> list[Page]:
    """The pages of all articles and of their Markdown."""
    views = ArticleViews(archive, scene().config)
    digests = {record.summary.path: "" for record in archive.articles}
    return list(article_pages(archive, scene(), views, Targets({}, (), {}), digests, None))


def test_a_page_takes_few_bytes() -> None:
    small, large = (archive_of(("2024-01-01", ("常",)) for _ in range(count)) for count in (COUNT, 2 * COUNT))
    tracemalloc.start()
    try:
        some = pages_of(small)
        after_some = tracemalloc.get_traced_memory()[0]
        more = pages_of(large)
        after_more = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    added = len(more) - len(some)
    assert added == 2 * COUNT
    assert (after_more - 2 * after_some) / added < MOST_BYTES
    assert set(more[-2].view) > {"article", "body", "headings", "newer", "older", "related", "series", "site", "page"}
    assert set(more[-1].view) > {"source", "site", "page"}
