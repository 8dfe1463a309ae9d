"""A robots.txt of the archive's own: whether it names the sitemap, and the crawlers that `noai` is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

from beilin import layout
from beilin.config import Config
from beilin.model import StaticFile
from beilin.planning.addresses import output_path, url
from beilin.planning.ai_crawlers import AI_CRAWLERS
from beilin.problems.problem import Problem

_USER_AGENT = re.compile(rb"^[ \t]*user-agent[ \t]*:[ \t]*([^\s#]+)", re.IGNORECASE | re.MULTILINE)
_SITEMAP = re.compile(rb"^[ \t]*sitemap[ \t]*:", re.IGNORECASE | re.MULTILINE)


def own_robots(root: Path, files: Iterable[StaticFile], config: Config, outputs: Set[str]) -> Iterator[Problem]:
    """Notes about the file that replaces robots.txt: if it does not name the sitemap (sitemaps.org, "Informing"), or
    with `noai` not all crawlers. `outputs` are the paths that are planned."""
    source = next((file.source for file in files if f"/{file.output}" == layout.ROBOTS), "")
    if not source:
        return
    try:
        data = (root / source).read_bytes()
    except OSError:
        return
    if output_path(layout.SITEMAP) in outputs and not _SITEMAP.search(data):
        address = url(config.base_url, layout.SITEMAP)
        hint = f"Add the line `Sitemap: {address}`, unless search engines know it otherwise."
        yield Problem("no-sitemap-line", "this robots.txt does not name the sitemap", source, hint=hint)
    if config.noai:
        named = {name.decode(errors="replace").lower() for name in _USER_AGENT.findall(data)}
        if missing := [name for name in AI_CRAWLERS if name.lower() not in named]:
            message = f"this robots.txt does not name these crawlers that collect for AI: {', '.join(missing)}"
            hint = (
                "Add a line `User-agent: NAME` for each, and `Disallow: /` below them, or remove `noai` from site.yaml."
            )
            yield Problem("unnamed-crawlers", message, source, hint=hint)
