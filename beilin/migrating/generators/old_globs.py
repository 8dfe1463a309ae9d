"""Globs of an old site's configuration, in the notations of its generator."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from beilin.text.globs import glob_source

_BRACES = re.compile(r"\{([^{}]*)\}")
_MAX_GLOBS = 200
_MAX_WILDCARDS = 3  # `*` in one name, and `**` in a path: the time on n characters is at most n to the power of them


def glob_matcher(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether one of the globs matches a whole path; `{a,b}` stands for either.

    A glob that is faulty, or has so many wildcards that it could take long, matches nothing.
    """
    sources = []
    for pattern in list(patterns)[:_MAX_GLOBS]:
        for single in _alternatives(pattern.removeprefix("./").removeprefix("/")):
            source = glob_source(single)
            if _is_quick(single) and _is_valid(source):
                sources.append(source)
    expression = re.compile("|".join(f"(?:{source})" for source in sources) + r"\Z") if sources else None
    return lambda path: bool(expression and expression.match(path))


def ignore_matcher(text: str) -> Callable[[str], bool]:
    """Whether a path is left out by lines in the notation of .gitignore; a later line wins, and `!` takes back."""
    rules: list[tuple[bool, Callable[[str], bool]]] = []
    for line in text.splitlines()[:_MAX_GLOBS]:
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        takes_back, pattern = pattern.startswith("!"), pattern.removeprefix("!")
        anywhere = "" if "/" in pattern.rstrip("/") else "**/"
        pattern = anywhere + pattern.removeprefix("/").rstrip("/")
        rules.append((not takes_back, glob_matcher([pattern, f"{pattern}/**"])))
    return lambda path: next((leaves_out for leaves_out, matches in reversed(rules) if matches(path)), False)


def _is_quick(pattern: str) -> bool:
    return pattern.count("**") <= _MAX_WILDCARDS and all(
        name.replace("**", "").count("*") <= _MAX_WILDCARDS for name in pattern.split("/")
    )


def _is_valid(source: str) -> bool:
    try:
        re.compile(source)
    except re.error:
        return False
    return True


def _alternatives(pattern: str) -> list[str]:
    """The pattern with its first braces replaced by each of their alternatives; braces in braces are left."""
    match = _BRACES.search(pattern)
    if not match:
        return [pattern]
    return [pattern[: match.start()] + choice + pattern[match.end() :] for choice in match[1].split(",")]
