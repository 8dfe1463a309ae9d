"""Filters for templates. Each is a function of its arguments alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from beilin.rendering.citations import bibtex, csl_json, ris
from beilin.text.languages import base_language

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f]|[\ud800-\udfff]|[\ufffe\uffff]")  # XML 1.0, section 2.2


def long_date(date: str, language: str) -> str:
    """The day of an ISO 8601 date as the language writes it: 2023年6月21日; June 21, 2023; 21 June 2023."""
    year, month, day = int(date[:4]), int(date[5:7]), int(date[8:10])
    if base_language(language) == "zh":
        return f"{year}年{month}月{day}日"
    if base_language(language) == "en":
        # Day before month wherever English is written but in the United States (CLDR, date format "long").
        return (
            f"{_MONTHS[month - 1]} {day}, {year}"
            if language.lower() in ("en", "en-us")
            else f"{day} {_MONTHS[month - 1]} {year}"
        )
    return date[:10]


def fill(message: str | Mapping[str, str], **values: object) -> str:
    """The message with the values in the place of their names in braces; whole numbers with their thousands apart.

    Where the message is several texts, `number` chooses: the text of that very number, else `one` for 1, else `other`.
    Raises KeyError where a value or a text is missing.
    """
    if not isinstance(message, str):
        number = str(values["number"])
        message = message.get(number) or message.get("one" if number == "1" else "other") or message["other"]

    def value(match: re.Match[str]) -> str:
        found = values[match[1]]
        return f"{found:,}" if isinstance(found, int) else str(found)

    return re.sub(r"\{(\w+)\}", value, message)


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 (section 2.2) forbids even when escaped."""
    return _NOT_XML.sub("", text)


def bar_path(counts: Sequence[int], height: int) -> str:
    """The `d` of an SVG path with a bar for each count, one unit apart.

    The greatest is `height` high, any other at least 1.
    """
    most = max(counts, default=0)
    bars = (
        f"M{number} {height}v-{max(1, round(height * count / most, 1)):g}h.7V{height}"
        for number, count in enumerate(counts)
        if count
    )
    return "".join(bars)


FILTERS: dict[str, Callable[..., Any]] = {
    "bar_path": bar_path,
    "bibtex": bibtex,
    "csl_json": csl_json,
    "fill": fill,
    "long_date": long_date,
    "ris": ris,
    "xml_text": xml_text,
}
