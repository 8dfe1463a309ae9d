"""An entry of JSON Feed (versions 1 and 1.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from beilin.importing.formats.feed.entry import Attachment, Entry, Text
from beilin.importing.formats.feed.names import whole_address
from beilin.importing.formats.jsonl.fields import strings_in
from beilin.importing.formats.jsonl.parsing import BrokenRecordError, parse_record
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Item
from beilin.problems.problem import Problem


def read_json_entry(item: Item, settings: FormatSettings) -> Entry | Problem:
    """The entry, or why it cannot be read."""
    del settings
    try:
        entry = parse_record(item.data)
    except BrokenRecordError as error:
        return Problem("unreadable-item", f"{item.place} cannot be read: {error}", item.source, hint="Save it again.")
    base = item.context.get("address", "")
    link = _string(entry, "url") or _string(entry, "external_url")
    contents = [
        Text(_string(entry, name), is_html, whole_address(link, base), name)
        for name, is_html in (("content_html", True), ("content_text", None))
        if _string(entry, name).strip()
    ]
    summary = _string(entry, "summary")
    return Entry(
        title=_string(entry, "title"),
        contents=tuple(contents),
        summary=Text(summary, None, base, "summary") if summary.strip() else None,
        link=whole_address(link, base) if link else "",
        published=_string(entry, "date_published"),
        updated=_string(entry, "date_modified"),
        authors=tuple(_authors(entry)) or tuple(filter(None, [item.context.get("author", "")])),
        tags=tuple(dict.fromkeys(tag for tag in _list(entry, "tags") if isinstance(tag, str) and tag.strip())),
        language=_string(entry, "language") or item.context.get("language", ""),
        source=item.context.get("feed", ""),
        image=_string(entry, "image") or _string(entry, "banner_image"),
        attachments=tuple(_attachments(entry, base)),
        others=tuple(Text(text, None, name=key) for key, value in entry.items() for text in strings_in(value)),
    )


def _authors(entry: Mapping[str, Any]) -> Iterator[str]:
    """Version 1.1 has a list; version 1 has one author."""
    for author in [*_list(entry, "authors"), entry.get("author")]:
        if isinstance(author, dict) and (name := _string(author, "name").strip()):
            yield name
            if author is entry.get("author"):
                return


def _attachments(entry: Mapping[str, Any], base: str) -> Iterator[Attachment]:
    for attachment in _list(entry, "attachments"):
        if isinstance(attachment, dict) and (url := _string(attachment, "url")):
            title = _string(attachment, "title")
            yield Attachment(whole_address(url, base), _string(attachment, "mime_type"), title)


def _list(entry: Mapping[str, Any], key: str) -> list[Any]:
    value = entry.get(key)
    return value if isinstance(value, list) else []


def _string(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""
