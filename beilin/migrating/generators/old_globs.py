"""Globs of an old site's configuration, in the notations of its generator."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from beilin.text.globs import glob_source

_BRACES = re.compile(r"\{([^{}]*)\}")
_MAX_GLOBS = 200


def glob_matcher(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether one of the globs matches a whole path; `{a,b}` stands for either. A faulty glob matches nothing."""
    sources = []
    for pattern in list(patterns)[:_MAX_GLOBS]:
        for single in _alternatives(pattern.removeprefix("./").removeprefix("/")):
            try:
                re.compile(source := glob_source(single))
            except re.error:
                continue
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


def _alternatives(pattern: str) -> list[str]:
    """The pattern with its first braces replaced by each of their alternatives; braces in braces are left."""
    match = _BRACES.search(pattern)
    if not match:
        return [pattern]
    return [pattern[: match.start()] + choice + pattern[match.end() :] for choice in match[1].split(",")]
