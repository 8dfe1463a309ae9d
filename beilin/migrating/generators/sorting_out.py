"""The files of an old site → its documents, its other published files, and how many are skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from beilin.migrating.model import SourceDocument, SourceFile, Sources


def sort_out(paths: Iterable[str], what_is: Callable[[str], SourceDocument | SourceFile | str]) -> Sources:
    """The sources among the paths, in their order. `what_is` returns the reason for which a path is skipped."""
    documents, files = [], []
    skipped: Counter[str] = Counter()
    for path in sorted(paths):
        match what_is(path):
            case SourceDocument() as document:
                documents.append(document)
            case SourceFile() as file:
                files.append(file)
            case reason:
                skipped[reason] += 1
    return Sources(tuple(documents), tuple(files), dict(skipped))
