"""YAML's traps are errors with a position, and every value is the text that was written."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.text.yaml.plain import plain_mapping
from beilin.text.yaml.strict import YamlError, parse_yaml, to_plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a: on", {"a": "on"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 007", {"a": "007"}),
        ("a: =", {"a": "="}),
        ("a: 2024-13-45", {"a": "2024-13-45"}),
        ("a: ~\nb: null\nc:\nd: ''", {"a": None, "b": None, "c": None, "d": ""}),
        ("a: [x, y]\nb: {c: d}", {"a": ["x", "y"], "b": {"c": "d"}}),
        ("on: off", {"on": "off"}),
        ("", None),
        ("# only a comment", None),
    ],
)
def test_every_scalar_is_text(text: str, plain: object) -> None:
    assert to_plain(parse_yaml(text)) == plain


BOMB = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "is repeated"),
        (BOMB, 1, 4, "anchors"),
        ("a: *b", 1, 4, "aliases"),
        ("a: !!python/object:os.system x", 1, 4, "tags"),
        ("a: b: c", 1, 5, "a colon and a space"),
        ("a: [1, 2", 1, 4, "a bracket is not closed"),
        ("a:\n\t- x", 2, 1, "a special character"),
        ("- " * 30 + "x", 1, 41, "nested"),
        ("[" * 500, 1, 21, "nested"),
        ("a: 1\n---\nb: 2\n", 2, 1, "second YAML document"),
        ("[a, b]: c", 1, 1, "a key must be text"),
        ("a: " + "x" * (5 * 1024 * 1024), 1, None, "larger than"),
    ],
)
def test_what_could_surprise_or_harm_is_refused_with_its_position(
    text: str, line: int, column: int | None, words: str
) -> None:
    with pytest.raises(YamlError, match=words) as caught:
        parse_yaml(text)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize("text", ["[" * 50_000, "- " * 50_000])
def test_nesting_that_would_crash_the_process_is_refused(text: str) -> None:
    # The column depends on libyaml's own limit, which only newer versions have.
    with pytest.raises(YamlError, match="nested more than 20") as caught:
        parse_yaml(text)
    assert caught.value.line == 1


def test_lines_are_counted_from_the_start_of_the_file() -> None:
    with pytest.raises(YamlError) as caught:
        parse_yaml("a: 1\na: 2", first_line=2)
    assert caught.value.line == 3


@given(st.text(alphabet=st.sampled_from("ab:- \n\t[]{}&*!|>'\"#%@`,?~0\x00\x07\ud800")) | st.text())
def test_no_text_raises_any_other_error(text: str) -> None:
    with suppress(YamlError):
        parse_yaml(text)


_YAML_PIECES = [
    "title", "tags", "date", "a", ": ", ":", " ", "\n", "\n", "[", "]", ", ", ",", "開源", "《論》", "2023-06-21", "12:30", "null", "~", "#", " #", '"', "'",
    "-", "- ", "{", "}", "&", "*", "!", "|", ">", "%", "@", "`", "https://a.example/b#c", "\t", "?", "é", "\u3000", "\u2028", "\ufeff", "😀", "=", "on",
]  # fmt: skip


@given(st.lists(st.sampled_from(_YAML_PIECES), max_size=25).map("".join))
def test_plain_lines_are_read_as_libyaml_reads_them(text: str) -> None:
    plain = plain_mapping(text, 1)
    if plain is not None:
        assert plain == _by_libyaml(text)


@pytest.mark.parametrize("seed", range(4))
def test_random_front_matter_is_read_as_libyaml_reads_it(seed: int) -> None:
    chance, plain_texts = random.Random(seed), 0
    for _ in range(300):
        keys = chance.sample(["title", "date", "tags", "author", "source", "draft"], chance.randint(1, 5))
        text = "".join(f"{key}: {''.join(chance.choices(_YAML_PIECES[9:], k=chance.randint(1, 4)))}\n" for key in keys)
        plain = plain_mapping(text, 1)
        if plain is not None:
            plain_texts += 1
            assert plain == _by_libyaml(text), repr(text)
    assert plain_texts > 10


def _by_libyaml(text: str) -> object:
    """The text as libyaml reads it: a comment in front keeps parse_yaml from the fast path, and is not counted."""
    return parse_yaml("# not plain\n" + text, first_line=0)
