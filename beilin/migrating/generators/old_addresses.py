"""Old addresses as `model.py` defines them, and the parts of them that several generators share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from beilin.text.permalinks import normalise_permalink

_SLASHES = re.compile(r"/{2,}")
_DATED = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})[-_ ](?P<name>.+)", re.DOTALL)
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mkdown")


def old_address(*parts: str) -> str:
    """The parts as one address: in NFC, with one "/" between segments and at the beginning."""
    joined = "/" + "/".join(part for part in parts if part)
    return _SLASHES.sub("/", unicodedata.normalize("NFC", joined))


def in_beilin_notation(pattern: str, slugs: Iterable[str]) -> str:
    """An old pattern as `permalinks.articles` has it, with any of the tokens `slugs` as `:slug`.

    It is "" if Beilin's notation cannot express it: `text.permalinks.normalise_permalink` decides.
    """
    for token in sorted(slugs, key=len, reverse=True):
        pattern = pattern.replace(token, ":slug")
    try:
        return "" if "{" in pattern else normalise_permalink(old_address(pattern))
    except ValueError:
        return ""


def path_of_url(url: str) -> str:
    """The path of an address, decoded, without query and fragment; "" if it is not an address."""
    try:
        return unquote(urlsplit(url).path)
    except ValueError:
        return ""


def whole_base_url(url: str, base: str = "") -> str:
    """The address of a site with its path, which ends with "/"; "" if it is not the address of a host."""
    try:
        split = urlsplit(url if "://" in url else f"https:{url}" if url.startswith("//") else f"https://{url}")
    except ValueError:
        return ""
    if not split.netloc or ("." not in split.netloc and not split.netloc.startswith("localhost")):
        return ""
    return f"{split.scheme}://{split.netloc}{old_address(split.path, base, '/')}"


def split_date(name: str) -> tuple[str, str]:
    """The day with which a name begins, in ISO 8601, and the rest of the name; "" and the name if it has none."""
    found = _DATED.fullmatch(name)
    if not found:
        return "", name
    year, month, day = found["date"].split("-")
    return f"{year}-{month:0>2}-{day:0>2}", found["name"]


def date_parts(date: str) -> tuple[str, ...]:
    """Year, month, day, hour, minute and second as a date in ISO 8601 has them; () if it is not a date."""
    found = _DAY.match(date)
    return (found[1], *(f"{part or 0:0>2}" for part in found.groups()[1:])) if found else ()


def without_extension(name: str, extensions: tuple[str, ...] = MARKDOWN) -> str:
    """The name without whichever of the extensions it ends with."""
    return next((name[: -len(end)] for end in extensions if name.lower().endswith(end)), name)
