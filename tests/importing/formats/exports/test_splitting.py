"""Elements and objects are found in streams of any size, however broken, without keeping what was read."""

from __future__ import annotations

import io
import json
import time
import tracemalloc
from collections.abc import Iterator
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.importing.formats.exports import window
from beilin.importing.formats.exports.elements import read_element
from beilin.importing.formats.exports.json_splitting import split_objects
from beilin.importing.formats.exports.splitting import split_elements


def items_of(text: str | bytes) -> list[tuple[str, int, str]]:
    """Text, line and fault of each item."""
    data = text.encode() if isinstance(text, str) else text
    return [
        (split.data.decode(errors="replace"), split.line, split.fault)
        for split in split_elements(io.BytesIO(data), ("item",))
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<a>\n<item>1</item>\n <item x='y'>2</item></a>", [("<item>1</item>", 2, ""), ("<item x='y'>2</item>", 3, "")]),
        ("<!-- <item>no</item> --><item/>", [("<item/>", 1, "")]),
        ("<items>no</items><item>1</item >", [("<item>1</item >", 1, "")]),
        ("<item><![CDATA[</item><item>]]></item>", [("<item><![CDATA[</item><item>]]></item>", 1, "")]),
        ("<item><![CDATA[a]]]]><![CDATA[>b</item>]]></item>", [("<item><![CDATA[a]]]]><![CDATA[>b</item>]]></item>", 1, "")]),
        ("<item>\x00\x0b&nbsp;<b></item>", [("<item>\x00\x0b&nbsp;<b></item>", 1, "")]),
        ("<item>1</item>\n<item>2", [("<item>1</item>", 1, ""), ("", 2, "the file ends in it")]),
        ("<item><![CDATA[1", [("", 1, "the file ends in it")]),
    ],
)  # fmt: skip
def test_items_of_xml(text: str, found: list[tuple[str, int, str]]) -> None:
    assert items_of(text) == found


def test_a_section_that_is_never_closed_does_not_swallow_the_next_item() -> None:
    text = "<item><c><![CDATA[one</c></item><item><c><![CDATA[two]]></c></item>"
    assert [data for data, _, _ in items_of(text)] == [
        "<item><c><![CDATA[one</c></item>",
        "<item><c><![CDATA[two]]></c></item>",
    ]


def test_bytes_of_any_encoding_pass_unchanged() -> None:
    text = "<item>授權與檔案</item>"
    (split,) = split_elements(io.BytesIO(text.encode("gb18030")), ("item",))
    assert split.data.decode("gb18030") == text


def test_marks_are_found_wherever_reading_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "<r><item>甲</item>\n<item><![CDATA[乙]]></item><item>丙" + "x" * 600 + "</item></r>"
    whole = items_of(text)
    for size in (1, 2, 7, 300):
        monkeypatch.setattr(window, "_CHUNK", size)
        assert items_of(text) == whole


def test_an_item_that_is_too_large_does_not_hide_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "MAX_ELEMENT", 1000)
    monkeypatch.setattr(window, "_CHUNK", 500)
    text = f"<item>{'x' * 5000}</item><item>2</item>"
    assert [(data, bool(fault)) for data, _, fault in items_of(text)] == [("", True), ("<item>2</item>", False)]


class Repeated(io.RawIOBase):
    """A stream that repeats bytes without having them in memory."""

    def __init__(self, start: bytes, part: bytes, count: int) -> None:
        self._parts = self._read(start, part, count)

    def _read(self, start: bytes, part: bytes, count: int) -> Iterator[bytes]:
        yield start
        yield from (part for _ in range(count))

    def read(self, size: int = -1) -> bytes:
        """The next part, whatever size is asked for."""
        del size
        return next(self._parts, b"")


def peak_memory(stream: BinaryIO, names: tuple[str, ...]) -> tuple[int, int]:
    """How many elements the stream has, and the most memory that was used."""
    tracemalloc.start()
    count = sum(1 for _ in split_elements(stream, names))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return count, peak


def test_memory_does_not_grow_with_the_file() -> None:
    item = b"<item><![CDATA[" + b"x" * 20_000 + b"]]></item>\n"
    count, peak = peak_memory(Repeated(b"<r>", item * 50, 40), ("item",))  # type: ignore[arg-type]
    assert count == 2000
    assert peak < 8_000_000


@pytest.mark.parametrize(
    "text",
    ["<item>" * 40_000, "<item><![CDATA[" * 20_000, "<!--" * 80_000, "<item><a><![CDATA[]]" * 40_000, "</item>" * 40_000],
)  # fmt: skip
def test_hostile_files_take_linear_time(text: str) -> None:
    started = time.process_time()
    items_of(text)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "text",
    [
        "<a>" * 40_000, "<a><![CDATA[]]>x" * 20_000, "<![CDATA[" * 40_000, "<a b='" * 40_000, "<a>]]>" * 40_000,
        "".join(f"<a{n}>" for n in range(20_000)), "<!--" * 40_000,
    ],
)  # fmt: skip
def test_hostile_elements_take_linear_time(text: str) -> None:
    started = time.process_time()
    assert isinstance(read_element(text).text, str)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<a><![CDATA[x < y]]></a>", "x < y"),
        ("<a>x &lt; y &amp;amp; &nbsp;&hellip;</a>", "x < y &amp; \xa0…"),
        ("<a><![CDATA[b[0]]>1 is true]]></a>", "b[0]]>1 is true"),
        ("<a><![CDATA[one ]]]]><![CDATA[> two]]></a>", "one ]]> two"),
        ("<a>\n  <![CDATA[x]]>\n</a>", "x"),
        ("<a><![CDATA[open", "open"),
        ("<a>raw <b>bold</b> & more</a>", "raw <b>bold</b> & more"),
    ],
)
def test_the_text_of_an_element_is_what_was_meant(markup: str, text: str) -> None:
    assert read_element(markup).text == text


def test_children_are_found_around_what_is_broken() -> None:
    element = read_element("<item><t>A & B</t><open><c><![CDATA[<t>no</t>]]></c></stray><x y='1&amp;2'/></item>")
    assert element.text_of("t") == "A & B"
    opened = element.first("open")
    assert opened is not None
    assert opened.text_of("c") == "<t>no</t>"
    assert [child.attributes for child in opened.all("x")] == [{"y": "1&2"}]


def objects_of(value: object, names: frozenset[str] = frozenset({"posts"})) -> list[object]:
    """The objects that are found in the value's JSON."""
    data = json.dumps(value).encode()
    return [json.loads(split.data) for split in split_objects(io.BytesIO(data), names)]


def test_objects_of_json() -> None:
    posts = [{"id": 1, "text": 'a"b\\'}, {"id": 2, "posts": [{"id": 3}]}]
    assert objects_of({"db": [{"meta": {}, "data": {"tags": [{"id": 9}], "posts": posts, "x": "]}"}}]}) == posts
    assert objects_of({"data": {"posts": posts}}) == posts
    assert objects_of({"posts": posts}) == []


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=20)), max_size=5), st.integers(1, 40))
def test_all_objects_are_found_wherever_reading_stops(posts: list[dict[str, str]], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window, "_CHUNK", size)
        assert objects_of({"data": {"posts": posts}}) == posts


@pytest.mark.parametrize(
    "text", ["[" * 80_000, '{"a":' * 40_000, '"' * 80_000, '{"data":{"posts":[{' * 20_000, "\\" * 80_000]
)
def test_hostile_json_takes_linear_time(text: str) -> None:
    started = time.process_time()
    list(split_objects(io.BytesIO(text.encode()), frozenset({"posts"})))
    assert time.process_time() - started < 2
