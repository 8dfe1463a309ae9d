"""Slugs and names of files for documents."""

from __future__ import annotations

from collections.abc import Iterator

from beilin.reading.front_matter_fields import front_matter_fields
from beilin.text.slugs import MAX_SLUG, slugify, truncate_to_bytes

_MAX_TRIED = 1000
_ROOM = 8  # bytes of a slug for a number


def is_slug(text: str) -> bool:
    """Whether the front matter may have the slug."""
    rule = front_matter_fields("UTC")["slug"].rule
    try:
        return bool(text) and rule is not None and rule.normalise(text) == text
    except ValueError:
        return False


def new_slug(written: str, *names: str) -> str:
    """The slug as written if it is valid, else one made from it, or from the first name that gives one."""
    if is_slug(written):
        return written
    return next(filter(None, map(slugify, (written, *names))), "")


def numbered_names(numbers: dict[str, int], key: str, *names: str) -> Iterator[str]:
    """The names, and then the first of them with 2, 3 and so on, a thousand of them.

    `numbers` remembers by key which number comes next, so that any number of documents of one name are soon named. If
    none of the names is free, something is in the way of all, such as a file where a folder is needed.
    """
    yield from dict.fromkeys(name for name in names if name)
    stem = truncate_to_bytes(names[0], MAX_SLUG - _ROOM).rstrip("-.")
    for _ in range(_MAX_TRIED):
        number = numbers.get(key, 2)
        numbers[key] = number + 1
        yield f"{stem}-{number}"
