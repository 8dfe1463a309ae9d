"""Permalink patterns: how the address of an article is composed."""

from __future__ import annotations

import re

HOW_TO_WRITE = "Write it as /articles/:slug/ or /:year/:month/:slug/."
PATTERN = r"^/(?:[^/?#]+/)*[^/?#]*:slug[^/?#]*/(?:[^/?#]+/)*$"

_DATED = ("year", "month", "day")
_PLACEHOLDER = re.compile(r":([a-z]+)")


def normalise_permalink(pattern: str) -> str:
    """The pattern itself. Raises ValueError with what is wrong."""
    if not pattern.startswith("/") or not pattern.endswith("/"):
        raise ValueError(f"{pattern!r} does not begin and end with /")
    names = _PLACEHOLDER.findall(pattern)
    unknown = [name for name in names if name not in ("slug", *_DATED)]
    if unknown:
        raise ValueError(f"{pattern!r}: there is no :{unknown[0]}; there are :slug, :year, :month and :day")
    if names.count("slug") != 1:
        raise ValueError(f"{pattern!r} must contain :slug exactly once, to distinguish articles")
    segments = pattern.strip("/").split("/")
    if any(":slug" in segment and set(_PLACEHOLDER.findall(segment)) != {"slug"} for segment in segments):
        raise ValueError(f"{pattern!r} has :slug and a date between the same slashes, which undated articles lack")
    if not re.match(PATTERN, pattern) or not pattern.isprintable() or any(s.startswith(".") for s in segments):
        raise ValueError(f"{pattern!r} does not make an address inside the site")
    return pattern


def expand_permalink(pattern: str, slug: str, date: str | None) -> str:
    """The address of the article with that slug and ISO 8601 date.

    Segments that contain a part of the date are left out if there is no date. Where the address has the whole date, a
    slug that begins with it (that of `2016-01-02-post.md`) loses it. In other addresses it stays, for there it keeps
    articles of different days apart; so an address depends on nothing but the article itself.
    """
    if date and slug.startswith(f"{date[:10]}-") and all(f":{part}" in pattern for part in _DATED):
        slug = slug[len("2016-01-02-") :]
    return expand_with_whole_slug(pattern, slug, date)


def expand_with_whole_slug(pattern: str, slug: str, date: str | None) -> str:
    """As `expand_permalink`, but the slug keeps its date."""
    if ":year" in pattern or ":month" in pattern or ":day" in pattern:
        values = {"year": date[:4], "month": date[5:7], "day": date[8:10]} if date else {}
        segments = []
        for segment in pattern.split("/"):
            names = [name for name in _PLACEHOLDER.findall(segment) if name in _DATED]
            if not names or values:
                segments.append(_PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), segment))
        pattern = "/".join(segments)
    return pattern.replace(":slug", slug)
