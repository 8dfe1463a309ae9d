"""A robots.txt of the archive's own: whether it names the sitemap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from beilin import layout
from beilin.model import StaticFile
from beilin.planning.addresses import url
from beilin.problems.problem import Problem

_SITEMAP = re.compile(rb"^[ \t]*sitemap[ \t]*:", re.IGNORECASE | re.MULTILINE)


def robots_without_sitemap(root: Path, files: Iterable[StaticFile], base_url: str) -> Iterator[Problem]:
    """A note about the file that replaces robots.txt, if it does not name a sitemap (sitemaps.org, "Informing")."""
    source = next((file.source for file in files if f"/{file.output}" == layout.ROBOTS), "")
    if not source:
        return
    try:
        data = (root / source).read_bytes()
    except OSError:
        return
    if not _SITEMAP.search(data):
        hint = f"Add the line `Sitemap: {url(base_url, layout.SITEMAP)}`, unless search engines know it otherwise."
        yield Problem("no-sitemap-line", "this robots.txt does not name the sitemap", source, hint=hint)
