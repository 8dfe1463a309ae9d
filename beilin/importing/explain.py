"""For every line of a source: what was decided, by which rule, on what evidence, and what came second."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from beilin.importing.account import Account
from beilin.importing.account_file import read_account
from beilin.importing.encodings import decode_source
from beilin.importing.known import Known
from beilin.importing.lines import SourceLine, split_lines
from beilin.importing.noise import RULES, Finding
from beilin.importing.run import Converted, Settings, Task, convert_task, look
from beilin.importing.site_rules import site_candidates
from beilin.problems.formats import format_problem

SHOWN = 48  # characters of a line


def explain_source(source: Path, settings: Settings) -> tuple[list[str], bool]:
    """The lines to print, and whether the source can be imported. Nothing is written."""
    found = look(source, settings, Known())
    done = convert_task(found, settings) if isinstance(found, Task) else found
    if not isinstance(done, Converted) or not isinstance(found, Task):
        report = done.report if isinstance(done, Converted) else done
        return [line for problem in report.problems for line in format_problem(problem).splitlines()], False
    account = read_account(done.account)
    decoded, _ = decode_source(found.name, found.data, settings.encoding)
    lines, _ = split_lines(found.name, decoded.text if decoded else "")
    told = [f"{found.shown}: {account.encoding}, {account.lines} lines → {done.path}"]
    candidates = _candidates(lines, settings)
    for line in lines:
        told += _explain(line, account, candidates.get(line.number, []))
    return told, True


def _candidates(lines: Sequence[SourceLine], settings: Settings) -> dict[int, list[Finding]]:
    """All that any rule of noise found of each line, in the order in which they are asked."""
    findings = site_candidates(lines, settings.site_rules) if settings.site_rules else []
    findings += [finding for rule in RULES for finding in rule(lines)]
    found: dict[int, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.line, []).append(finding)
    return found


def _explain(line: SourceLine, account: Account, candidates: Sequence[Finding]) -> list[str]:
    decision, rule, evidence = _decision(line.number, account)
    told = [f"{line.number + 1:>5}  {decision}{f', {rule}' if rule else ''}: {_shown(line.raw)}"]
    if evidence:
        told.append(f"       evidence: {evidence}")
    told += [
        f"       taken out: {piece.rule} {piece.text!r} at column {piece.column + 1}"
        for piece in account.taken
        if piece.line == line.number
    ]
    others = [finding for finding in candidates if finding.rule != rule]
    if decision == "blank":
        return told
    if others:
        weak = "" if others[0].is_sure else ", not sure"
        told.append(f"       second: {others[0].rule}{weak}: {others[0].evidence}")
    elif decision != "paragraph":
        told.append("       second: paragraph, for no other rule speaks of it")
    return told


def _decision(number: int, account: Account) -> tuple[str, str, str]:
    """What became of the line, by which rule, on what evidence."""
    for item in account.set_aside:
        if item.line == number:
            return "set aside", item.rule, item.evidence
    facts = [f"{fact.key} = {', '.join(fact.values)}" for fact in account.stated if fact.line == number]
    if facts:
        return "front matter", "byline", "; ".join(facts)
    if number in account.blank:
        return "blank", "", ""
    doubt = "; ".join(item.why for item in account.review if item.line == number)
    for items in account.lists:
        if number in items:
            return "list item", "numbered row", doubt or f"item {items.index(number) + 1} of {len(items)}"
    if number in account.headings:
        return "heading", "heading", doubt
    return "paragraph", "", doubt


def _shown(text: str) -> str:
    piece = "".join(c if c.isprintable() or c == "\u3000" else ascii(c)[1:-1] for c in text[:SHOWN])
    return piece + "…" * (len(text) > SHOWN)
