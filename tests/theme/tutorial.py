"""The steps of docs/themes-tutorial.md, taken out of the document as files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.theme.conftest import ROOT

DOCUMENT = ROOT / "docs/themes-tutorial.md"
SETTINGS = "site.yaml"
# A file: its path in a line of its own, and a block of code below it.
FILE = re.compile(r"^`([\w./-]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """A step of the tutorial."""

    title: str  # without its number
    files: dict[str, str]  # by their path in the archive; of `site.yaml` only the lines to be added


def steps() -> list[Step]:
    """All steps, in order."""
    parts = re.split(r"^## \d+\. (.*)\n", DOCUMENT.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [
        Step(title, dict(FILE.findall(text.split("\n## ")[0])))
        for title, text in zip(parts[::2], parts[1::2], strict=True)
    ]


def follow(root: Path, step: Step) -> None:
    """Do in the archive at `root` what the step says; its settings are without a theme and a menu at first."""
    for name, text in step.files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.read_text("utf-8") + text if name == SETTINGS else text, "utf-8")
