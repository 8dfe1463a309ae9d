"""Globs: patterns of paths, as in a shell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

HOW_TO_WRITE = "Write it from content/ on: downloads/*.sql, **/*.bak or downloads/."
# A first approximation for text editors; `normalise_glob` decides.
PATTERN = r"^(?!/)[^\\]+$"

_SPECIAL = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]*\]|[^*?\[]+|\[")
_NO_DOT = r"(?!\.)"  # as in a shell, a wildcard at the beginning of a name does not match a full stop


def normalise_glob(pattern: str) -> str:
    """The glob in NFC. Raises ValueError if it is not a path relative to content/."""
    segments = pattern.removesuffix("/").split("/")
    if pattern.startswith("content/"):
        raise ValueError(f"{pattern!r} begins with content/, and patterns are relative to that folder")
    if any(segment in ("", ".", "..") for segment in segments) or "\\" in pattern:
        raise ValueError(f"{pattern!r} is not a pattern of paths relative to content/")
    normal = unicodedata.normalize("NFC", pattern)
    try:
        re.compile(glob_source(normal))
    except re.error:
        raise ValueError(f"{pattern!r} has a range of characters whose end is before its beginning") from None
    return normal


def compile_globs(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """An expression that matches the whole of each path that one of the globs matches; None if there are no globs.

    `*` and `?` match within a name, `[…]` one of some characters, `**` any number of folders. A pattern that ends in
    "/" covers everything in that folder. Names that begin with a full stop are matched only if the pattern says so.
    """
    sources = [glob_source(pattern) for pattern in patterns]
    return re.compile("|".join(f"(?:{source})" for source in sources) + r"\Z") if sources else None


def glob_source(pattern: str) -> str:
    """The source of the expression for a single glob."""
    if pattern.endswith("/"):
        pattern += "**"
    result = []
    is_start = True  # of a name
    for piece in _SPECIAL.findall(pattern):
        if piece in ("**/", "**"):
            folders = rf"(?:{_NO_DOT}[^/]+/)*"
            result.append(folders if piece == "**/" else rf"{folders}{_NO_DOT}[^/]+")
        elif piece in ("*", "?"):
            result.append((_NO_DOT if is_start else "") + ("[^/]*" if piece == "*" else "[^/]"))
        elif piece.startswith("[") and len(piece) > 1:
            inner = re.sub(r"[\\\[&~|]", r"\\\g<0>", piece[1:-1])
            inner = "^" + inner[1:] if inner.startswith("!") else inner.replace("^", r"\^", 1)
            result.append((_NO_DOT if is_start else "") + f"(?!/)[{inner}]")
        else:
            result.append(re.escape(piece))
        is_start = piece.endswith("/")
    return "".join(result)
