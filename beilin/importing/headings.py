"""Lines that are headings by their numbers: a row from one without a gap, with text below each.

A row of one is no row: a lone `一、` paragraph is a paragraph. Numbered lines one below the other are a list or a table
of contents. What a number counts (`第一步`, `Part 1`) is a word of the heading and stays in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from beilin.importing.forms import has_stop, width
from beilin.importing.lines import SourceLine

MAX_HEADING = 40  # in widths of a Han character

_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九十", start=1)}


@dataclass(frozen=True, slots=True)
class Family:
    """A way to number headings. The group `number` is the number; `taken` says whether the marker goes."""

    pattern: re.Pattern[str]
    is_taken: bool = True
    widest: float = MAX_HEADING
    is_doubted: Callable[[str], bool] = lambda _number: True  # whether a number in no row is worth a look


FAMILIES = (
    # `01題`, `01 題`, `01.題`, `01、題`: two digits, so that no year, sum or single figure is taken for a number.
    Family(re.compile(r"(?P<number>[0-9]{2})[.、]?\s*(?=[^\s\d.、%％:：/])"), is_doubted=lambda n: n[0] == "0"),
    Family(re.compile(rf"(?P<number>{_HAN_NUMBER})[、.．]\s*(?=[^\s、])(?!{_HAN_NUMBER}[、.，,])")),
    Family(re.compile(rf"[(（](?P<number>{_HAN_NUMBER})[)）][、.]?\s*(?=\S)")),
    Family(
        re.compile(
            rf"第(?P<number>{_HAN_NUMBER}|[0-9]{{1,2}})(?:步|章|節|节|部分|階段|阶段|篇|回|幕)[\s:：、,，]*(?=\S)"
        ),
        is_taken=False,
    ),
    Family(
        re.compile(r"(?:Step|Part|Chapter|Section)\s+(?P<number>[0-9]{1,2})\s*[:：.\-–—]?\s*(?=\S)"), is_taken=False
    ),
    Family(re.compile(r"(?P<number>[1-9][0-9]?)[.、](?!\d)\s*(?=\S)"), widest=24.0, is_doubted=lambda _: False),
)


def numbered_headings(filled: Sequence[SourceLine], items: Mapping[int, int]) -> tuple[dict[int, int], list[int]]:
    """The headings, each with the length of its marker; and the lines that look so and make no row.

    `items` are the lines that are items of a list.
    """
    found: dict[int, int] = {}
    loose: list[int] = []
    for family in FAMILIES:
        rows, others = _rows(filled, family, items)
        found |= {n: length for n, length in rows.items() if n not in found}
        loose += others
    return dict(sorted(found.items())), [n for n in sorted(set(loose)) if n not in found]


def _rows(filled: Sequence[SourceLine], family: Family, items: Mapping[int, int]) -> tuple[dict[int, int], list[int]]:
    matches = {
        place: match
        for place, line in enumerate(filled)
        if line.number not in items
        and (match := family.pattern.match(line.text))
        and width(line.text) <= family.widest
        and not has_stop(line.text)
    }
    numbers = {place: _value(match["number"]) for place, match in matches.items()}
    found: dict[int, int] = {}
    row: list[int] = []

    def close() -> None:
        if len(row) > 1:
            found.update({filled[p].number: matches[p].end() if family.is_taken else 0 for p in row})

    for place, number in numbers.items():
        is_in_block = numbers.get(place - 1) == number - 1 or numbers.get(place + 1) == number + 1
        if is_in_block or place + 1 >= len(filled):
            continue
        if number == len(row) + 1:
            row.append(place)
        elif number == 1 and len(row) != 1:
            close()
            row = [place]
    close()
    loose = [
        filled[p].number for p, m in matches.items() if filled[p].number not in found and family.is_doubted(m["number"])
    ]
    return found, loose


def _value(number: str) -> int:
    """The number that digits or Han numerals write, 0 where they write none."""
    if number.isdigit() and number.isascii():
        return int(number)
    tens, ten, ones = number.partition("十")
    if not ten:
        return _DIGITS[number] if len(number) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
