"""Any text survives being written as YAML."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.text.yaml.strict import parse_yaml, to_plain
from beilin.text.yaml.writing import yaml_list, yaml_text


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text())
def test_any_text_is_read_back(text: str) -> None:
    assert to_plain(parse_yaml(f"key: {yaml_text(text)}", may_have_controls=True)) == {"key": text}
    assert to_plain(parse_yaml(f"keys: {yaml_list([text, text])}", may_have_controls=True)) == {"keys": [text, text]}


@pytest.mark.parametrize(
    "text", ["null", "yes", "No", "~", "2023", "0.1.0", "a: b", "a #b", "- a", "甲\u2028乙", "\ufeff"]
)
def test_text_that_yaml_would_read_as_something_else_is_quoted(text: str) -> None:
    assert yaml_text(text).startswith('"')


@pytest.mark.parametrize("text", ["open source", "羊駝", "LLaMA", "content/articles/a.md"])
def test_plain_words_stay_plain(text: str) -> None:
    assert yaml_text(text) == text
