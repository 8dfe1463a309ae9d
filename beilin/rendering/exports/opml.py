"""Every feed of the site as OPML 2.0, for feed readers to import."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from beilin.planning.written_views import Export, FeedLink
from beilin.rendering.filters import xml_text
from beilin.rendering.written import Sources


def opml(export: Export, _sources: Sources) -> Iterator[str]:
    """An outline of the type `rss` for each feed, whatever its format, as subscription lists have it (OPML 2.0)."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head>\n'
    yield f"<title>{escape(xml_text(export.title))}</title>\n</head>\n<body>\n"
    for one in export.feeds:
        if one.title:
            yield f"<outline text={_quoted(one.title)}>\n"
        yield from map(_outline, one.feeds)
        if one.title:
            yield "</outline>\n"
    yield "</body>\n</opml>\n"


def _outline(feed: FeedLink) -> str:
    title = _quoted(feed.title)
    urls = f"xmlUrl={_quoted(feed.url)} htmlUrl={_quoted(feed.page_url)}"
    return f'<outline type="rss" text={title} title={title} {urls}/>\n'


def _quoted(text: str) -> str:
    return quoteattr(xml_text(text))
