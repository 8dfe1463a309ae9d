"""Every form of front matter is read, and no byte of a document is lost between front matter and body."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from beilin.migrating.heads.decoding import decode
from beilin.migrating.heads.read import read_head

CASES = yaml.safe_load((Path(__file__).parent / "cases/forms.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_form_is_read(case: dict[str, Any]) -> None:
    data = case["text"].encode(case.get("encoding", "utf-8"))
    head = read_head(data, "a.md", case["beside"].encode() if "beside" in case else None, case.get("generator", ""))
    assert head.values == case["values"]
    assert head.body == case["body"]
    assert [[note.kind, note.line] for note in head.notes] == case.get("notes", [])
    assert head.encoding == case.get("encoding", "utf-8")
    if "form" in case:
        assert head.form == case["form"]
    if "body_line" in case:
        assert head.body_line == case["body_line"]
    if head.form != "file":
        assert head.raw + head.body == decode(data)[0]
