"""The folders of beilin/importing are the steps of an import, and a step imports from earlier steps only."""

from __future__ import annotations

import ast
from pathlib import Path

import beilin.importing

PACKAGE = Path(beilin.importing.__file__).parent
PREFIX = "beilin.importing."

# In the order of the steps. What is not in a folder lies above all of them, except what stands here too.
ORDER = ("source", "classify", "metadata", "record", "markdown", "proof", "archive", "undo", "terminal", "comparison")


def imported_steps(path: Path) -> set[str]:
    """The folders and modules of beilin/importing that the module imports."""
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


def test_every_folder_has_its_place_in_the_order() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders <= set(ORDER)
    described = (PACKAGE / "__init__.py").read_text("utf-8")
    assert all(f"- {folder}/ " in described for folder in folders)
