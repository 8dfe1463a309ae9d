"""How well the importer handles composed sources, by kind.

python3 -m tests.importing.corpus.measure [COUNT] prints the figures in docs/import.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field

from beilin.importing.convert import convert
from beilin.importing.record.fingerprints import fingerprint
from tests.importing.corpus.compose import Composed, Line, compose
from tests.importing.support import CONVERSION

SOURCES = 2000
# What precedes and ends each line, and what begins the file: indents, invisible characters, line ends, a byte order mark.
DAMAGE = (("", "\n", ""), ("\u3000\u3000", "\r\n", ""), ("\u200b", "\n\n", "\ufeff"), ("\x07", " \r", ""))


@dataclass(slots=True)
class Figures:
    """Counts by kind, and what went wrong, as `seed: kind: text`."""

    total: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    def count(self, name: str, where: str, *, is_right: bool) -> None:
        self.total[name] += 1
        self.right[name] += is_right
        if not is_right:
            self.wrong.append(f"{where}: {name}")

    def share(self, beginning: str) -> float:
        """The share of right results among the kinds with that beginning."""
        names = [name for name in self.total if name.startswith(beginning)]
        return sum(self.right[name] for name in names) / sum(self.total[name] for name in names)

    def table(self) -> str:
        rows = [
            f"| {name} | {self.total[name]:,} | {self.right[name] / self.total[name]:.1%} |"
            for name in sorted(self.total)
        ]
        ends = [f"| genuine lines lost | | {len(self.lost)} |", f"| invented facts | | {len(self.invented)} |"]
        return "\n".join(["| what | how many | right |", "| --- | ---: | ---: |", *rows, *ends]) + "\n"


def measure(sources: int = SOURCES) -> Figures:
    """The figures of that many sources."""
    figures = Figures()
    for seed in range(sources):
        _measure(seed, compose(seed), figures)
    return figures


def _measure(seed: int, source: Composed, figures: Figures) -> None:
    indent, end, mark = DAMAGE[seed % len(DAMAGE)]
    data = (mark + "".join(f"{indent}{line.text}{end}" for line in source.lines)).encode()
    conversion, problems = convert("source.txt", data, CONVERSION)
    assert conversion is not None, (seed, problems)
    record = conversion.record
    items = {number for row in record.lists for number in row}
    aside, stated = {entry.line for entry in record.set_aside}, {entry.line for entry in record.facts}
    numbers = [number for number in range(record.lines) if number not in record.blank]
    for number, line in zip(numbers, source.lines, strict=True):
        actual = (
            "noise" if number in aside else "meta" if number in stated else "item" if number in items
            else "heading" if number in record.headings else "body"
        )  # fmt: skip
        _count(f"{seed} line {number + 1} {line.text!r} became {actual}", line, actual, figures)
    facts = {entry.key: entry.values for entry in record.facts}
    for key, values in source.facts.items():
        figures.count(f"fact: {key}", f"{seed}: {values} was {facts.get(key)}", is_right=facts.get(key) == values)
    figures.invented += [f"{seed}: {key} {values}" for key, values in facts.items() if source.facts.get(key) != values]
    by_line = dict(zip(record.body, conversion.record.fingerprints, strict=True))
    for number, line in zip(numbers, source.lines, strict=True):
        if line.role in ("heading", "item") and number in by_line:
            is_right = by_line[number] == fingerprint(line.content)
            figures.count("structure: marker stripped", f"{seed} line {number + 1} {line.text!r}", is_right=is_right)
    figures.count("language", f"{seed}: {record.language}", is_right=record.language == source.language)


def _count(where: str, line: Line, actual: str, figures: Figures) -> None:
    group = {"noise": "noise", "meta": "byline", "heading": "structure", "item": "structure", "body": "kept"}[line.role]
    figures.count(f"{group}: {line.kind}", where, is_right=actual == line.role)
    if line.role in ("body", "heading", "item") and actual in ("noise", "meta"):
        figures.lost.append(where)


if __name__ == "__main__":
    measured = measure(int(sys.argv[1]) if len(sys.argv) > 1 else SOURCES)
    sys.stdout.write(measured.table())
    sys.stderr.write("\n".join(measured.wrong[:60]) + "\n")
