"""What the names of files and terms become in Hexo's addresses.

Sources: Hexo documentation, "Configuration" (new_post_name, filename_case), "Permalinks"; hexo-util's README,
`slugize`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from beilin.migrating.generators.config_files import text_at
from beilin.migrating.generators.old_addresses import MARKDOWN, without_extension
from beilin.migrating.generators.safe_patterns import safe_pattern

TEXTS = (*MARKDOWN, ".html", ".htm")
_PARTS = {"year": r"(?P<year>\d{4})", "month": r"(?P<month>\d{2})", "day": r"(?P<day>\d{2})",
          "i_month": r"(?P<month>\d{1,2})", "i_day": r"(?P<day>\d{1,2})", "title": "(?P<title>.+)"}  # fmt: skip
_TOKEN_OR_TEXT = re.compile(r":(\w+)|[^:]+|:")
_SEPARATED = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
_WITHOUT_ACCENT = str.maketrans("øØđĐłŁßħĦŧŦ", "oOdDlLshHtT")


@dataclass(frozen=True, slots=True)
class PostName:
    """What the path of a post below `_posts` says by `new_post_name`."""

    slug: str
    date: str = ""  # ISO 8601
    others: Mapping[str, str] = field(default_factory=dict)  # such as `lang`


def read_post_name(config: Mapping[str, Any], inner: str) -> PostName:
    """The slug of a post is its path as a whole, or what stands for `:title` in it."""
    path = without_extension(inner, TEXTS)
    pattern = without_extension(text_at(config, "new_post_name") or ":title.md")
    expression = safe_pattern(_expression(pattern))
    found = expression.fullmatch(path) if expression else None
    if not found:
        return PostName(slugize(path))
    values = {name: text for name, text in found.groupdict().items() if text}
    day = [values.pop(name, "") for name in ("year", "month", "day")]
    date = "-".join(f"{part:0>2}" for part in day) if all(day) else ""
    return PostName(values.pop("title", "") or slugize(path), date, values)


def _expression(pattern: str) -> str:
    seen: set[str] = set()

    def part(match: re.Match[str]) -> str:
        name = match[1] or ""
        group = name.removeprefix("i_") if name in _PARTS else name
        if not name or group in seen or not group.isidentifier():
            return "[^/]+" if name else re.escape(match[0])
        seen.add(group)
        return _PARTS.get(name, f"(?P<{group}>[^/]+)")

    return _TOKEN_OR_TEXT.sub(part, pattern)


def slugize(name: str, case: str = "") -> str:
    """Without accents of Latin letters; hyphens for spaces and ASCII punctuation; `case` "1" lower, "2" upper."""
    text = "".join(_without_accent(char) for char in unicodedata.normalize("NFC", name) if char >= " ")
    text = _SEPARATED.sub("-", text.translate(_WITHOUT_ACCENT)).strip("-")
    return text.lower() if case == "1" else text.upper() if case == "2" else text


def _without_accent(char: str) -> str:
    split = unicodedata.normalize("NFKD", char)
    is_latin = len(split) > 1 or split != char
    return (
        "".join(part for part in split if part.isascii())
        if is_latin and split[0].isascii() and split[0].isalpha()
        else char
    )
