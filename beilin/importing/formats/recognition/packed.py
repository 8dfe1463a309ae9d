"""Kinds that pack several files into one: web pages with their images, crawls, and exports in ZIP archives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from beilin.importing.formats.recognition.opening import Opening

_WARC = re.compile(rb"WARC/\d\.\d+\r?\n")
# The head of a message (RFC 5322, section 2.2), which begins with a field.
_MESSAGE_HEAD = re.compile(r"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_FIELD = re.compile(r"^(?P<name>[!-9;-~]+):(?P<value>[^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
_MEDIUM_POST = re.compile(r"posts/(?:draft|\d{4}-\d\d-\d\d)_[^/]*\.html")


def is_warc(opening: Opening) -> bool:
    """Whether it is a WARC file, also one that gzip has compressed (ISO 28500)."""
    return _WARC.match(opening.start) is not None


def is_mhtml(opening: Opening) -> bool:
    """Whether it is a page with its images in one MIME message (RFC 2557), as browsers save it."""
    fields = message_fields(opening)
    content = fields.get("content-type", "").strip().lower()
    if content.startswith("multipart/related"):
        return True
    is_saved = fields.get("from", "").strip().startswith("<Saved by") or "snapshot-content-location" in fields
    return is_saved and content.startswith(("text/html", "multipart/"))


def is_other_message(opening: Opening) -> bool:
    """Whether it is an e-mail."""
    return bool(message_fields(opening)) and not is_mhtml(opening)


def message_fields(opening: Opening) -> dict[str, str]:
    """The fields of the head of a MIME message, by name in lower case; empty if it is not one."""
    text = opening.text.replace("\r\n", "\n")
    head = _MESSAGE_HEAD.match(text)
    fields = {match["name"].lower(): match["value"] for match in _FIELD.finditer(head[0])} if head else {}
    is_message = "content-type" in fields and ("mime-version" in fields or "content-transfer-encoding" in fields)
    return fields if is_message else {}


def is_substack(opening: Opening) -> bool:
    """Whether it is an export of Substack: `posts.csv` and the posts as HTML."""
    names = without_top_folder(opening.members)
    return "posts.csv" in names and any(name.startswith("posts/") for name in names)


def is_medium(opening: Opening) -> bool:
    """Whether it is an export of Medium: the posts as HTML, named by date and title."""
    names = without_top_folder(opening.members)
    return "posts.csv" not in names and any(map(_MEDIUM_POST.fullmatch, names))


def without_top_folder(members: Sequence[str]) -> list[str]:
    """The names in an archive without the folder that encloses all of them, and without what macOS adds."""
    names = [name for name in members if not name.startswith("__MACOSX/") and not name.endswith(".DS_Store")]
    tops = {name.partition("/")[0] for name in names}
    if len(tops) == 1 and all("/" in name for name in names) and tops != {"posts"}:
        names = [name.partition("/")[2] for name in names]
    return names
