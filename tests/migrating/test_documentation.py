"""docs/migrating.md speaks of every generator and every kind of note."""

from __future__ import annotations

from pathlib import Path

from beilin.migrating.generators.table import GENERATORS
from beilin.migrating.notes import NOTE_KINDS

TEXT = (Path(__file__).parents[2] / "docs/migrating.md").read_text("utf-8")


def test_every_generator_has_a_section() -> None:
    headings = {line.removeprefix("### ").lower() for line in TEXT.splitlines() if line.startswith("### ")}
    assert {generator.name for generator in GENERATORS} <= headings


def test_every_kind_of_note_is_explained() -> None:
    table = TEXT[TEXT.index("## What a note means") :]
    assert not [kind for kind in NOTE_KINDS if f"`{kind}`" not in table]
