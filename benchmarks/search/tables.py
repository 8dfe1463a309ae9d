"""Measurements of the search → Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.measure import Measure
from benchmarks.search.builds import Edit, Files
from benchmarks.search.recall import Quality
from benchmarks.search.values import NETWORKS, Network, Transfer


@dataclass(frozen=True, slots=True)
class Built:
    """An index, and what making it took."""

    label: str
    cpu: float  # seconds
    memory: int  # bytes, of all processes
    files: Files


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose first column is text and whose others are numbers."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def index_table(built: Sequence[Built], text: int) -> str:
    """What the indexes take; with two, the ratio of the first to the second."""
    rows: list[tuple[str, list[float], str]] = [
        ("processor time, s", [one.cpu for one in built], ".2f"),
        ("memory of all processes, MB", [one.memory / 1e6 for one in built], ",.0f"),
        ("size, MB", [one.files.size / 1e6 for one in built], ".1f"),
        ("size as a share of the text", [one.files.size / text for one in built], ".2f"),
        ("files", [one.files.count for one in built], ",.0f"),
        ("largest file, KB", [one.files.largest / 1e3 for one in built], ".0f"),
    ]
    head = ["index", *(one.label for one in built), *(["ratio"] if len(built) > 1 else [])]
    return table(head, [_row(name, values, form) for name, values, form in rows])


def _row(name: str, values: Sequence[float], form: str) -> list[str]:
    ratios = [f"{values[0] / values[1]:.2f}"] if len(values) > 1 else []
    return [name, *(f"{value:{form}}" for value in values), *ratios]


def added_table(first: tuple[Measure, Measure, Files], edits: Mapping[str, Edit]) -> str:
    """What the search adds to builds. `first`: the builds from nothing without and with it, and the index."""
    without, searched, files = first
    rows = [["first build", *_added(without, searched), f"{files.count:,}", f"{files.size / 1e3:,.0f}", "–"]]
    for case, edit in edits.items():
        changed = edit.changed
        rows.append(
            [
                case,
                *_added(edit.without, edit.searched),
                f"{changed.count:,}",
                f"{changed.size / 1e3:,.0f}",
                f"{edit.removed:,}",
            ]
        )
    head = ["build", "wall without, s", "with, s", "CPU without, s", "with, s", "files written", "KB", "files removed"]
    return table(head, rows)


def _added(without: Measure, searched: Measure) -> list[str]:
    return [f"{value:.2f}" for value in (without.wall, searched.wall, without.cpu, searched.cpu)]


def quality_table(
    own: Mapping[str, tuple[Quality, Quality]], pagefind: Mapping[str, tuple[Quality, Quality]], label: str
) -> str:
    """What is found. `own`: before and after the proof; `pagefind`: as typed and in quotation marks."""
    head = ["pieces", "recall", "precision before", "after the proof", "same list for twins, before", "after"]
    if pagefind:
        head += [f"{label}: recall", "precision", "in quotation marks: recall", "precision"]
    rows = []
    for name, (before, after) in own.items():
        row = [min(before.recall, after.recall), before.precision, after.precision, before.twins or 0, after.twins or 0]
        if name in pagefind:
            row += [value for one in pagefind[name] for value in (one.recall, one.precision)]
        rows.append([name, *(_share(value) for value in row)])
    return table(head, rows)


def _share(value: float) -> str:
    """The share to three digits; 1 only if it is exactly 1."""
    return "1" if value == 1 else f"{min(value, 0.999):.3f}"


def transfer_table(transfers: Mapping[str, Sequence[Transfer]]) -> str:
    """What queries transfer, by the label of the search."""
    head = ["search", "until ten titles, median, KB", "95th percentile", "until five snippets, median, KB",
            "95th percentile", "requests before cards, most"]  # fmt: skip
    rows = []
    for label, own in transfers.items():
        columns = ([one.titles / 1e3 for one in own], [one.snippets / 1e3 for one in own])
        cells = [f"{value:.0f}" for column in columns for value in (median(column), percentile(column, 95))]
        rows.append([label, *cells, str(max(one.requests for one in own))])
    return table(head, rows)


def latency_table(times: Mapping[str, Mapping[Network, Sequence[float]]]) -> str:
    """Milliseconds until the first title, by the label of the search."""
    head = ["search", *(f"{network.label}: {what}" for network in NETWORKS for what in ("median, ms", "worst"))]
    rows = [
        [label, *(f"{value:.0f}" for network in NETWORKS for value in (median(own[network]), max(own[network])))]
        for label, own in times.items()
    ]
    return table(head, rows)


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least that share of the values do not exceed."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * percent // 100) - 1)]
