"""The folders of beilin/importing are the steps of an import, and a step imports from earlier steps only."""

from __future__ import annotations

from pathlib import Path

import beilin.importing
from tests.step_order import imports_of_later_steps

PACKAGE = Path(beilin.importing.__file__).parent

# In the order of the steps. What is not in a folder lies above all of them, except what stands here too.
ORDER = (
    *("model", "source", "classify", "markdown", "formats", "metadata", "record", "proof", "archive", "runs", "undo"),
    *("review", "comparison"),
)


def test_a_step_imports_from_earlier_steps_only() -> None:
    assert not imports_of_later_steps(beilin.importing, ORDER)


def test_every_folder_has_its_place_in_the_order() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders <= set(ORDER)
    described = (PACKAGE / "__init__.py").read_text("utf-8")
    assert all(f"- {folder}/ " in described for folder in folders)
