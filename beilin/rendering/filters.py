"""Filters for templates: pure functions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
from markupsafe import Markup

from beilin.model import Heading
from beilin.rendering.citations import bibtex, csl_json, ris
from beilin.rendering.structured_data import blog_posting, breadcrumb_list, data_set
from beilin.text.languages import base_language

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f]|[\ud800-\udfff]|[\ufffe\uffff]")  # XML 1.0, section 2.2


@lru_cache(maxsize=4096)  # an article's date is on ten pages
def long_date(date: str, language: str) -> str:
    """The day of an ISO 8601 date, formatted for the language: 2023年6月21日; June 21, 2023; 21 June 2023."""
    year, month, day = int(date[:4]), int(date[5:7]), int(date[8:10])
    if base_language(language) == "zh":
        return f"{year}年{month}月{day}日"
    if base_language(language) == "en":
        # The day comes before the month in English outside of the United States (CLDR, date format "long").
        return (
            f"{_MONTHS[month - 1]} {day}, {year}"
            if language.lower() in ("en", "en-us")
            else f"{day} {_MONTHS[month - 1]} {year}"
        )
    return date[:10]


def file_size(size: int) -> str:
    """A number of bytes as people read it: 812 B, 14 KB, 3.2 MB."""
    if size < 1000:
        return f"{size} B"
    if size < 999_500:
        return f"{size / 1000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"


def rss_date(time: str) -> str:
    """An RFC 3339 time as RSS 2.0 writes it (RFC 822, with a year of four digits)."""
    from email.utils import format_datetime  # with `socket`, 5 ms, which a build without a feed has no use for

    return format_datetime(datetime.fromisoformat(time))


def fill(message: str | Mapping[str, str], **values: object) -> str:
    """The message with names in braces replaced by the values; integers have thousands separators.

    If the message has several texts, `number` selects one: that of exactly this number, else `one` for 1, else `other`.
    Raises KeyError if a value or a text is missing.
    """
    if not isinstance(message, str):
        number = str(values["number"])
        message = message.get(number) or message.get("one" if number == "1" else "other") or message["other"]
    return _filled(message, **values)


@lru_cache(maxsize=4096, typed=True)  # lists repeat counts and reading times; 1, True and 1.0 are written differently
def _filled(message: str, **values: object) -> str:
    def value(match: re.Match[str]) -> str:
        replacement = values[match[1]]
        return f"{replacement:,}" if isinstance(replacement, int) else str(replacement)

    return re.sub(r"\{(\w+)\}", value, message)


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 (section 2.2) forbids even when escaped."""
    return _NOT_XML.sub("", text)


def bar_path(counts: Sequence[int], height: int, most: int = 0) -> str:
    """The `d` of an SVG path with a bar for each count, one unit apart.

    A bar of `most`, or else the highest one, has the height `height`, all others at least 1.
    """
    maximum = most or max(counts, default=0)
    bars = (
        f"M{number} {height}v-{max(1, round(height * count / maximum, 1)):g}h.7V{height}"
        for number, count in enumerate(counts)
        if count
    )
    return "".join(bars)


def nesting(headings: Iterable[Heading]) -> Iterator[tuple[Heading | None, bool, int]]:
    """The headings as nested lists: each with whether it begins a list, in the item before it, and if not, how many
    lists end before it beside that item; and in the end None with those that are open, but for the last.

    A level may be left out (2, then 4): what is deeper than the one before nests once.
    """
    levels: list[int] = []
    for heading in headings:
        if not levels or heading.level > levels[-1]:
            levels.append(heading.level)
            yield heading, True, 0
            continue
        depth = len(levels)
        while len(levels) > 1 and levels[-2] >= heading.level:
            levels.pop()
        levels[-1] = heading.level
        yield heading, False, depth - len(levels)
    if levels:
        yield None, False, len(levels) - 1


def _plain(value: object) -> str:
    if isinstance(value, str):  # such as Markup
        return str.__str__(value)
    raise TypeError


_encode_json = msgspec.json.Encoder(enc_hook=_plain, order="sorted").encode


def to_json(value: object, indent: int | None = None) -> Markup:
    """The value as JSON that can stand in a `script`: with sorted keys, and < > & ' escaped, as by Jinja's filter.

    Han characters stand as they are: a feed of Chinese text is a third smaller than with escapes. Dates become texts,
    sets lists, and views objects; raises TypeError for other values that JSON does not have. Jinja's own takes six
    times as long, 20 µs of each page.
    """
    try:
        text = _encode_json(value).decode() if indent is None else _dumped(value, indent)
    except TypeError:  # json says what is wrong, or knows it, such as a key that is true
        text = _dumped(value, indent)
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("'", "\\u0027")
    return Markup(text)


def _dumped(value: object, indent: int | None) -> str:
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent, separators=separators)


FILTERS: dict[str, Callable[..., Any]] = {
    "bar_path": bar_path,
    "bibtex": bibtex,
    "blog_posting": blog_posting,
    "breadcrumb_list": breadcrumb_list,
    "csl_json": csl_json,
    "data_set": data_set,
    "fill": fill,
    "file_size": file_size,
    "long_date": long_date,
    "nesting": nesting,
    "rss_date": rss_date,
    "ris": ris,
    "tojson": to_json,
    "xml_text": xml_text,
}
