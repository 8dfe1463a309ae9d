"""Text of several lines comes back from YAML as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.text.yaml.literal import yaml_literal
from beilin.text.yaml.strict import parse_yaml, to_plain


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("title: 海\ntags: [a]\n", "|2+\n  title: 海\n  tags: [a]"),
        ("  a\n\nb", "|2-\n    a\n\n  b"),
        ("a", "a"),
        ("a\tb\n", '"a\\tb\\n"'),
    ],
)
def test_several_lines_are_a_literal_block(text: str, written: str) -> None:
    assert yaml_literal(text) == written


@given(st.text(st.sampled_from(" \n\t-:#|>'\"a海\x07\x85\u2028\ufeff😀"), max_size=40))
def test_any_text_comes_back(text: str) -> None:
    document = f"key: {yaml_literal(text)}\nnext: a\n"
    assert to_plain(parse_yaml(document, may_have_controls=True)) == {"key": text, "next": "a"}
