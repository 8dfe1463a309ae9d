"""What an import did, for the editor who ran it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from beilin.importing.metadata.tag_suggestions import TagSuggestion
from beilin.importing.model import NOWHERE
from beilin.importing.record.import_record import Review
from beilin.problems.formats import format_problem
from beilin.problems.problem import Problem
from beilin.problems.wording import for_user

# "skipped" are files in a folder that are not articles, "noted" is what a source says beside its articles.
Outcome = Literal["written", "unchanged", "would write", "duplicate", "changed", "refused", "skipped", "noted"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome for one source."""

    source: str  # as it was named
    outcome: Outcome
    article: str = ""  # path of the Markdown file from the archive's root; "" if not determined
    problems: tuple[Problem, ...] = ()
    unit: Literal["line", "block"] = "line"  # what is counted: lines of a text, or blocks of any other source
    kept: int = 0  # in the body and the front matter
    front_matter: int = 0
    blank: int = 0
    headings: int = 0
    lists: tuple[int, ...] = ()  # the number of items of each
    images: int = 0  # written beside the article
    set_aside: dict[str, int] = field(default_factory=dict)  # by rule
    title: str = ""
    title_proposed: bool = False
    language: str = ""
    tags: tuple[str, ...] = ()  # as in the front matter
    has_chosen_tags: bool = False  # whether an editor chose them
    suggestions: tuple[TagSuggestion, ...] = ()
    review: tuple[Review, ...] = ()
    sha256: str = ""  # of the source's bytes; "" if they could not be read
    encoding: str = ""
    kind: str = ""  # of the source; "" for plain text


def describe_report(report: ImportReport) -> list[str]:
    """The report as lines of text. Lines of the source are counted from 1."""
    if report.outcome == "noted":
        return [line for problem in report.problems for line in format_problem(problem).splitlines()]
    lines = [f"{report.source}: {for_user(report.outcome)}{f' → {report.article}' if report.article else ''}"]
    if report.outcome in ("written", "would write"):
        lines += _describe_conversion(report)
    for problem in report.problems:
        lines += format_problem(problem).splitlines()
    return lines


def _place(unit: str, item: Review) -> str:
    if item.until is None or item.until == item.line:
        return f"{unit} {item.line + 1}"
    return f"{unit}s {item.line + 1} to {item.until + 1}"


def _describe_conversion(report: ImportReport) -> list[str]:
    by_rule = ", ".join(f"{count} {rule}" for rule, count in report.set_aside.items())
    counts = [f"{report.kept} kept" + (f" ({report.front_matter} in the front matter)" if report.front_matter else "")]
    counts.append(f"{sum(report.set_aside.values())} set aside" + (f" ({by_rule})" if by_rule else ""))
    if report.blank:
        counts.append(f"{report.blank} blank")
    lines = [f"  {report.unit}s: {', '.join(counts)}"]
    structure = [f"{report.headings} headings"] if report.headings else []
    structure += [f"a list of {count}" for count in report.lists]
    structure += [f"{report.images} images"] if report.images else []
    if structure:
        lines.append(f"  structure: {', '.join(structure)}")
    if report.encoding not in ("", "utf-8"):
        lines.append(f"  encoding: {report.encoding}")
    lines.append(f"  title: {report.title}{' (proposed)' if report.title_proposed else ''}")
    lines.append(f"  language: {report.language or 'not clear from the text'}")
    lines += _describe_tags(report)
    if report.title_proposed:
        lines.append("  to review: the title, which is proposed")
    for item in report.review:
        place = f"{_place(report.unit, item)}, " if item.line != NOWHERE else ""
        lines += [f"  to review: {place}{item.why}", *([f"    {item.text}"] if item.text else [])]
    return lines


def _describe_tags(report: ImportReport) -> list[str]:
    lines = []
    for tag in report.suggestions:
        label = "tag" if tag.term in report.tags else "not added to the editor's tags"
        times = f", {tag.mentions} mentions" if tag.mentions > 1 else ""
        lines.append(f"  {label}: {tag.term}, because {report.unit} {tag.line + 1} says “{tag.quote}”{times}")
    suggested = [tag.term for tag in report.suggestions]
    if report.has_chosen_tags and [*report.tags] != suggested:
        lines.append(f"  tags: {', '.join(report.tags) or 'none'}, as chosen by the editor")
    elif stated := [tag for tag in report.tags if tag not in suggested]:
        lines.append(f"  tags: {', '.join(stated)}, as stated in the source")
    elif not suggested:
        lines.append("  tags: none, because the text mentions no term of the tag authority")
    return lines
