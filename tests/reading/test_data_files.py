"""Data files are immutable values, and each fault in one is reported with its position."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from beilin.reading.data_files import read_data


def read(**files: str | bytes) -> Any:
    """The values of files by name, `team_yaml` for content/data/team.yaml, read without a problem."""
    data, problems = read_data(tuple(
        (f"content/data/{name.replace('_', '.')}", text if isinstance(text, bytes) else text.encode())
        for name, text in files.items()
    ))  # fmt: skip
    assert not problems
    return data


def test_each_format_is_read() -> None:
    data = read(
        team_yaml="- name: 硯秋\n  since: 2023\n",
        figures_json='{"a": [1, 2.5, true, null]}',
        models_csv='name,price\r\n"LLaMA, 2",0\r\n\r\nGPT,20\r\n',
        empty_yml="",
    )
    assert data["team"] == ({"name": "硯秋", "since": "2023"},)
    assert data["figures"] == {"a": (1, 2.5, True, None)}
    assert data["models"] == ({"name": "LLaMA, 2", "price": "0"}, {"name": "GPT", "price": "20"})
    assert data["empty"] is None


def test_values_are_immutable() -> None:
    figures = read(figures_json='{"a": {"b": 1}}')["figures"]
    for change in ("clear()", "update(x=1)", "pop('a')", "setdefault('x', 1)", "popitem()", "__setitem__('a', 1)"):
        with pytest.raises(TypeError, match="cannot be changed"):
            eval(f"figures.{change}", {"figures": figures})
    with pytest.raises(TypeError, match="cannot be changed"):
        del figures["a"]["b"]
    assert figures == {"a": {"b": 1}}


def test_values_can_be_sent_to_other_processes() -> None:
    data = read(figures_json='{"a": {"b": [1]}}')
    assert pickle.loads(pickle.dumps(data))["figures"] == data["figures"]


@pytest.mark.parametrize(
    ("name", "text", "place", "words"),
    [
        ("a.yaml", "a: 1\na: 2\n", ":2:1", "is repeated"),
        ("a.yaml", "a: &x [1]\nb: *x\n", ":1:4", "anchors"),
        ("a.json", '{"a": 1,\n "b" 2}', ":2:6", "JSON cannot be read"),
        ("a.json", '{"a": 1, "a": 2}', ":1:10", "is repeated"),
        ("a.json", "[NaN]", ":1:2", "not a number of JSON"),
        ("a.json", '{"a": 1,\n"\\u0061": 2}', ":2:1", "is repeated"),
        ("a.json", '["1e999",\n 1e999]', ":2:2", "the number 1e999 is too large"),
        ("a.json", "[1, " + "9" * 5000 + "]", ":1:5", "is too large"),
        ("a.json", "[" * 100 + "]" * 100, ":1:51", "levels deep"),
        ("a.json", "[" * 100_000, ":1:51", "levels deep"),
        ("a.csv", "a,b\n1,2\n3\n", ":3", "the number of fields is 1 here"),
        ("a.csv", "a,a\n", ":1", "two columns have the name 'a'"),
        ("a.csv", 'a\n"x"y\n', ":2", "CSV cannot be read"),
        ("a.csv", "題\n".encode("big5"), ":1:1", "not UTF-8"),
    ],
)
def test_a_fault_has_its_position(name: str, text: str | bytes, place: str, words: str) -> None:
    path = f"content/data/{name}"
    _, (problem,) = read_data(((path, text if isinstance(text, bytes) else text.encode()),))
    assert problem.location == path + place
    assert words in problem.message
    assert problem.hint


def test_two_files_with_the_same_name_are_an_error() -> None:
    _, (problem,) = read_data((("content/data/a.csv", b"x\n"), ("content/data/a.json", b"1")))
    assert problem.message == "data.a is claimed twice: by content/data/a.csv and by content/data/a.json"
