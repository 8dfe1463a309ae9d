"""How well whole pages pasted as text are read: NN-name.txt, and in NN-name.truth.json what a careful editor finds.

python3 -m tests.importing.pastes.measure prints what is wrong in each.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.importing.support import converted

PASTES = tuple(sorted(Path(__file__).parent.glob("*.txt")))


@dataclass(frozen=True, slots=True)
class Reading:
    """How a paste was read, against its truth."""

    wrong: tuple[str, ...]  # the facts that differ: `title: 'x' instead of 'y'`
    lost: tuple[int, ...]  # lines of the article that were set aside or taken as facts, from 1
    offered_wrongly: tuple[int, ...]  # lines of the article that are proposed for setting aside
    left: tuple[int, ...]  # lines that are not the article's, and neither set aside, facts nor proposed

    @property
    def has_title(self) -> bool:
        return not any(fact.startswith("title") for fact in self.wrong)


def read_paste(path: Path) -> Reading:
    """Import the paste and compare."""
    truth = json.loads(path.with_suffix(".truth.json").read_text("utf-8"))
    conversion = converted(path.read_text("utf-8"), path.name)
    record = conversion.record
    facts = {fact.key: fact.values for fact in record.facts}
    read = {
        "title": conversion.title,
        "date": "".join(facts.get("date", ())) or None,
        "authors": list(facts.get("author", ())),
        "source": "".join(facts.get("source", ())) or None,
    }
    wrong = tuple(f"{key}: {read[key]!r} instead of {truth[key]!r}" for key in read if read[key] != truth[key])
    ranges = (part.split("-") for part in truth["article"].split(", "))
    article = {line for first, last in ranges for line in range(int(first), int(last) + 1)}
    body = {line + 1 for line in record.body}
    proposed = {
        line + 1
        for item in record.review
        if item.proposal == "set aside"
        for line in range(item.line, (item.line if item.until is None else item.until) + 1)
    }
    filled = {line + 1 for line in range(record.lines)} - {line + 1 for line in record.blank}
    return Reading(
        wrong,
        tuple(sorted((article & filled) - body)),
        tuple(sorted(article & proposed)),
        tuple(sorted(body - article - proposed)),
    )


if __name__ == "__main__":
    readings = {path.stem: read_paste(path) for path in PASTES}
    for name, reading in readings.items():
        sys.stdout.write(f"{name}: {reading}\n")
    sys.stdout.write(f"titles: {sum(reading.has_title for reading in readings.values())} of {len(readings)}\n")
