"""JSON Feed (jsonfeed.org, versions 1 and 1.1) → its entries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from beilin.importing.formats.bounded_reading import open_source
from beilin.importing.formats.exports.leftovers import left_out
from beilin.importing.formats.feed.names import KIND, identity_of, name_of, whole_address
from beilin.importing.formats.jsonl.parsing import BrokenRecordError, parse_record
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Item
from beilin.problems.problem import Problem

MAX_FEED = 64 * 1024**2  # bytes
_WITH_TEXT = ("content_html", "content_text", "summary", "attachments")


def items(path: Path, display_name: str, settings: FormatSettings) -> Iterator[Item | Problem]:
    """The entries in order. Those with nothing but a title and a link are counted at the end."""
    with open_source(path) as file:
        data = file.read(MAX_FEED + 1)
    if len(data) > MAX_FEED:
        message = f"the feed is larger than {MAX_FEED // 1024**2} MB"
        yield Problem("source-too-large", message, display_name, hint="Divide it into several feeds.")
        return
    try:
        feed = parse_record(data.removeprefix(b"\xef\xbb\xbf"), settings.encoding)
    except BrokenRecordError as error:
        message = f"the feed cannot be read: {error}"
        yield Problem("unreadable", message, display_name, error.line, error.column, hint="Save the feed again.")
        return
    entries = feed.get("items")
    head = _head(feed)
    empty = 0
    for number, entry in enumerate(entries if isinstance(entries, list) else (), start=1):
        if not isinstance(entry, dict):
            message = f"entry {number} is not an object with fields"
            yield Problem("unreadable-item", message, display_name, hint="Save the feed again.")
        elif any(entry.get(name) for name in _WITH_TEXT):
            yield _item(entry, number, head, display_name)
        else:
            empty += 1
    yield from left_out(display_name, {"entries without text": empty})


def _head(feed: dict[str, Any]) -> dict[str, str]:
    """What the feed says of all its entries, as their context."""
    authors = feed.get("authors") if isinstance(feed.get("authors"), list) else [feed.get("author")]
    names = [author.get("name") for author in authors or () if isinstance(author, dict)]
    return {
        "json": "1",
        "feed": _string(feed.get("title")),
        "address": _string(feed.get("home_page_url")) or _string(feed.get("feed_url")),
        "language": _string(feed.get("language")),
        "author": next(filter(None, map(_string, names)), ""),
    }


def _item(entry: dict[str, Any], number: int, head: dict[str, str], display_name: str) -> Item:
    link = _string(entry.get("url")) or _string(entry.get("external_url"))
    link = whole_address(link, head["address"]) if link else ""
    written_id = str(entry["id"]) if isinstance(entry.get("id"), str | int | float) else ""
    return Item(
        KIND, display_name, json.dumps(entry, ensure_ascii=False, sort_keys=True).encode(),
        name_of("", _string(entry.get("title")), link, number), f"entry {number}", 1,
        identity_of(written_id, link, head["address"] or head["feed"]), head,
    )  # fmt: skip


def _string(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
