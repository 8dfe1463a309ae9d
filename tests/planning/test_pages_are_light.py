"""A planned page is little more than its address: an archive of 100,000 articles has as many, and has to fit."""

from __future__ import annotations

import tracemalloc

from beilin.planning.context import Context
from beilin.planning.kinds.article import ARTICLE, MARKDOWN
from beilin.planning.page import Page
from tests.planning.support import archive_of, pages_of

MAX_BYTES = 500  # a page with its output path and id
COUNT = 200


def measured(context: Context) -> tuple[list[Page], int]:
    """The pages of all articles and their Markdown, and the bytes that they take."""
    tracemalloc.start()
    try:
        pages = [*pages_of(ARTICLE, context), *pages_of(MARKDOWN, context)]
        return pages, tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_a_page_takes_few_bytes() -> None:
    small, large = (archive_of(("2024-01-01", ("常",)) for _ in range(count)) for count in (COUNT, 2 * COUNT))
    (some, fewer), (more, bytes_of_more) = map(measured, (small, large))
    added = len(more) - len(some)
    assert added == 2 * COUNT
    assert (bytes_of_more - fewer) / added < MAX_BYTES
