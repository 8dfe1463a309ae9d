"""Patterns of paths in other generators' configurations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from beilin.text.globs import compile_globs

_MAX_WILDCARDS = 8  # what one pattern may have, for each multiplies the time that a match can take


def path_matcher(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """An expression for the paths that a pattern matches, with `*` and `**` as in a shell; None without patterns.

    Patterns that cannot be read are left out.
    """
    kept = [pattern for pattern in patterns if pattern.count("*") <= _MAX_WILDCARDS and _is_readable(pattern)]
    return compile_globs(kept)


def _is_readable(pattern: str) -> bool:
    try:
        return compile_globs([pattern]) is not None
    except re.error:
        return False
