"""What an export gives, as text to compare: each article's Markdown, what was set aside, and what editors are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from beilin.importing.convert_document import convert_document
from beilin.importing.formats.table import FormatModule, FormatSettings
from beilin.importing.model import Document, Item
from beilin.problems.problem import Problem
from tests.importing.support import CONVERSION

SETTINGS = FormatSettings()
_PROVENANCE = re.compile(r"^provenance:\n(?: .*\n)*", re.MULTILINE)


def read_export(kind: FormatModule, path: Path) -> Iterator[tuple[Item, Document] | Problem]:
    """The items of the file with their documents, and what is reported."""
    for item in kind.items(path, path.name, SETTINGS):
        if isinstance(item, Problem):
            yield item
            continue
        document = kind.document(item, SETTINGS)
        yield document if isinstance(document, Problem) else (item, document)


def described(kind: FormatModule, path: Path) -> str:
    """Everything that comes of the file."""
    return "\n".join(_describe(result) for result in read_export(kind, path))


def _describe(result: tuple[Item, Document] | Problem) -> str:
    if isinstance(result, Problem):
        return f"=== {result.location}: {result.code}: {result.message}\n"
    item, document = result
    lines = [f"=== {item.name} | {item.place} | line {item.line} | {item.identity}"]
    conversion, problems = convert_document(item, document, CONVERSION)
    if conversion is None:
        return "\n".join([*lines, *(f"{problem.code}: {problem.message}" for problem in problems)]) + "\n"
    lines.append(_PROVENANCE.sub("", conversion.markdown.decode()).rstrip("\n"))
    lines += [f"- {fact.key}: {', '.join(fact.values)} ({fact.evidence})" for fact in document.facts if fact.evidence]
    lines += [
        f"- {finding.rule} ({finding.evidence}): {document.blocks[index].text}"
        for index, finding in sorted(document.noise.items())
    ]
    lines += [f"- {doubt.rule}: {doubt.evidence}" for doubt in document.doubts]
    return "\n".join(lines) + "\n"
