"""All findings, and the lines that tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from beilin.doctor import folder, publishing, system
from beilin.doctor.finding import Finding


def examine(root: Path) -> list[Finding]:
    """What the archive at `root` and this machine have and lack. Leaves nothing behind."""
    settings, config = folder.settings(root)
    return [
        system.python(),
        system.packages(),
        settings,
        folder.writing(root),
        folder.free_space(root),
        folder.times(root),
        folder.watching(root),
        system.chinese_font(),
        system.browser(),
        system.editor(),
        *publishing.look(root, config),
    ]


def is_well(findings: Iterable[Finding]) -> bool:
    """Whether the archive can be built and served here."""
    return all(finding.state != "missing" for finding in findings)


def describe(findings: list[Finding]) -> Iterator[str]:
    """A line for each finding, and under it what to do."""
    width = max(len(finding.what) for finding in findings)
    for finding in findings:
        yield f"{finding.state:<8}  {finding.what:<{width}}  {finding.words}"
        if finding.hint:
            yield f"{'':<8}  {'':<{width}}  {finding.hint}"
