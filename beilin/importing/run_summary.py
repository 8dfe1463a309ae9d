"""The summary of a run: a line of JSON per source, and what an editor should look at first."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

from beilin.importing.model import NOWHERE
from beilin.importing.report import ImportReport

MAX_LISTED = 20
_MAX_NUMBERS = 8
_NOT_SOURCES = ("skipped", "noted")
_WEIGHT_OF_OUTCOME = {"refused": 1000, "duplicate": 500, "changed": 400}

_WEIGHT_OF_PROBLEM, _WEIGHT_OF_NOTE = 50, 2


@dataclass(frozen=True, slots=True)
class ReviewNeed:
    """Why an editor should look at a source, and how urgently."""

    source: str
    article: str
    weight: int
    reasons: tuple[str, ...]


def review_need_of(report: ImportReport) -> ReviewNeed | None:
    """What an editor should look at; None if there is nothing."""
    if report.outcome in _WEIGHT_OF_OUTCOME:
        messages = tuple(problem.message for problem in report.problems)
        return ReviewNeed(report.source, report.article, _WEIGHT_OF_OUTCOME[report.outcome], messages)
    points = _WEIGHT_OF_NOTE if report.outcome == "noted" else _WEIGHT_OF_PROBLEM
    reasons: list[tuple[int, str]] = [(points, problem.message) for problem in report.problems]
    if report.outcome in ("written", "would write"):
        aside = sum(report.set_aside.values())
        if aside > report.kept and report.unit == "line":  # pages have more around the article than in it
            reasons.append((20, f"{aside} lines set aside, only {report.kept} kept"))
        if report.review:
            reasons.append((3 * len(report.review), f"doubtful: {_doubts(report)}"))
        if not report.language:
            reasons.append((4, "the language is not clear from the text"))
        if report.title_proposed:
            reasons.append((1, "the title is proposed"))
    if not reasons:
        return None
    weight = sum(points for points, _ in reasons)
    return ReviewNeed(report.source, report.article, weight, tuple(reason for _, reason in reasons))


def log_line(report: ImportReport) -> str:
    """The report as one line of JSON; the same report always gives the same line."""
    need = review_need_of(report)
    entry = {
        "source": report.source,
        "kind": report.kind or "text",
        "outcome": report.outcome,
        "article": report.article,
        "sha256": report.sha256,
        "encoding": report.encoding,
        "language": report.language,
        "title": report.title,
        "title_proposed": report.title_proposed,
        "tags": report.tags,
        "kept": report.kept,
        "front_matter": report.front_matter,
        "blank": report.blank,
        "headings": report.headings,
        "lists": report.lists,
        "images": report.images,
        "set_aside": report.set_aside,
        "review": [
            {report.unit: item.line + 1, "why": item.why} if item.line != NOWHERE else {"why": item.why}
            for item in report.review
        ],
        "problems": [
            {
                "code": p.code,
                "severity": p.severity,
                "message": p.message,
                "file": p.file,
                "line": p.line,
                "hint": p.hint,
            }
            for p in report.problems
        ],
        "need": need.weight if need else 0,
    }
    return json.dumps(entry, ensure_ascii=False)


@dataclass(slots=True)
class RunSummary:
    """What is remembered of a run; it does not grow with the number of its articles."""

    outcomes: Counter[str] = field(default_factory=Counter)
    needs: list[ReviewNeed] = field(default_factory=list)  # the most urgent ones, and perhaps a few more
    need_count: int = 0


def add_report(summary: RunSummary, report: ImportReport) -> None:
    """Count the report, and remember its need for review if that is among the most urgent."""
    summary.outcomes[report.outcome] += 1
    if need := review_need_of(report):
        summary.need_count += 1
        summary.needs.append(need)
        if len(summary.needs) >= 2 * MAX_LISTED:
            summary.needs = _most_urgent(summary.needs)


def describe_run(summary: RunSummary, what: str = "sources") -> list[str]:
    """The run in a few lines: `what` was imported by outcome, and what needs review, the most urgent first."""
    outcomes = {outcome: count for outcome, count in summary.outcomes.items() if outcome not in _NOT_SOURCES}
    counted = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
    lines = [f"{sum(outcomes.values())} {what}: {counted or 'none'}"]
    if others := summary.outcomes["skipped"]:
        lines.append(f"{others} other files in the folders were skipped; name a file to import it")
    if summary.need_count:
        lines.append(f"to review, the most urgent of {summary.need_count} first:")
    for need in _most_urgent(summary.needs):
        is_written = need.article and need.weight < min(_WEIGHT_OF_OUTCOME.values())
        lines.append(f"  {need.article if is_written else need.source}: {'; '.join(need.reasons)}")
    if summary.need_count > MAX_LISTED:
        lines.append(f"  and {summary.need_count - MAX_LISTED} more; --log FILE.jsonl lists all")
    return lines


def _most_urgent(needs: list[ReviewNeed]) -> list[ReviewNeed]:
    return sorted(needs, key=lambda need: (-need.weight, need.source))[:MAX_LISTED]


def _doubts(report: ImportReport) -> str:
    """The numbers of the lines or blocks that are doubtful; the reasons of what concerns the whole document."""
    numbers = [str(item.line + 1) for item in report.review if item.line != NOWHERE]
    shown = ", ".join(numbers[:_MAX_NUMBERS]) + (", …" if len(numbers) > _MAX_NUMBERS else "")
    unit = report.unit if len(numbers) == 1 else f"{report.unit}s"
    whole = [item.why for item in report.review if item.line == NOWHERE]
    return "; ".join([*([f"{unit} {shown}"] if numbers else []), *whole])
