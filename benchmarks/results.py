"""Measurements → Markdown tables, and inserting them into RESULTS.md."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks.checks import Pages
from benchmarks.measure import Measure
from benchmarks.rounds import CASES
from benchmarks.serving import Saves
from benchmarks.tools.tool import Tool

HEAD = """\
# Results

Written by `python -m benchmarks.run --write`, `benchmarks.themes`, `benchmarks.growth` and
`benchmarks.search.run --date`; README.md beside this file says what is measured, and what cannot be compared. Times are
medians of the rounds, followed by the minimum and maximum; memory was measured in a separate round. A column of ratios
is to Hugo with the plain templates.
"""
REFERENCE = "hugo"
_SECTION = re.compile(r"(?m)^## ")


def build_tables(
    tools: Sequence[Tool],
    versions: Mapping[str, str],
    measures: Mapping[str, Mapping[str, list[Measure]]],
    pages: Mapping[str, Pages],
) -> str:
    """A table for each case."""
    parts = []
    for case in CASES:
        lines = [f"### {case[0].upper()}{case[1:]}", "",
                 "| tool | wall, s | ratio | CPU, s | ratio | memory, MB | ratio |",
                 "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]  # fmt: skip
        reference = _values(measures[REFERENCE][case]) if REFERENCE in measures else None
        for tool in tools:
            values = _values(measures[tool.name][case])
            spread = sorted(one.wall for one in measures[tool.name][case] if one.memory is None)
            wall = f"{values[0]:.2f} ({spread[0]:.2f}–{spread[-1]:.2f})"
            ratios = [f"{own / other:.2f}" for own, other in zip(values, reference or values, strict=True)]
            ratios = ratios if reference else ["–"] * 3
            cells = [wall, ratios[0], f"{values[1]:.2f}", ratios[1], f"{values[2] / 1e6:.0f}", ratios[2]]
            lines.append(f"| {tool.label} ({versions[tool.name]}) | {' | '.join(cells)} |")
        parts.append("\n".join(lines))
    counts = next(iter(pages.values()))
    parts.append(
        f"Every tool made {counts.article:,} article pages, {counts.tag:,} tag pages and {counts.home:,} home pages, "
        "a feed and a sitemap; a sample of the pages was checked for the complete text."
    )
    parts += [f"{tool.label}: {remark}." for tool in tools for remark in tool.remarks]
    return "\n\n".join(parts)


def _values(measures: Sequence[Measure]) -> tuple[float, float, float]:
    timed = [one for one in measures if one.memory is None]
    memory = max(one.memory or 0 for one in measures)
    return median(one.wall for one in timed), median(one.cpu for one in timed), float(memory)


def serve_table(tools: Sequence[Tool], versions: Mapping[str, str], saves: Mapping[str, Saves]) -> str:
    """The table of saves."""
    reference = median(saves[REFERENCE].seconds) if REFERENCE in saves else None
    lines = ["| tool | median, ms | ratio | 95th percentile, ms | worst, ms | edits | memory, MB |",
             "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]  # fmt: skip
    for tool in tools:
        times = sorted(saves[tool.name].seconds)
        middle = median(times)
        ratio = f"{middle / reference:.2f}" if reference else "–"
        percentile = times[max(0, -(-len(times) * 95 // 100) - 1)]
        memory = saves[tool.name].memory / 1e6
        lines.append(
            f"| {tool.label} ({versions[tool.name]}) | {middle * 1000:.0f} | {ratio} | {percentile * 1000:.0f} "
            f"| {times[-1] * 1000:.0f} | {len(times)} | {memory:.0f} |"
        )
    return "\n".join(lines)


def section(heading: str, date: str, machine: str, command: str, body: str) -> str:
    """A section of RESULTS.md: one size of archive, built or served."""
    return f"## {heading}\n\n{date}, on {machine}. To repeat: `{command}`\n\n{body}\n"


def merge(text: str, new: str) -> str:
    """The text of RESULTS.md with the section added, or replaced if its heading exists; sorted by archive size."""
    sections = [f"## {part.rstrip()}\n" for part in _SECTION.split(text)[1:]]
    heading = new.splitlines()[0]
    sections = [part for part in sections if part.splitlines()[0] != heading] + [new]
    return "\n".join([HEAD, *sorted(sections, key=_order)])


def _order(part: str) -> tuple[int, str]:
    heading = part.splitlines()[0]
    number = re.search(r"[\d,]+", heading)
    return int(number[0].replace(",", "")) if number else 0, heading
