"""What front matter says of a document, by the keys of every generator."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from beilin.migrating.facts.dates import read_date
from beilin.migrating.facts.facts import facts_of
from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.heads.read import read_head
from beilin.migrating.model import OldSettings, SourceDocument

FOLDER = Path(__file__).parent / "cases"
CASES = yaml.safe_load((FOLDER / "facts.yaml").read_text("utf-8"))
DATES = yaml.load((FOLDER / "dates.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_facts(case: dict[str, Any]) -> None:
    head = read_head(case["text"].encode(), "a.md")
    document = SourceDocument(**{"path": "a.md", "kind": "article", "name": "a", **case.get("document", {})})
    facts = facts_of(
        head,
        document,
        OldSettings(raw=case.get("settings", {}), language=case.get("settings_language", "zh-Hant")),
        case.get("generator", "hugo"),
    )
    found = asdict(facts)
    found["terms"] = [f"{term.taxonomy}: {'/'.join(term.name)}" for term in facts.terms]
    found["notes"] = [note.kind for note in facts.notes]
    found = {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}
    expected = {"notes": [], "extra": {}, **case["facts"]}
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize(("text", "date"), DATES.items())
def test_dates(text: str, date: str) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("text", "tag"),
    [("zh-CN", "zh-Hans"), ("zh_TW", "zh-Hant"), ("zh-hant-hk", "zh-Hant"), ("zh-HK", "zh-Hant"), ("en", "en"),
     ("zh-Hans-CN", "zh-Hans"), ("en-us", "en"), ("cn", "zh-Hans"), ("default", ""), ("", ""), ("pt_BR.UTF-8", "pt-BR")],
)  # fmt: skip
def test_languages(text: str, tag: str) -> None:
    assert beilin_language(text) == tag
