"""Permalinks as templates: `/{{ page.date | date: "%Y" }}/{{ title | slugify }}/`.

What Eleventy's documentation names is understood ("Permalinks", "Eleventy supplied data", "Slugify filter"); anything
else makes the address unknown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from beilin.migrating.generators.date_forms import formatted_date
from beilin.migrating.generators.transliterate import to_ascii

_EXPRESSION = re.compile(r"\{\{-?([^{}]*?)-?\}\}")
_FILTER = re.compile(r"([\w.]+)\s*+(?:[:(]\s*+[\"']?([^\"')]*+)[\"']?\s*+\)?)?\Z")
_LUXON = (("yyyy", "%Y"), ("LLLL", "%B"), ("LLL", "%b"), ("LL", "%m"), ("MM", "%m"), ("dd", "%d"))
_SLUGS = {"slugify", "slug"}
_AS_IS = {"url", "safe", "htmlBaseUrl", "trim", "string"}
_LOWER = {"lower", "downcase", "toLowerCase"}
_DATES = {"date", "dateFormat", "readableDate", "format", "htmlDateString", "dateToFormat", "formatDate"}
_WORD_END = re.compile(r"([a-z\d])([A-Z])")
_NOT_WORD = re.compile(r"[^a-z\d]+")


def expand(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with its values; "" if something in it is not understood or has no value."""
    is_known = "{%" not in pattern

    def value(match: re.Match[str]) -> str:
        nonlocal is_known
        found = _evaluate(match[1], values)
        is_known = is_known and found is not None
        return found or ""

    expanded = _EXPRESSION.sub(value, pattern)
    return expanded if is_known and "{" not in expanded else ""


def slugify(text: str) -> str:
    """The text as Eleventy's filter `slugify` makes it: words in ASCII, without the letters of scripts such as Han."""
    letters = [
        "" if unicodedata.category(character) == "Lo" else to_ascii(character)
        for character in unicodedata.normalize("NFC", text).replace("&", " and ").replace("'", "")
    ]
    return _NOT_WORD.sub("-", _WORD_END.sub(r"\1-\2", "".join(letters)).lower()).strip("-")


def _evaluate(expression: str, values: Mapping[str, str]) -> str | None:
    name, *filters = (part.strip() for part in expression.split("|"))
    text = values.get(name.removeprefix("data."))
    for single in filters:
        match = _FILTER.match(single)
        if text is None or match is None:
            return None
        text = _filtered(text, match[1], match[2] or "")
    return text


def _filtered(text: str, name: str, argument: str) -> str | None:
    if name in _SLUGS:
        return slugify(text)
    if name in _LOWER:
        return text.lower()
    if name in _AS_IS:
        return text
    return _date(text, argument) if name in _DATES else None


def _date(iso: str, form: str) -> str | None:
    """The date in the form of Liquid or Luxon, in UTC as Eleventy has it; without a form in ISO 8601."""
    form = form or "%Y-%m-%d"
    for name, directive in _LUXON if "%" not in form else ():
        form = form.replace(name, directive)
    return formatted_date(iso, form) or None
