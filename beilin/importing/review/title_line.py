"""The line or block that an import took for the title, put back into the article as its own words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from beilin.importing.record.import_record import ImportRecord, Neighbour, SetAside, StatedFact
from beilin.importing.undo.moves import restore

_RULE = "title"


def title_line_of(record: ImportRecord) -> StatedFact | None:
    """The line or block that became the title and nothing else; None if the source has none."""
    facts = [fact for fact in record.facts if fact.key == "title" and fact.line >= 0]
    if len(facts) != 1 or any(f.line == facts[0].line and f is not facts[0] for f in record.facts):
        return None
    return facts[0]


def with_title_line(markdown: str, record: ImportRecord) -> tuple[str, ImportRecord]:
    """The article and its record with that line as a paragraph. Raises UndoError if it cannot be placed."""
    fact = title_line_of(record)
    if fact is None:
        return markdown, record
    index = bisect_left(record.body, fact.line)
    before, after = (Neighbour(record.body[n], "") if 0 <= n < len(record.body) else None for n in (index - 1, index))
    entry = SetAside(fact.line, _RULE, "it was taken for the title", fact.text, before, after)
    aside = tuple(sorted([*record.set_aside, entry], key=lambda item: item.line))
    facts = tuple(other for other in record.facts if other is not fact)
    markdown, changed = restore(markdown, replace(record, facts=facts, set_aside=aside), fact.line)
    return markdown, replace(changed, restored=tuple(item for item in changed.restored if item.line != fact.line))
