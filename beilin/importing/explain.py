"""Why each line of a source goes where it goes: the decision, its rule, the evidence, and the runner-up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from beilin.importing.archive.import_index import ImportIndex
from beilin.importing.classify.noise.rules import RULES
from beilin.importing.classify.site_rules import site_candidates
from beilin.importing.explain_document import explain_document, snippet_of
from beilin.importing.formats.recognise import TEXT
from beilin.importing.formats.table import format_named
from beilin.importing.loose_images import LooseImage
from beilin.importing.model import Document, Finding
from beilin.importing.prepare import format_settings, prepare
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.record.record_file import read_import_record
from beilin.importing.report import ImportReport
from beilin.importing.settings import ImportSettings
from beilin.importing.source.lines import SourceLine, read_source_text
from beilin.importing.steps import convert_task
from beilin.importing.tasks import ConvertedSource, ImportTask, Source
from beilin.problems.formats import format_problem
from beilin.problems.problem import Problem, has_errors


def explain_source(source: Source, settings: ImportSettings) -> Iterator[tuple[list[str], bool]]:
    """For each article in the source the lines to print, and whether it can be imported. Nothing is written."""
    for task in prepare(source, settings, ImportIndex()):
        if isinstance(task, LooseImage):
            continue
        converted = convert_task(task, settings) if isinstance(task, ImportTask) else task
        if isinstance(task, ImportReport) or isinstance(converted, ImportReport):
            problems = converted.problems if isinstance(converted, ImportReport) else ()
            yield _written_out(problems), not has_errors(problems)
        else:
            yield (_explain_text if task.item.kind == TEXT else _explain_document)(task, converted, settings), True


def _explain_text(task: ImportTask, converted: ConvertedSource, settings: ImportSettings) -> list[str]:
    record = read_import_record(converted.record)
    text, _ = read_source_text(task.item.name, task.item.data, settings.conversion.encoding)
    lines = text.lines if text else ()
    output = [f"{task.item.source}: {record.encoding}, {record.lines} lines → {converted.article}"]
    candidates = _candidates(lines, settings)
    for line in lines:
        output += _explain(line, record, candidates.get(line.number, []))
    return output


def _explain_document(task: ImportTask, converted: ConvertedSource, settings: ImportSettings) -> list[str]:
    document = format_named(task.item.kind).load().document(task.item, format_settings(settings))
    assert isinstance(document, Document)  # it was converted
    head = f"{converted.report.source}: {document.encoding}, {len(document.blocks)} blocks → {converted.article}"
    return [head, *explain_document(document, read_import_record(converted.record))]


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
    output = [f"{line.number + 1:>5}  {decision}{f', {rule}' if rule else ''}: {snippet_of(line.raw)}"]
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
        level = next((f"level {level}" for line, level in record.levels if line == number), "")
        return "heading", "heading", "; ".join(filter(None, (level, doubt)))
    for block in record.preformatted:
        if number in block:
            return "preformatted", "code or a table", f"lines {block[0] + 1} to {block[-1] + 1}"
    join = next((join for join in record.joins if join.line == number), None)
    if join:
        how = "with a space" if join.separator else "without a space"
        return "paragraph", "wrapped text", f"continues the line before, {how}" + (f"; {doubt}" if doubt else "")
    name = next((piece.text for piece in record.strong if piece.line == number), "")
    return ("paragraph", "speaker", name) if name else ("paragraph", "", doubt)
