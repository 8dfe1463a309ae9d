"""All findings, and the report on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from beilin.doctor import folder, publishing, system
from beilin.doctor.finding import Finding


def collect_findings(root: Path) -> list[Finding]:
    """What the archive at `root` and this machine have and lack. Leaves no file behind."""
    settings, config = folder.settings(root)
    return [
        system.python(),
        system.packages(),
        settings,
        folder.write_access(root),
        folder.free_space(root),
        folder.file_times(root),
        folder.change_events(root),
        system.chinese_font(),
        system.browser(),
        system.editor(),
        *publishing.findings(root, config),
    ]


def is_usable(findings: Iterable[Finding]) -> bool:
    """Whether the archive can be built and served here."""
    return all(finding.state != "missing" for finding in findings)


def describe(findings: list[Finding]) -> Iterator[str]:
    """A line for each finding, followed by a line with what to do."""
    width = max(len(finding.subject) for finding in findings)
    for finding in findings:
        yield f"{finding.state:<8}  {finding.subject:<{width}}  {finding.detail}"
        if finding.hint:
            yield f"{'':<8}  {'':<{width}}  {finding.hint}"
