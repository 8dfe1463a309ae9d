"""All pages that list or count articles."""

from __future__ import annotations

from collections.abc import Iterator

from beilin.planning.article_views import ArticleViews
from beilin.planning.changed import Only
from beilin.planning.index_pages import index_pages
from beilin.planning.list_pages import home_pages, people_pages, series_pages, tag_pages, year_pages
from beilin.planning.page import Page
from beilin.planning.survey import Survey
from beilin.planning.timeline_pages import timeline_pages


def pages_of_lists(found: Survey, views: ArticleViews, only: Only) -> Iterator[Page]:
    """The pages of all lists, or those that show what `only` says."""
    yield from home_pages(found, views, only)
    if only is None:
        yield from index_pages(found)  # which show numbers of articles, and none of what articles show
    yield from tag_pages(found, views, only)
    yield from year_pages(found, views, only)
    yield from people_pages(found, views, only)
    yield from series_pages(found, views, only)
    yield from timeline_pages(found, views, only)
