"""Every problem has a code, and every code is explained."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from beilin.problems.kinds import GROUPS, KINDS

PACKAGE = Path(__file__).parents[2] / "beilin"


def test_every_code_in_the_table_is_used() -> None:
    """An unused entry documents a problem that never occurs."""
    used = set()
    for path in PACKAGE.rglob("*.py"):
        if path.name != "kinds.py":
            texts = (
                node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
            )
            used |= {text for text in texts if isinstance(text, str)}
    assert not KINDS.keys() - used


def test_codes_are_unique_and_can_be_used_in_urls() -> None:
    codes = [kind.code for kinds in GROUPS.values() for kind in kinds]
    assert len(codes) == len(set(codes))
    assert not [code for code in codes if not re.fullmatch(r"[a-z]+(-[a-z]+)*", code)]


def test_every_entry_is_complete() -> None:
    """Titles are headings, meaning and remedy are sentences."""
    for kind in KINDS.values():
        assert kind.title, kind.code
        assert not kind.title.endswith("."), kind.code
        assert kind.meaning.endswith("."), kind.code
        assert kind.remedy.endswith("."), kind.code
