"""Twins: two spellings of one word whose characters do not fold alike, such as 家具 and 家俱."""

from __future__ import annotations

from functools import cache

from beilin.text.table_files import read_table


def twins_of(text: str) -> list[str]:
    """The other spellings of a text that is folded: in each, one of the text's words has its twin instead."""
    others: dict[str, None] = {}
    for start in range(len(text)):
        for end in range(start + 1, min(start + _max_length(), len(text)) + 1):
            word = text[start:end]
            for twin in _by_word().get(word, ()):
                others[text.replace(word, twin)] = None
    return list(others)


@cache
def twins() -> tuple[tuple[str, str], ...]:
    """The pairs of the table, folded, in its order (see tables/README.md); read when they are first needed."""
    pairs = read_table("twins.txt").split()
    return tuple((one, other) for one, _, other in (pair.partition("=") for pair in pairs))


@cache
def _by_word() -> dict[str, list[str]]:
    by_word: dict[str, list[str]] = {}
    for one, other in twins():
        by_word.setdefault(one, []).append(other)
        by_word.setdefault(other, []).append(one)
    return by_word


@cache
def _max_length() -> int:
    return max(map(len, _by_word()), default=0)
