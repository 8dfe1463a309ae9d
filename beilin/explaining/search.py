"""What a file of the search's index holds, and why it was written."""

from __future__ import annotations

import re

from beilin.explaining.site import Site
from beilin.layout import SEARCH
from beilin.publishing.state import INDEX, LastPlan

_FOLDER = SEARCH.removeprefix("/")
# What the files hold, by a pattern of their paths in the folder.
_HELD = {
    r"meta\.json": "what every search begins with: the number of articles, the segments, the years",
    r"fold\.txt": "which characters of the archive count as the same",
    r"([ab])/g/([0-9a-f]+)\.bin": "runs of Han characters of which the hash begins with {1}, in segment {0}",
    r"([ab])/w/([0-9a-f]+)\.bin": "words of which the hash of the beginning begins with {1}, in segment {0}",
    r"c/([0-9]+)\.json": "what results show of the articles in block {0}",
    r"f/([a-z]+)\.bin": "the {0} of each article, for filters",
    r"n/([0-9a-f]+)\.json": "names and titles of which the hash begins with {0}",
}


def explain_index_file(path: str, site: Site, plan: LastPlan | None) -> list[str]:
    """Lines about a file of the index, by its output path; none if it is not one."""
    known = site.staging.known.get(path)
    if known is None or known.key != INDEX:
        return []
    lines = [f"{site.staging.output.name}/{path} is a file of the search's index: {_held(path)}"]
    lines.append(f"  build number {known.build} wrote it: {known.reason}")
    if not site.staging.is_intact(path):
        return [*lines, "  the next build will write it again: the output file was altered or deleted"]
    if plan and plan.unindexed != ():
        articles = "articles" if plan.unindexed is None else ", ".join(plan.unindexed)
        return [*lines, f"  the index waits for the next build, because these changed: {articles}"]
    return lines


def _held(path: str) -> str:
    inner = path.removeprefix(_FOLDER)
    for pattern, what in _HELD.items():
        if match := re.fullmatch(pattern, inner):
            return what.format(*match.groups())
    return "a part of it"
