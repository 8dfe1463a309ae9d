"""Names that differ in one letter: typing errors, plurals, missing spaces, and also versions (GPT-3, GPT-4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from beilin.text.names import name_key

MIN_LETTERS = 2  # of the shorter name; single letters, such as C and R, are all near each other


def near_names(names: Iterable[str]) -> dict[str, list[str]]:
    """For each name the others whose keys (see `names.py`) differ from its own in one letter, if there are any.

    One letter is put in, left out or replaced. Takes time in proportion to the letters of all names.
    """
    keys = {name: name_key(name) for name in names}
    by_remainder: dict[str, list[str]] = {}
    for name, key in keys.items():
        for remainder in dict.fromkeys((key, *_without_one_letter(key))):
            by_remainder.setdefault(remainder, []).append(name)
    near: dict[str, dict[str, None]] = {}
    for several in by_remainder.values():
        for one in several:
            for other in several:
                if one != other and _is_near(keys[one], keys[other]):
                    near.setdefault(one, {})[other] = None
    return {name: [*others] for name, others in near.items()}


def clusters(names: Iterable[str], near: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The names, each together with those that are near it, directly or by way of others; in the order given."""
    seen: set[str] = set()
    names = list(names)
    known = set(names)
    result = []
    for name in names:
        if name in seen:
            continue
        seen.add(name)
        cluster = [name]
        for member in cluster:  # which grows meanwhile
            fresh = [other for other in near.get(member, ()) if other in known and other not in seen]
            seen.update(fresh)
            cluster += fresh
        result.append(cluster)
    return result


def _without_one_letter(key: str) -> Iterator[str]:
    return (key[:index] + key[index + 1 :] for index in range(len(key)))


def _is_near(one: str, other: str) -> bool:
    """Whether the keys differ in one letter, given that they are the same without one."""
    if min(len(one), len(other)) < MIN_LETTERS:
        return False
    if len(one) != len(other):
        return True
    return sum(first != second for first, second in zip(one, other, strict=True)) == 1
