"""Lines of a body that the importer would have set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from beilin.checking.occurrences import MAX_SOURCE
from beilin.files.regular import read_regular
from beilin.importing.classify.noise.rules import STRAY_TIMESTAMP, find_noise
from beilin.importing.classify.noise.stamped_flashes import STAMPED_FLASH
from beilin.importing.record.any_record import read_any_record
from beilin.importing.record.fingerprints import fingerprint
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.record.migration_record import MigrationRecord
from beilin.importing.source.lines import clean_line
from beilin.layout import import_record_path
from beilin.problems.problem import Problem

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def noise_problems(root: Path, path: str, lines: Sequence[str], first_line: int) -> tuple[list[Problem], bool]:
    """A warning for each line that looks like noise, unless the import record says that it belongs to the article.

    An article from the site of another generator has what its editor published there, so nothing in it is noise.

    `lines` are the body's, the first of which has the number `first_line` in the file. The second value is whether the
    import record was consulted.
    """
    kept: frozenset[str] | None = None  # the lines that the import kept, or an editor restored, once they are read
    problems: list[Problem] = []
    sure, doubts = find_noise([clean_line(number, line) for number, line in _prose(lines)])
    findings = [*sure.values(), *(doubt for doubt in doubts if doubt.rule in (STAMPED_FLASH, STRAY_TIMESTAMP))]
    for finding in sorted(findings, key=lambda finding: finding.line):
        if kept is None:
            record = _record(root, path)
            if isinstance(record, MigrationRecord):
                return [], True
            kept = frozenset(record.fingerprints if record else ())
        text = lines[finding.line]
        if fingerprint(text.strip()) in kept:
            continue
        column = len(text) - len(text.lstrip()) + 1
        message = f"this looks like another site's text ({finding.rule}: {finding.evidence})"
        hint = "Remove it, or leave it if it belongs to the article: this is only a warning."
        problems.append(Problem("noise", message, path, first_line + finding.line, column, hint, text[:MAX_SOURCE]))
    return problems, kept is not None


def _record(root: Path, path: str) -> ImportRecord | MigrationRecord | None:
    try:
        return read_any_record(read_regular(root / import_record_path(path)))
    except (OSError, ValueError):
        return None


def _prose(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines outside fenced code, with their numbers."""
    fence = ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
        elif match:
            fence = match[1]
        else:
            yield number, line
