"""Kinds that are JSON, from the keys in its beginning; the rest of a long file is not read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from beilin.importing.formats.recognition.opening import Opening, text_of_start

_TOKEN = re.compile(
    r'[ \t\r\n]*(?:(?P<string>"(?:[^"\\\x00-\x1f]|\\.)*")|(?P<mark>[{}\[\]:,])|'
    r"(?P<word>true|false|null|-?\d[\d.eE+-]*))"
)
_MAX_DEPTH = 200
_FEED_VERSION = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')
_FEED_ITEMS = {"items.[].content_html", "items.[].content_text"}
# Names of fields that hold the text of an article in what crawlers write.
TEXT_FIELDS = ("text", "content", "body", "markdown", "html", "maintext", "textContent")
_GHOST = ({"db.[].data.posts"}, {"db.[].data", "db.[].meta"}, {"data.posts", "meta.exported_on"})


@dataclass(frozen=True, slots=True)
class JsonOpening:
    """The beginning of a source that is JSON."""

    keys: frozenset[str]  # as paths: `db.[].data.posts`
    is_object: bool  # whether it begins with `{`
    is_on_one_line: bool  # whether the first document has no line breaks


def json_opening(opening: Opening) -> JsonOpening | None:
    """What the beginning says, or None if it is not JSON. Of JSON Lines, only the first must be valid."""
    text = text_of_start(opening.start) if opening.is_gzip else opening.text
    if text[:1] not in ("{", "["):
        return None
    keys: set[str] = set()
    first_end = end = _read_document(text, 0, keys, is_whole=opening.is_whole)
    if first_end is None:
        return None
    is_record = text[0] == "{" and text[first_end:].lstrip(" \t\r")[:1] == "\n" and not keys.isdisjoint(TEXT_FIELDS)
    while end is not None and end < len(text):
        end = _read_document(text, end, keys, is_whole=opening.is_whole)
    if end is None and not is_record:
        return None
    return JsonOpening(frozenset(keys), text[0] == "{", "\n" not in text[:first_end].strip())


def _read_document(text: str, at: int, keys: set[str], *, is_whole: bool) -> int | None:
    """Where the object or array at this place ends, or the text; None if it is not valid. Adds its keys to `keys`."""
    path: list[str] = []  # the key or `[]` of each open object or array
    last = ""
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            is_cut_off = text[at:].lstrip().startswith('"') and not is_whole
            return len(text) if is_cut_off or not text[at:].strip() else None
        at, mark = token.end(), token["mark"]
        if not path and mark not in ("{", "["):
            return None
        if path and path[-1] != "[]" and last in ("{", ",") and not token["string"] and mark != "}":
            return None
        if mark in ("{", "["):
            if len(path) >= _MAX_DEPTH:
                return None
            path.append("[]" if mark == "[" else "")
        elif mark in ("}", "]"):
            if (path.pop() == "[]") != (mark == "]"):
                return None
            if not path:
                return at
        elif mark == ":":
            if path[-1] == "[]" or not last.startswith('"'):
                return None
            path[-1] = last[1:-1]
            keys.add(".".join(path))
        last = mark or token["string"] or token["word"]
    return at


def is_ghost(opening: Opening) -> bool:
    """Whether it is an export of Ghost."""
    found = json_opening(opening)
    return found is not None and not opening.is_gzip and _is_of_ghost(found)


def is_json_feed(opening: Opening) -> bool:
    """Whether it is a JSON Feed (jsonfeed.org, version 1 or 1.1)."""
    found = json_opening(opening)
    return found is not None and not opening.is_gzip and _is_feed(found, opening.text)


def is_jsonl(opening: Opening) -> bool:
    """Whether each line is a JSON object, or all of it is an array of objects with texts; also compressed by gzip."""
    found = json_opening(opening)
    if found is None or (not opening.is_gzip and (_is_of_ghost(found) or _is_feed(found, opening.text))):
        return False
    if found.is_object:
        return found.is_on_one_line
    return any(f"[].{name}" in found.keys for name in TEXT_FIELDS)


def _is_of_ghost(found: JsonOpening) -> bool:
    return any(keys <= found.keys for keys in _GHOST)


def _is_feed(found: JsonOpening, text: str) -> bool:
    says_so = "version" in found.keys and _FEED_VERSION.search(text) is not None
    return found.is_object and (says_so or bool(_FEED_ITEMS & found.keys))
