"""What the file of an import record says of the form of a plain text, under `kept`: beside headings and lists.

A key is left out if there is nothing to say, so that records of plain paragraphs are short.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

from beilin.importing.record.import_record import ImportRecord, StrongText
from beilin.importing.record.ranges import numbers, ranges
from beilin.importing.source.joins import Join, Separator
from beilin.text.yaml.writing import yaml_text

_SEPARATORS: dict[str, Separator] = {"space": " ", "none": ""}


class Forms(TypedDict):
    """The fields of `ImportRecord` that are read here."""

    levels: tuple[tuple[int, int], ...]
    joins: tuple[Join, ...]
    preformatted: tuple[tuple[int, ...], ...]
    strong: tuple[StrongText, ...]


def write_forms(record: ImportRecord) -> str:
    """The entries of the mapping `kept`."""
    parts = []
    if record.levels:
        by_level = (
            f"{level}: {ranges([line for line, of_line in record.levels if of_line == level])}"
            for level in sorted({level for _, level in record.levels})
        )
        parts.append(f"  levels: {{{', '.join(by_level)}}}\n")
    if record.joins:
        by_separator = (
            f"{name}: {yaml_text(_places(join for join in record.joins if join.separator == separator))}"
            for name, separator in _SEPARATORS.items()
            if any(join.separator == separator for join in record.joins)
        )
        parts.append(f"  joined: {{{', '.join(by_separator)}}}\n")
    if record.preformatted:
        parts.append(f"  preformatted: [{', '.join(map(ranges, record.preformatted))}]\n")
    if record.strong:
        strong = (
            f"{{line: {piece.line + 1}, column: {piece.column + 1}, text: {yaml_text(piece.text)}}}"
            for piece in record.strong
        )
        parts.append(f"  strong: [{', '.join(strong)}]\n")
    return "".join(parts)


def read_forms(kept: Any) -> Forms:
    """The fields in the mapping `kept`. Raises KeyError, TypeError or ValueError if they are damaged."""
    levels = [(line, int(level)) for level, lines in kept.get("levels", {}).items() for line in numbers(lines)]
    joins = [
        Join(int(line) - 1, int(column) - 1, _SEPARATORS[name])
        for name, places in kept.get("joined", {}).items()
        for line, column in (place.split(":") for place in places.split(", "))
    ]
    return {
        "levels": tuple(sorted(levels)),
        "joins": tuple(sorted(joins, key=lambda join: join.line)),
        "preformatted": tuple(map(numbers, kept.get("preformatted", ()))),
        "strong": tuple(
            StrongText(int(item["line"]) - 1, int(item["column"]) - 1, str(item["text"]))
            for item in kept.get("strong", ())
        ),
    }


def _places(joins: Iterable[Join]) -> str:
    """Where each line begins in its paragraph: `7:72, 8:139`, which count from 1."""
    return ", ".join(f"{join.line + 1}:{join.column + 1}" for join in joins)
