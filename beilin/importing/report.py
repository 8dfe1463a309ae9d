"""What an import did, for the editor who ran it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from beilin.importing.metadata.tag_suggestions import TagSuggestion
from beilin.importing.record.import_record import Review
from beilin.problems.formats import format_problem
from beilin.problems.problem import Problem

Outcome = Literal["written", "unchanged", "would write", "duplicate", "refused"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome for one source."""

    source: str  # as it was named
    outcome: Outcome
    article: str = ""  # path of the Markdown file from the archive's root; "" if not determined
    problems: tuple[Problem, ...] = ()
    kept: int = 0  # lines, in the body and the front matter
    front_matter: int = 0  # lines
    blank: int = 0
    headings: int = 0
    lists: tuple[int, ...] = ()  # the number of items of each
    set_aside: dict[str, int] = field(default_factory=dict)  # lines, by rule
    title: str = ""
    title_proposed: bool = False
    language: str = ""
    tags: tuple[str, ...] = ()  # as in the front matter
    suggestions: tuple[TagSuggestion, ...] = ()
    review: tuple[Review, ...] = ()
    sha256: str = ""  # of the source's bytes; "" if they could not be read
    encoding: str = ""


def describe_report(report: ImportReport) -> list[str]:
    """The report as lines of text. Lines of the source are counted from 1."""
    lines = [f"{report.source}: {report.outcome}{f' → {report.article}' if report.article else ''}"]
    if report.outcome in ("written", "would write"):
        lines += _describe_conversion(report)
    for problem in report.problems:
        lines += format_problem(problem).splitlines()
    return lines


def _describe_conversion(report: ImportReport) -> list[str]:
    by_rule = ", ".join(f"{count} {rule}" for rule, count in report.set_aside.items())
    counts = [f"{report.kept} kept" + (f" ({report.front_matter} in the front matter)" if report.front_matter else "")]
    counts.append(f"{sum(report.set_aside.values())} set aside" + (f" ({by_rule})" if by_rule else ""))
    if report.blank:
        counts.append(f"{report.blank} blank")
    lines = [f"  lines: {', '.join(counts)}"]
    structure = [f"{report.headings} headings"] if report.headings else []
    structure += [f"a list of {count}" for count in report.lists]
    if structure:
        lines.append(f"  structure: {', '.join(structure)}")
    if report.encoding not in ("", "utf-8"):
        lines.append(f"  encoding: {report.encoding}")
    lines.append(f"  title: {report.title}{' (proposed)' if report.title_proposed else ''}")
    lines.append(f"  language: {report.language or 'not clear from the text'}")
    for tag in report.suggestions:
        label = "tag" if tag.term in report.tags else "not added to the editor's tags"
        times = f", {tag.mentions} mentions" if tag.mentions > 1 else ""
        lines.append(f"  {label}: {tag.term}, because line {tag.line + 1} says “{tag.quote}”{times}")
    if report.tags != tuple(tag.term for tag in report.suggestions):
        lines.append(f"  tags: {', '.join(report.tags) or 'none'}, as chosen by the editor")
    elif not report.suggestions:
        lines.append("  tags: none, because the text mentions no term of the tag authority")
    if report.title_proposed:
        lines.append("  to review: the title; then remove `title_proposed: true`")
    for item in report.review:
        lines += [f"  to review: line {item.line + 1}, {item.why}", f"    {item.text}"]
    return lines
