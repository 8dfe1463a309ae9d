"""A file of JSON is divided into its objects, however they are laid out, and a broken one does not hide the next."""

from __future__ import annotations

import gzip
import io
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.importing.formats.jsonl.records import MAX_RECORD, read_records
from tests.importing.formats.support import reader_of

ONE, TWO = {"text": '一 {"[\\ }'}, {"text": "二\n", "a": [{"b": {}}]}


def _records(data: bytes) -> list[tuple[int, bytes]]:
    return [(record.line, record.data) for record in read_records(io.BufferedReader(io.BytesIO(data)))]


def _values(data: bytes) -> list[object]:
    return [json.loads(record) for _, record in _records(data)]


LAYOUTS = {
    "lines": [json.dumps(ONE), "\n", json.dumps(TWO)],
    "lines with returns": [json.dumps(ONE), "\r\n", json.dumps(TWO), "\r\n\r\n"],
    "lines with commas": [json.dumps(ONE), ",\n", json.dumps(TWO)],
    "a mark first": ["\ufeff", json.dumps(ONE), "\n", json.dumps(TWO), "\n"],
    "record separators": ["\x1e", json.dumps(ONE), "\n\x1e", json.dumps(TWO), "\n"],
    "an array on a line": [json.dumps([ONE, TWO])],
    "an array of lines": ["[\n", json.dumps(ONE), ",\n", json.dumps(TWO), "\n]\n"],
    "a pretty array": [json.dumps([ONE, TWO], indent=2, ensure_ascii=False)],
    "pretty objects": [json.dumps(ONE, indent=2), "\n", json.dumps(TWO, indent=2)],
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_has_the_same_objects(layout: str) -> None:
    assert _values("".join(LAYOUTS[layout]).encode()) == [ONE, TWO]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    st.lists(st.dictionaries(st.text(max_size=5), st.recursive(st.text(max_size=20) | st.none(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3), max_leaves=6), max_size=4), min_size=1, max_size=5),
    st.sampled_from([None, 1]), st.booleans(),
)  # fmt: skip
def test_any_objects_are_divided_as_they_were_written(
    objects: list[object], indent: int | None, is_ascii: bool
) -> None:
    data = json.dumps(objects, indent=indent, ensure_ascii=is_ascii).encode()
    assert _values(data) == objects


def test_lines_are_counted() -> None:
    assert [line for line, _ in _records(b'\n{"a": 1}\n\n\n{"b": 2}\n')] == [2, 5]
    assert [line for line, _ in _records(b'[\n{\n"a": 1\n},\n\n{"b": 2}\n]')] == [2, 6]


def test_a_broken_line_is_a_problem_of_that_line(tmp_path: Path) -> None:
    read = reader_of("jsonl", tmp_path, "a.jsonl")(
        '{"text": "一"}\n{"text": "bro\n["text"]\n{"text": 1, "text": 2}\n{"text": "二"}\n'
    )
    assert [item.place for item in read.items] == ["record 1", "record 5"]
    assert [(problem.code, problem.file, problem.line) for problem in read.problems] == [
        ("unreadable-item", "a.jsonl", 2), ("unreadable-item", "a.jsonl", 3), ("unreadable-item", "a.jsonl", 4),
    ]  # fmt: skip
    assert read.problems[0].column == 10


def test_a_broken_object_of_an_array_does_not_hide_the_next(tmp_path: Path) -> None:
    read = reader_of("jsonl", tmp_path, "a.json")('[\n{"text": "一"},\n{"text": "open,\n "x": 1},\n{"text": "二"}\n]')
    assert [document.all_text.strip() for document in read.documents] == ["一", "二"]
    assert [problem.line for problem in read.problems] == [3]


def test_bytes_that_are_not_utf_8_are_a_problem_of_their_line(tmp_path: Path) -> None:
    data = '{"text": "好"}\n'.encode() + b'{"text": "\xff\xfe\xfa"}\n' + '{"text": "好"}\n'.encode()
    read = reader_of("jsonl", tmp_path, "a.jsonl")(data)
    assert (len(read.documents), [problem.line for problem in read.problems]) == (2, [2])


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    read = reader_of("jsonl", tmp_path, "a.jsonl.gz")(
        gzip.compress(b'{"text": "a"}\n', mtime=0) + gzip.compress(b'{"text": "b"}\n', mtime=0)
    )
    assert len(read.documents) == 2


@pytest.mark.parametrize("packed", [gzip.compress(b'{"text": "a"}\n', mtime=0)[:-9], b"\x1f\x8b\x08 nonsense"])
def test_a_damaged_gzip_file_is_a_problem(packed: bytes, tmp_path: Path) -> None:
    read = reader_of("jsonl", tmp_path, "a.jsonl.gz")(packed)
    assert [problem.code for problem in read.problems] == ["unreadable"]


def test_a_bomb_is_refused_quickly(tmp_path: Path) -> None:
    started = time.process_time()
    read = reader_of("jsonl", tmp_path, "a.jsonl.gz")(gzip.compress(bytes(100 * 1024**2), mtime=0))
    assert [problem.code for problem in read.problems] == ["unreadable"]
    assert time.process_time() - started < 2


@pytest.mark.parametrize("start", [b'{"text": "', b'[{"text": "', b"{" * 100, b'[{"a": ' * 50])
def test_a_record_without_end_is_one_problem(start: bytes, tmp_path: Path) -> None:
    started = time.process_time()
    read = reader_of("jsonl", tmp_path, "a.jsonl")(start + b"x" * (MAX_RECORD + 10))
    assert [problem.code for problem in read.problems] == ["unreadable-item"]
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"a":' * 100_000 + b"1" + b"}" * 100_000, b'{"text": ' + b"9" * 10_000 + b"}"]
)
def test_what_python_cannot_parse_is_a_problem(data: bytes, tmp_path: Path) -> None:
    read = reader_of("jsonl", tmp_path, "a.jsonl")(data)
    assert not read.items
    assert {problem.code for problem in read.problems} <= {"unreadable-item"}


def test_half_of_a_surrogate_pair_is_replaced(tmp_path: Path) -> None:
    read = reader_of("jsonl", tmp_path, "a.jsonl")('{"text": "\\ud83d a", "title": "\\ude00"}')
    assert read.document.all_text.split() == ["\ufffd", "\ufffd", "a"]
