"""An export of Substack → its posts and drafts as items."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from beilin.importing.formats.archives import Archive, open_archive, read_member
from beilin.importing.formats.exports.leftovers import left_out
from beilin.importing.formats.exports.naming import first_name
from beilin.importing.formats.exports.packed import members_by_path
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Item
from beilin.importing.source.encodings import try_decode
from beilin.problems.problem import Problem

_POST = re.compile(r"posts/(?P<id>(?P<number>\d+)(?:\.(?P<slug>[^/]*))?)\.html")
_COLUMNS = ("title", "subtitle", "post_date", "is_published", "type", "audience", "podcast_url")
_TABLE = "posts.csv"


def items(path: Path, display_name: str, settings: FormatSettings) -> Iterator[Item | Problem]:
    """The posts in the archive, in the order of the table; at the end, what else was in it."""
    del settings
    archive = open_archive(path, display_name)
    if isinstance(archive, Problem):
        yield archive
        return
    members = members_by_path(archive)
    rows = _read_table(archive, members)
    if isinstance(rows, Problem):
        yield rows
        return
    texts = {match["id"]: (match, name) for name in members if (match := _POST.fullmatch(name))}
    counts: Counter[str] = Counter()
    for id in dict.fromkeys([*rows, *sorted(texts)]):
        if id not in texts:
            counts["posts without text"] += 1
            continue
        match, name = texts[id]
        data = read_member(archive, members[name])
        yield data if isinstance(data, Problem) else _item(display_name, match, data, rows.get(id))
    counts["lists of subscribers and readers, and other files"] = len(members) - len(texts) - (_TABLE in members)
    yield from left_out(display_name, counts)


def _read_table(archive: Archive, members: Mapping[str, str]) -> dict[str, dict[str, str]] | Problem:
    """The rows of the table by the id of their post."""
    if _TABLE not in members:
        return {}
    data = read_member(archive, members[_TABLE])
    if isinstance(data, Problem):
        return data
    decoded = try_decode(data, ("utf-8-sig",))
    if decoded is None:
        hint = "Ask Substack for a new export."
        return Problem("wrong-encoding", f"{_TABLE} is not UTF-8", archive.display_name, hint=hint)
    try:
        rows = list(csv.DictReader(io.StringIO(decoded.text.replace("\0", ""), newline="")))
    except csv.Error as error:
        hint = "Ask Substack for a new export."
        return Problem("unreadable-item", f"{_TABLE}: {error}", archive.display_name, hint=hint)
    return {row["post_id"]: {name: row.get(name) or "" for name in _COLUMNS} for row in rows if row.get("post_id")}


def _item(display_name: str, match: re.Match[str], data: bytes, row: Mapping[str, str] | None) -> Item:
    return Item(
        kind="substack",
        source=display_name,
        data=data,
        name=first_name(match["slug"] or "", (row or {}).get("title", ""), f"post-{match['number']}"),
        place=f"post {match['number']}",
        identity=f"https://substack.com/ {match['number']}",
        context={"slug": match["slug"] or "", **(row or {"no row": match["id"]})},
    )
