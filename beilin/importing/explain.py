"""Why each line of a source goes where it goes: the decision, its rule, the evidence, and the runner-up."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from beilin.importing.archive.import_index import ImportIndex
from beilin.importing.classify.noise.rules import RULES
from beilin.importing.classify.site_rules import site_candidates
from beilin.importing.convert_document import convert_document
from beilin.importing.explain_document import explain_document
from beilin.importing.formats.recognise import recognise
from beilin.importing.formats.table import Format, FormatSettings
from beilin.importing.model import Finding
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.record.record_file import read_import_record
from beilin.importing.report import ImportReport
from beilin.importing.settings import ImportSettings
from beilin.importing.source.lines import SourceLine, read_source_text
from beilin.importing.steps import convert_task, prepare
from beilin.importing.tasks import ImportTask
from beilin.problems.controls import printable
from beilin.problems.formats import format_problem
from beilin.problems.problem import Problem, has_errors

_MAX_SNIPPET = 48  # characters of a line


def explain_source(source: Path, settings: ImportSettings) -> tuple[list[str], bool]:
    """The lines to print, and whether the source can be imported. Nothing is written."""
    display_name = os.fsencode(source).decode(errors="replace")
    try:
        found = recognise(source, display_name)
    except OSError:
        found = None  # `prepare` says what is wrong
    if isinstance(found, Format):
        return _explain_items(source, display_name, found, settings)
    task = prepare(source, settings, ImportIndex())
    if not isinstance(task, ImportTask):
        return _written_out(task.problems), False
    converted = convert_task(task, settings)
    if isinstance(converted, ImportReport):
        return _written_out(converted.problems), False
    record = read_import_record(converted.record)
    text, _ = read_source_text(task.name, task.data, settings.conversion.encoding)
    lines = text.lines if text else ()
    output = [f"{task.display_name}: {record.encoding}, {record.lines} lines → {converted.article}"]
    candidates = _candidates(lines, settings)
    for line in lines:
        output += _explain(line, record, candidates.get(line.number, []))
    return output, True


def _explain_items(source: Path, display_name: str, kind: Format, settings: ImportSettings) -> tuple[list[str], bool]:
    """The same for each article in a source of blocks."""
    module, conversion = kind.load(), settings.conversion
    reading = FormatSettings(conversion.encoding, site_rules=conversion.site_rules)
    output: list[str] = []
    problems: list[Problem] = []
    for item in module.items(source, display_name, reading):
        document = item if isinstance(item, Problem) else module.document(item, reading)
        if isinstance(item, Problem) or isinstance(document, Problem):
            problems += [part for part in (item, document) if isinstance(part, Problem)][-1:]
            continue
        converted, found = convert_document(item, document, conversion)
        problems += found
        if converted:
            place = f", {item.place}" if item.place else ""
            count = len(document.blocks)
            output.append(f"{display_name}{place}: {document.encoding}, {count} blocks → {converted.article}")
            output += explain_document(document, converted.record)
    return output + _written_out(problems), not has_errors(problems)


def _written_out(problems: Sequence[Problem]) -> list[str]:
    return [line for problem in problems for line in format_problem(problem).splitlines()]


def _candidates(lines: Sequence[SourceLine], settings: ImportSettings) -> dict[int, list[Finding]]:
    """All findings of the noise rules about each line, in the order in which the rules run."""
    site_rules = settings.conversion.site_rules
    findings = site_candidates(lines, site_rules) if site_rules else []
    findings += [finding for rule in RULES for finding in rule(lines)]
    by_line: dict[int, list[Finding]] = {}
    for finding in findings:
        by_line.setdefault(finding.line, []).append(finding)
    return by_line


def _explain(line: SourceLine, record: ImportRecord, candidates: Sequence[Finding]) -> list[str]:
    decision, rule, evidence = _decision(line.number, record)
    output = [f"{line.number + 1:>5}  {decision}{f', {rule}' if rule else ''}: {_snippet(line.raw)}"]
    if evidence:
        output.append(f"       evidence: {evidence}")
    output += [
        f"       stripped: {piece.rule} {piece.text!r} at column {piece.column + 1}"
        for piece in record.stripped_from(line.number)
    ]
    others = [finding for finding in candidates if finding.rule != rule]
    if decision == "blank":
        return output
    if others:
        certainty = "" if others[0].is_sure else ", uncertain"
        output.append(f"       second: {others[0].rule}{certainty}: {others[0].evidence}")
    elif decision != "paragraph":
        output.append("       second: paragraph, because no other rule matches")
    return output


def _decision(number: int, record: ImportRecord) -> tuple[str, str, str]:
    """What became of the line, by which rule, on what evidence."""
    for item in record.set_aside:
        if item.line == number:
            return "set aside", item.rule, item.evidence
    facts = [f"{fact.key} = {', '.join(fact.values)}" for fact in record.facts if fact.line == number]
    if facts:
        return "front matter", "byline", "; ".join(facts)
    if number in record.blank:
        return "blank", "", ""
    doubt = "; ".join(item.why for item in record.review if item.line == number)
    for items in record.lists:
        if number in items:
            return "list item", "numbered list", doubt or f"item {items.index(number) + 1} of {len(items)}"
    if number in record.headings:
        return "heading", "heading", doubt
    return "paragraph", "", doubt


def _snippet(text: str) -> str:
    return printable(text[:_MAX_SNIPPET]) + "…" * (len(text) > _MAX_SNIPPET)
