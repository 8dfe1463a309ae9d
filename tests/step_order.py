"""The order of the folders of a package: a step imports from earlier steps only."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType


def imports_of_later_steps(package: ModuleType, order: Sequence[str]) -> list[str]:
    """What modules of the package import from steps that come after their own, one sentence for each."""
    assert package.__file__
    folder, wrong = Path(package.__file__).parent, []
    for rank, step in enumerate(order):
        for path in [*(folder / step).rglob("*.py"), *folder.glob(f"{step}.py")]:
            later = _imported_steps(path, f"{package.__name__}.") - set(order[: rank + 1])
            wrong += [f"{path.relative_to(folder)} imports {other}" for other in later]
    return wrong


def _imported_steps(path: Path, prefix: str) -> set[str]:
    """The folders and modules of the package that the module imports."""
    modules = {
        node.module
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(prefix)
    }
    return {module.removeprefix(prefix).partition(".")[0] for module in modules}
