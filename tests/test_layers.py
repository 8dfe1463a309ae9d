"""The layout is the flow: imports point one way, and modules stay small."""

from __future__ import annotations

import ast
from pathlib import Path

from beilin.salt import PARTS

PACKAGE = Path(__file__).parent.parent / "beilin"

# What the modules of each part may import from the others.
BELOW: dict[str, set[str]] = {
    "problems": set(),
    "model": {"problems"},
    "salt": set(),
    "layout": set(),
    "aside": set(),
    "command_options": set(),
    "workers": {"aside"},
    "text": {"model"},
    "config": {"layout", "model", "text"},
    "report": {"problems", "model"},
    "places": {"model"},
    "progress": set(),
    "reading": {"layout", "model", "text", "config", "workers"},
    "importing": {"model", "text", "config", "reading", "report", "workers", "progress"},
    "planning": {"model", "text", "config", "reading"},
    "rendering": {"layout", "model", "text", "planning"},
    "publishing": {"model", "text", "reading", "planning", "rendering"},
    "sources": {"layout", "text"},
    "runs": {"model", "text", "workers", "changes", "publishing"},
    "faults": {"model", "layout", "runs", "publishing"},
    "changes": {"model", "text", "config", "salt", "reading", "planning", "rendering", "publishing"},
    "recall": {"model", "text", "config", "reading", "planning", "rendering", "publishing", "changes"},
    "making": {"model", "salt", "workers", "changes", "reading", "rendering", "publishing"},
    "stages": {
        "model",
        "layout",
        "text",
        "config",
        "salt",
        "workers",
        "sources",
        "runs",
        "faults",
        "changes",
        "recall",
        "making",
        "reading",
        "rendering",
        "publishing",
    },
    "pipeline": {
        "layout",
        "model",
        "salt",
        "text",
        "workers",
        "sources",
        "runs",
        "faults",
        "changes",
        "stages",
        "publishing",
        "reading",
    },
    "deploying": {"model", "config", "publishing", "pipeline", "checking"},
    "serving": {"places", "model", "text", "config", "report", "pipeline"},
    "doctor": {"model", "config", "report", "publishing", "deploying", "serving"},
    "explaining": {"layout", "model", "text", "reading", "planning", "rendering", "publishing", "changes", "making"},
    "explain": {
        "explaining",
        "layout",
        "runs",
        "stages",
        "model",
        "config",
        "sources",
        "reading",
        "salt",
        "workers",
        "changes",
        "planning",
        "rendering",
        "publishing",
        "pipeline",
    },
    "catalogue": {"model", "config", "salt", "workers", "sources", "reading", "publishing"},
    "editing": {"model", "text", "config", "reading", "planning"},
    # It looks for noise and copies as the importer does, and at all that a build would say.
    "checking": {
        "runs",
        "stages",
        "model",
        "text",
        "config",
        "salt",
        "workers",
        "report",
        "places",
        "reading",
        "importing",
        "planning",
        "changes",
        "pipeline",
        "catalogue",
    },
    "commands_check": {"command_options", "model", "config", "report", "progress", "pipeline", "checking"},
    "listing": {"model", "text", "config", "reading", "importing", "planning", "catalogue"},
    "commands_list": {"command_options", "model", "config", "report", "reading", "listing"},
    "commands_edit": {
        "command_options",
        "model",
        "text",
        "config",
        "report",
        "progress",
        "reading",
        "publishing",
        "catalogue",
        "editing",
    },
    "commands_import": {"command_options", "model", "text", "config", "report", "progress", "reading", "importing"},
    "commands_publish": {"command_options", "config", "report", "progress", "pipeline", "deploying", "doctor"},
    "reference": {"problems", "model", "text", "config", "reading"},
}
LONGEST_MODULE = 400


def imports_of(path: Path) -> set[str]:
    """The parts of Beilin that a module imports, at its head or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" if node.module == "beilin" else node.module for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("beilin.") and name != "beilin.__version__"}
    return found


def part_of(path: Path) -> str:
    """The folder or top module that a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_imports_point_one_way() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        part = part_of(path)
        if part in ("__init__", "__main__", "cli"):
            continue
        assert part in BELOW, f"{path.name}: say in this test where {part} stands in the flow"
        wrong += [f"{path.relative_to(PACKAGE)} imports {other}" for other in imports_of(path) - BELOW[part] - {part}]
    assert not wrong


def test_a_result_depends_on_no_code_outside_the_salt() -> None:
    """A part that could change a page, and is not among those whose sources are hashed, would leave stale pages."""
    harmless = {"workers", "salt"}  # they carry values from here to there and look at none
    reached = {other for part in PARTS for other in BELOW[part]} - harmless
    assert reached <= set(PARTS)


def test_modules_stay_small() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert not {str(path): length for path, length in lengths.items() if length > LONGEST_MODULE}
