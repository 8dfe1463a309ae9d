"""Jekyll's permalinks: names as parts of addresses, and patterns with placeholders.

Source: Jekyll documentation, "Permalinks" (placeholders, built-in styles, collections), "Liquid filters" (slugify).
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from beilin.migrating.generators.old_addresses import old_address

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_KEPT_IN_PRETTY = frozenset("._~!$&'()+,;=@")
_PLACEHOLDER = re.compile(r":([a-z_]+)")
# The placeholders of the date, as Python's `strftime` names them.
_FORMS = {
    "year": "%Y", "short_year": "%y", "month": "%m", "short_month": "%b", "long_month": "%B", "day": "%d", "hour": "%H",
    "minute": "%M", "second": "%S", "y_day": "%j", "w_year": "%G", "week": "%V", "w_day": "%u", "short_day": "%a",
    "long_day": "%A",
}  # fmt: skip


def slugify(text: str, *, mode: str = "default", cased: bool = False) -> str:
    """The text with a hyphen for each run of other characters than letters, marks and digits.

    `pretty` keeps some marks as well, `raw` replaces white space only, `none` nothing; `ascii` and `latin` keep ASCII.
    """
    if mode == "none":
        return text if cased else text.lower()
    if mode == "latin":
        text = "".join(char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")
    kept = {"pretty": _in_pretty, "raw": _in_raw, "ascii": _in_ascii, "latin": _in_ascii}.get(mode, _in_default)
    found: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if kept(char):
            found.append(char)
        elif found[-1:] != ["-"]:
            found.append("-")
    slug = "".join(found).removeprefix("-").removesuffix("-")
    return slug if cased else slug.lower()


def _in_default(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd"


def _in_pretty(char: str) -> bool:
    return char in _KEPT_IN_PRETTY or _in_default(char)


def _in_raw(char: str) -> bool:
    return not char.isspace()


def _in_ascii(char: str) -> bool:
    return char.isascii() and char.isalnum()


@dataclass(frozen=True, slots=True)
class Named:
    """What fills the placeholders of a document beside its date."""

    values: Mapping[str, str]
    date: datetime.datetime | None = None


def expand(pattern: str, named: Named) -> str:
    """The address that the pattern gives: a file ends in ".html" unless the pattern ends in "/"."""
    date = named.date
    values = {**named.values, "output_ext": ".html"}
    if date:
        values |= {name: date.strftime(form) for name, form in _FORMS.items() if f":{name}" in pattern}
        values |= {"i_day": str(date.day), "i_month": str(date.month), "year": f"{date.year:0>4}"}

    def value_of(match: re.Match[str]) -> str:
        # A placeholder ends where its name does, so `:title_x` is `:title` and `_x`.
        name = match[1]
        while name and name not in values:
            name = name[:-1]
        return values[name] + match[1][len(name) :] if name else match[0]

    address = old_address(_PLACEHOLDER.sub(value_of, pattern))
    return address if address.endswith(("/", ".html", ".htm")) else f"{address}.html"


def needs_date(pattern: str) -> bool:
    """Whether the pattern has a placeholder of the date."""
    return any(f":{name}" in pattern for name in (*_FORMS, "i_day", "i_month"))


def pattern_for_files(stem: str, style: str) -> str:
    """The pattern of pages, and of documents in collections, which take the end of the style of posts."""
    if style == "pretty" or style.endswith("/"):
        return f"{stem}/"
    return f"{stem}:output_ext"
