"""Every problem has a code, and every code is explained."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from beilin.problems import GROUPS, KINDS

PACKAGE = Path(__file__).parent.parent / "beilin"

# What makes a problem, or an error that becomes one. The code is the first argument of each.
MAKERS = {"Problem", "problem_at", "YamlError", "Fault"}


def makers(path: Path) -> Iterator[ast.Call]:
    """The calls in a module that make a problem."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MAKERS:
                yield node


def codes_of(node: ast.expr) -> set[str]:
    """The codes that an argument can be; empty where it is another's code that is passed on."""
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    if isinstance(node, ast.IfExp):
        return codes_of(node.body) | codes_of(node.orelse)
    return set() if (getattr(node, "attr", "") or getattr(node, "id", "")) == "code" else {ast.unparse(node)}


def test_every_problem_is_made_with_a_code_of_the_table() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in makers(path):
            codes = codes_of(call.args[0]) if call.args else {"nothing"}
            wrong += [f"{path.relative_to(PACKAGE.parent)}:{call.lineno}: {code!r}" for code in codes - KINDS.keys()]
    assert not wrong, "\n".join(wrong) + (
        "\nthe first argument must be a code from beilin/problems.py; for a new kind of problem add a Kind(code, severity, "
        "title, meaning, remedy) there, then run .venv/bin/python -m beilin.reference docs"
    )


def test_every_code_of_the_table_is_used() -> None:
    """An entry without a use explains what nobody will see."""
    used = set()
    for path in PACKAGE.rglob("*.py"):
        if path.name != "problems.py":
            texts = (
                node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
            )
            used |= {text for text in texts if isinstance(text, str)}
    assert not KINDS.keys() - used


def test_codes_are_told_apart_and_can_stand_in_an_address() -> None:
    codes = [kind.code for kinds in GROUPS.values() for kind in kinds]
    assert len(codes) == len(set(codes))
    assert not [code for code in codes if not re.fullmatch(r"[a-z]+(-[a-z]+)*", code)]


def test_every_entry_is_whole() -> None:
    """Titles are headings, meaning and remedy are sentences."""
    for kind in KINDS.values():
        assert kind.title, kind.code
        assert not kind.title.endswith("."), kind.code
        assert kind.meaning.endswith("."), kind.code
        assert kind.remedy.endswith("."), kind.code
