"""Sources of a kind in tests: what is read from their bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from beilin.importing.formats.table import FORMATS, FormatSettings
from beilin.importing.model import Document, Item
from beilin.problems.problem import Problem


@dataclass(frozen=True)
class Read:
    """Everything that a kind makes of a source."""

    items: list[Item]
    documents: list[Document]
    problems: list[Problem]

    @property
    def document(self) -> Document:
        """The only one."""
        (document,) = self.documents
        return document


def read_source(kind: str, path: Path, settings: FormatSettings | None = None) -> Read:
    """The items of the source, their documents, and the problems of either."""
    module = next(known for known in FORMATS if known.name == kind).load()
    settings = settings or FormatSettings()
    read = Read([], [], [])
    for item in module.items(path, path.name, settings):
        if isinstance(item, Problem):
            read.problems.append(item)
            continue
        read.items.append(item)
        document = module.document(item, settings)
        if isinstance(document, Problem):
            read.problems.append(document)
        else:
            read.documents.append(document)
    return read


def reader_of(kind: str, tmp_path: Path, name: str) -> Callable[..., Read]:
    """A function that reads bytes as a source of the kind."""

    def read(data: bytes | str, settings: FormatSettings | None = None) -> Read:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_source(kind, path, settings)

    return read


def facts_of(document: Document) -> dict[str, tuple[str, ...]]:
    """The values of the facts by key."""
    return {fact.key: fact.values for fact in document.facts}


def body_of(document: Document) -> list[str]:
    """The Markdown of the blocks of the article."""
    stating = {fact.line for fact in document.facts}
    return [block.markdown for n, block in enumerate(document.blocks) if n not in document.noise and n not in stating]


def set_aside(document: Document) -> dict[str, str]:
    """The texts that are not part of the article, by rule and evidence."""
    return {
        f"{finding.rule}: {finding.evidence}": document.blocks[number].text
        for number, finding in document.noise.items()
    }
