"""Names of files → parts of addresses, as Zola makes them (its documentation, "Slugification")."""

from __future__ import annotations

import re

from beilin.migrating.generators.config_files import flag_at, text_at
from beilin.migrating.generators.transliterate import to_ascii
from beilin.migrating.model import OldSettings

# A day, perhaps with a time (RFC 3339), before the slug.
_DATED = re.compile(
    r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
    r"(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?(?:\s?[_-](?P<rest>.+))?\Z"
)
# Where the table of Zola's library (deunicode) differs from the older one that `to_ascii` has.
_OTHER_READINGS = str.maketrans({"么": " me ", "什": " shen ", "价": " jia ", "旅": " lv ", "术": " shu "})
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_FORBIDDEN = re.compile(r"[<>:\"/\\|?*]")  # in names of files, and taken out by "safe"


def path_slug(settings: OldSettings, name: str) -> str:
    """A name or slug as `slugify.paths` says."""
    return _slug(name, text_at(settings.raw, "slugify", "paths"))


def term_slug(settings: OldSettings, name: str) -> str:
    """The name of a term as `slugify.taxonomies` says."""
    return _slug(name, text_at(settings.raw, "slugify", "taxonomies"))


def split_dated_name(settings: OldSettings, name: str) -> tuple[str, str]:
    """The day at the beginning of a name, and the part of it in the address: all with `slugify.paths_keep_dates`."""
    match = _DATED.match(name)
    if not match:
        return "", name
    keeps = flag_at(settings.raw, "slugify", "paths_keep_dates")
    return match[1], name if keeps or not match["rest"] else match["rest"]


def _slug(name: str, strategy: str) -> str:
    """By "on", which is the usual, ASCII letters, digits and hyphens; by "safe" all that may be in a name of a file."""
    if strategy in ("off", "false"):
        return name
    if strategy == "safe":
        return _FORBIDDEN.sub("", name.rstrip(" ."))
    return _NOT_WORD.sub("-", to_ascii(name.translate(_OTHER_READINGS)).lower()).strip("-")
