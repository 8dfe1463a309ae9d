"""All findings, and the report on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from beilin.doctor import folder, publishing, system
from beilin.doctor.finding import Finding
from beilin.problems.formats import display_width
from beilin.problems.wording import for_user


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
    """A line for each finding, followed by a line with what to do, in the user's language."""
    subjects = [for_user(finding.subject) for finding in findings]
    states = [for_user(finding.state) for finding in findings]
    width, indent = max(map(display_width, subjects)), max(8, *map(display_width, states))
    for finding, state, subject in zip(findings, states, subjects, strict=True):
        state += " " * (indent - display_width(state))
        yield f"{state}  {subject}{' ' * (width - display_width(subject))}  {for_user(finding.detail)}"
        if finding.hint:
            yield f"{'':<{indent}}  {'':<{width}}  {for_user(finding.hint)}"
