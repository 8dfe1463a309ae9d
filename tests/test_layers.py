"""The layout is the flow: imports point one way, and modules stay small."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from beilin.building import code_version
from beilin.building.code_version import PARTS

PACKAGE = Path(__file__).parent.parent / "beilin"

# The rooms of the house, lowest first: a room imports from lower floors only.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"layout", "export_formats", "files", "parallel", "virtual_environment"}),
    frozenset({"translations"}),
    frozenset({"problems"}),
    frozenset({"text", "crash"}),
    frozenset({"model", "config"}),
    frozenset({"indexing", "reading"}),
    frozenset({"importing", "planning"}),
    frozenset({"rendering"}),
    frozenset({"publishing"}),
    frozenset({"building"}),
    frozenset({"searching"}),
    frozenset({"checking", "editing", "explaining", "listing", "offline", "reference", "serving"}),
    frozenset({"deploying", "fetching"}),
    frozenset({"doctor", "starting"}),
    frozenset({"migrating", "preserving"}),
    frozenset({"commands"}),
    frozenset({"cli"}),
    frozenset({"entry"}),
    frozenset({"__main__", "__init__"}),
)
# Code that only transports values, or words what is printed, so that no result depends on it.
HARMLESS = {"parallel", "translations"}
MAX_MODULE = 310  # lines


def imports_of(path: Path) -> set[str]:
    """The rooms of Beilin that a module imports, at its head or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" if node.module == "beilin" else node.module for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("beilin.") and name != "beilin.__version__"}
    return found


def room_of(path: Path) -> str:
    """The folder or top module that a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def floor_of(room: str) -> int:
    """The floor of a room, counted from the lowest."""
    floors = [floor for floor, rooms in enumerate(FLOORS) if room in rooms]
    assert floors, f"{room}: say in this test on which floor it lies"
    return floors[0]


def test_imports_point_one_way() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        room = room_of(path)
        others = imports_of(path) - {room}
        wrong += [
            f"{path.relative_to(PACKAGE)} imports {other}" for other in others if floor_of(other) >= floor_of(room)
        ]
    assert not wrong


def modules_imported_by(path: Path, modules: set[str]) -> set[str]:
    """The modules of Beilin that a module imports anywhere, for type checking too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name for name in names if name in modules}
    return found


def test_no_modules_import_each_other_in_a_circle() -> None:
    paths = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")}
    graph = {name: modules_imported_by(path, set(paths) - {name}) for name, path in paths.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"modules import each other: {' → '.join(error.args[1])}")


def test_a_result_depends_on_no_code_outside_the_fingerprint() -> None:
    """A room that could change a page without being in the fingerprint would leave stale pages."""
    hashed = [
        path for part in PARTS for path in [PACKAGE / f"{part}.py", *(PACKAGE / part).rglob("*.py")] if path.exists()
    ]
    reached = {other for path in hashed for other in imports_of(path)}
    assert reached - HARMLESS <= set(PARTS)


def test_every_file_of_a_hashed_room_is_in_the_fingerprint() -> None:
    """A table of characters that changes is a change of the code too."""
    files = {path for part in PARTS for path in (PACKAGE / part).rglob("*") if path.is_file()}
    others = {path for path in files if path.suffix not in code_version.HASHED}
    assert {path.suffix for path in others} <= {".pyc", ".md"}, others


def test_modules_stay_small() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    del lengths[PACKAGE / "problems" / "kinds.py"]  # a table, of which every message is a row
    assert not {str(path): length for path, length in lengths.items() if length > MAX_MODULE}
