"""The folders of beilin/migrating are the steps of a migration, and a step imports from earlier steps only."""

from __future__ import annotations

import ast
from pathlib import Path

import beilin.migrating

PACKAGE = Path(beilin.migrating.__file__).parent
PREFIX = "beilin.migrating."

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


def imported_steps(path: Path) -> set[str]:
    """The folders and modules of beilin/migrating that the module imports."""
    modules = {
        node.module
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(PREFIX)
    }
    return {module.removeprefix(PREFIX).partition(".")[0] for module in modules}


def test_a_step_imports_from_earlier_steps_only() -> None:
    wrong = []
    for rank, step in enumerate(ORDER):
        for path in [*(PACKAGE / step).rglob("*.py"), *PACKAGE.glob(f"{step}.py")]:
            allowed = set(ORDER[: rank + 1])
            wrong += [f"{path.relative_to(PACKAGE)} imports {other}" for other in imported_steps(path) - allowed]
    assert not wrong


def test_every_step_has_its_place_in_the_order() -> None:
    steps = {path.stem for path in PACKAGE.glob("*.py")} | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert steps - {"__init__"} <= set(ORDER)
