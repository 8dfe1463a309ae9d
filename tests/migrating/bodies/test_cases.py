"""What each rule makes of old syntax: the cases in cases/*.yaml, which name the body, what it becomes, and the notes.

A case has the rules of its `dialect`, and the generic ones. Whatever a rule does, it can be undone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from beilin.migrating.bodies.passes import undo
from beilin.migrating.bodies.table import convert_body
from tests.migrating.bodies.little_context import context

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(Path(__file__).with_name("cases").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    body = case["body"]
    about = context(**case.get("context", {}))
    converted = convert_body(body, 1, about, case.get("dialect", ()))
    assert converted.text == case.get("becomes", body)
    assert undo(converted) == body
    assert [note.kind for note in converted.notes] == case.get("notes", [])
    assert list(converted.remote_images) == case.get("remote", [])
