"""An export of Medium → its posts and drafts as items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from beilin.importing.formats.addresses import last_segment
from beilin.importing.formats.archives import open_archive, read_member
from beilin.importing.formats.exports.leftovers import left_out
from beilin.importing.formats.exports.naming import first_name
from beilin.importing.formats.exports.packed import members_by_path
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Item
from beilin.problems.problem import Problem

_POST = re.compile(r"posts/(?P<date>draft|\d{4}-\d\d-\d\d)_(?P<name>[^/]*?)-*(?P<id>[0-9a-f]{8,14})?\.html")
_CANONICAL = re.compile(rb"<a[^<>]{0,40}href=\"([^\"<>]{1,2000})\"[^<>]{0,40}class=\"p-canonical\"")
_TITLE = re.compile(rb"<h1 class=\"p-name\">([^<>]{1,2000})</h1>")
_ID = re.compile(r"-?[0-9a-f]{8,14}\Z")


def items(path: Path, display_name: str, settings: FormatSettings) -> Iterator[Item | Problem]:
    """The posts and drafts in the archive, in the order of their names; at the end, what else was in it."""
    del settings
    archive = open_archive(path, display_name)
    if isinstance(archive, Problem):
        yield archive
        return
    counts: Counter[str] = Counter()
    members = members_by_path(archive)
    for name in sorted(members):
        match = _POST.fullmatch(name)
        if match is None:
            counts["other files of the account"] += 1
            continue
        data = read_member(archive, members[name])
        yield data if isinstance(data, Problem) else _item(display_name, name, match, data)
    yield from left_out(display_name, counts)


def _item(display_name: str, path: str, match: re.Match[str], data: bytes) -> Item:
    found = _CANONICAL.search(data)
    address = unescape(found[1].decode("utf-8", "replace")) if found else ""
    slug = _ID.sub("", last_segment(address))
    title = _TITLE.search(data)
    shown = unescape(title[1].decode("utf-8", "replace")) if title else ""
    name = first_name(slug, match["name"].strip("-"), shown, match["id"] or "")
    identity = f"https://medium.com/p/{match['id']}" if match["id"] else address or f"https://medium.com/ {path}"
    context = {"draft": path} if match["date"] == "draft" else {}
    return Item("medium", display_name, data, name, path, identity=identity, context=context)
