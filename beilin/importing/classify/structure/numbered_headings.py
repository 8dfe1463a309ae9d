"""Headings with numbers: a sequence from one without a gap, with text below each.

One heading is not a sequence: a lone `一、` paragraph is a paragraph. Numbered lines one below the other are a list or
a table of contents. If the number is part of a phrase (`第一步`, `Part 1`), it stays in the heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from beilin.importing.classify.line_shape import ends_in_stop, width
from beilin.importing.classify.structure.decimal_headings import decimal_headings
from beilin.importing.classify.structure.levels import Numbered
from beilin.importing.source.lines import SourceLine

MAX_HEADING = 40  # in widths of a Han character

_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九十", start=1)}


@dataclass(frozen=True, slots=True)
class Style:
    """A way to number headings."""

    pattern: re.Pattern[str]  # the marker, with the number as the group `number`
    drops_marker: bool = True
    max_width: float = MAX_HEADING
    is_doubtful: Callable[[str], bool] = lambda _number: True  # whether to report a number that is in no sequence


STYLES = (
    # `01題`, `01 題`, `01.題`, `01、題`: two digits, so that years, amounts and single digits do not match.
    Style(re.compile(r"(?P<number>[0-9]{2})[.、]?\s*(?=[^\s\d.、%％:：/])"), is_doubtful=lambda n: n[0] == "0"),
    Style(re.compile(rf"(?P<number>{_HAN_NUMBER})[、.．]\s*(?=[^\s、])(?!{_HAN_NUMBER}[、.，,])")),
    Style(re.compile(rf"[(（](?P<number>{_HAN_NUMBER})[)）][、.]?\s*(?=\S)")),
    Style(
        re.compile(
            rf"第(?P<number>{_HAN_NUMBER}|[0-9]{{1,2}})(?:步|章|節|节|部分|階段|阶段|篇|回|幕)[\s:：、,，]*(?=\S)"
        ),
        drops_marker=False,
    ),
    Style(
        re.compile(r"(?:Step|Part|Chapter|Section)\s+(?P<number>[0-9]{1,2})\s*[:：.\-–—]?\s*(?=\S)"), drops_marker=False
    ),
    Style(re.compile(r"(?P<number>[1-9][0-9]?)[.、](?!\d)\s*(?=\S)"), max_width=24.0, is_doubtful=lambda _: False),
)


def numbered_headings(
    filled: Sequence[SourceLine], items: Mapping[int, int]
) -> tuple[dict[int, int], dict[int, Numbered], list[int]]:
    """The headings, each with the length of its marker and its number; and similar lines that are in no sequence.

    `filled` are lines that are not blank, `items` those of them that are list items.
    """
    numbered = decimal_headings(filled, items)
    headings = dict.fromkeys(numbered, 0)
    out_of_sequence: list[int] = []
    for position, style in enumerate(STYLES):
        in_style, others = _headings_in_style(filled, style, {**items, **headings})
        headings |= {line: length for line, (length, _) in in_style.items()}
        numbered |= {line: Numbered(position, number) for line, (_, number) in in_style.items()}
        out_of_sequence += others
    return headings, numbered, [n for n in sorted(set(out_of_sequence)) if n not in headings]


def _headings_in_style(
    filled: Sequence[SourceLine], style: Style, others: Mapping[int, int]
) -> tuple[dict[int, tuple[int, int]], list[int]]:
    """The headings with the lengths of their markers and their numbers, and the lines that are in no sequence."""
    matches = {
        position: match
        for position, line in enumerate(filled)
        if line.number not in others and (match := style.pattern.match(line.text))
    }
    shaped = {
        position: match
        for position, match in matches.items()
        if width(filled[position].text) <= style.max_width and not ends_in_stop(filled[position].text)
    }
    numbers = {position: _value(match["number"]) for position, match in shaped.items()}
    unshaped = {position: _value(match["number"]) for position, match in matches.items() if position not in shaped}
    headings: dict[int, tuple[int, int]] = {}
    for sequence in _sequences(numbers, len(filled)):
        if _is_whole_row(sequence, unshaped):
            for position in sequence:
                length = shaped[position].end() if style.drops_marker else 0
                headings[filled[position].number] = length, numbers[position]
    out_of_sequence = [
        filled[position].number
        for position, match in shaped.items()
        if filled[position].number not in headings and style.is_doubtful(match["number"])
    ]
    return headings, out_of_sequence


def _sequences(numbers: Mapping[int, int], count: int) -> list[list[int]]:
    """The positions whose numbers count from one without a gap, in sequences of at least two.

    Adjacent lines with consecutive numbers, and the last of the `count` lines, are left out.
    """
    sequences: list[list[int]] = []
    sequence: list[int] = []
    for position, number in numbers.items():
        is_in_block = numbers.get(position - 1) == number - 1 or numbers.get(position + 1) == number + 1
        if is_in_block or position + 1 >= count:
            continue
        if number == len(sequence) + 1:
            sequence.append(position)
        elif number == 1 and len(sequence) != 1:
            sequences.append(sequence)
            sequence = [position]
    return [positions for positions in [*sequences, sequence] if len(positions) > 1]


def _is_whole_row(sequence: Sequence[int], unshaped: Mapping[int, int]) -> bool:
    """Whether no paragraph below has the next number: a row is headings throughout or not at all."""
    following = len(sequence) + 1
    return not any(number == following and position > sequence[-1] for position, number in unshaped.items())


def _value(number: str) -> int:
    """The number that digits or Han numerals stand for; 0 if they are not a number."""
    if number.isdigit() and number.isascii():
        return int(number)
    tens, ten, ones = number.partition("十")
    if not ten:
        return _DIGITS[number] if len(number) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
