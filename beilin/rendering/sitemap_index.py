"""The index of several sitemaps (sitemaps.org, "Using Sitemap index files")."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from beilin.planning.written_views import SitemapIndex
from beilin.rendering.written import Sources


def write(index: SitemapIndex, _sources: Sources, path: Path) -> None:
    """Write the index to the path. Raises OSError."""
    entries = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>\n" for url in index.urls)
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</sitemapindex>\n',
        "utf-8",
        newline="",
    )
