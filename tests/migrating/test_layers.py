"""The folders of beilin/migrating are the steps of a migration, and a step imports from earlier steps only."""

from __future__ import annotations

from pathlib import Path

import beilin.migrating
from tests.step_order import imports_of_later_steps

PACKAGE = Path(beilin.migrating.__file__).parent

# In the order of the steps.
ORDER = (
    "notes",
    "model",
    "survey",
    "heads",
    "facts",
    "generators",
    "detect",
    "placing",
    "bodies",
    "proof",
    "writing",
    "run",
)


def test_a_step_imports_from_earlier_steps_only() -> None:
    assert not imports_of_later_steps(beilin.migrating, ORDER)


def test_every_step_has_its_place_in_the_order() -> None:
    steps = {path.stem for path in PACKAGE.glob("*.py")} | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert steps - {"__init__"} <= set(ORDER)
