"""The article that an editor means."""

from __future__ import annotations

import difflib
import posixpath

from beilin.editing.archive import Archive
from beilin.editing.refusal import refuse
from beilin.model import Record
from beilin.planning.article_names import named_articles, wanted_name


def find_article(archive: Archive, name: str) -> Record:
    """The article or page with that path, file name, slug, identifier, address or URL.

    Raises RefusalError for none or several.
    """
    summaries = [record.summary for record in archive.pages.values()]
    matches = named_articles(archive.root, archive.config, summaries, name)
    if not matches:
        tail = posixpath.basename(wanted_name(archive.config, name).rstrip("/")).removesuffix(".md")
        nearest = difflib.get_close_matches(tail, [summary.slug for summary in summaries], n=1, cutoff=0.6)
        hint = f"Did you mean {nearest[0]!r}?" if nearest else "`build.py list` lists all articles."
        raise refuse(f"there is no article {name!r}", hint)
    if len(matches) > 1:
        paths = " and ".join(summary.path for summary in matches)
        raise refuse(f"{name!r} is ambiguous; it fits {paths}", "Give the file or the address.")
    return archive.records[matches[0].path]
