"""Line numbers in the file of an import record: ranges that count from 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

MAX_LINES = 2_000_000  # of a source; a range in a damaged record must not fill the memory


def ranges(lines: Sequence[int]) -> str:
    """Line numbers counted from 0 as quoted ranges counted from 1: 1 to 7 and 9 give `"2-8, 10"`."""
    runs: list[list[int]] = []
    for number in lines:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return '"' + ", ".join(f"{a + 1}-{b + 1}" if a != b else f"{a + 1}" for a, b in runs) + '"'


def numbers(text: str) -> tuple[int, ...]:
    """The line numbers in ranges as the file has them. Raises ValueError if they are not such ranges."""
    return tuple(number for part in text.split(", ") if part for number in _span(part))


def _span(part: str) -> Iterator[int]:
    first, _, last = part.partition("-")
    if int(last or first) > MAX_LINES:
        raise ValueError(f"it speaks of more than {MAX_LINES:,} lines")
    yield from range(int(first) - 1, int(last or first))
