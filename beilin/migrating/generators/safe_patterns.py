"""Regular expressions of an old site's configuration: only those that cannot take long."""

from __future__ import annotations

import re

_MAX_PATTERN = 300  # characters
_MAX_OPEN_REPEATS = 3  # on a name of n characters it takes at most n to the power of them: 20 ms, and 1 s with four
_MAX_NAME = 255  # characters; longer texts are left alone
_NESTED = re.compile(r"\)[*+{]")  # a group that is repeated may take exponential time
_OPEN_REPEAT = re.compile(r"[*+]|\{\d*,\}")


def safe_pattern(source: str) -> re.Pattern[str] | None:
    """The expression compiled; None if it is not one, or could take long on a name."""
    if len(source) > _MAX_PATTERN or _NESTED.search(source) or len(_OPEN_REPEAT.findall(source)) > _MAX_OPEN_REPEATS:
        return None
    try:
        return re.compile(source, re.IGNORECASE)
    except (re.error, RecursionError, OverflowError):
        return None


def named_groups(source: str, text: str) -> dict[str, str]:
    """What the named groups of the expression match at the beginning of the text; {} if it does not match."""
    pattern = safe_pattern(source)
    match = pattern.match(text[:_MAX_NAME]) if pattern else None
    return {name: value for name, value in match.groupdict().items() if value is not None} if match else {}
