"""The fields of a record are recognised under the names that crawlers give them, and no text of a record is lost."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

import pytest

from beilin.importing.formats.table import FormatSettings
from tests.importing.formats.support import body_of, facts_of, reader_of, set_aside

TEXT = "第一段。\n\n第二段。"
BODY = ["第一段。", "第二段。"]
# Records as known programs write them, and the facts in them.
RECORDS: dict[str, tuple[dict[str, Any], dict[str, tuple[str, ...]]]] = {
    "trafilatura": (
        {"title": "題", "author": "王小明; Ann Example", "hostname": "a.example", "date": "2023-06-21", "categories": "", "tags": "開源,AI", "source": "https://a.example/1", "source-hostname": "某報", "excerpt": "摘要", "text": TEXT},
        {"title": ("題",), "summary": ("摘要",), "source_url": ("https://a.example/1",), "source": ("a.example",), "author": ("王小明", "Ann Example"), "date": ("2023-06-21",), "tags": ("開源", "AI")},
    ),
    "newspaper": (
        {"title": "題", "authors": ["甲", "乙"], "publish_date": "2023-06-21 01:19:00", "text": TEXT, "url": "https://a.example/1", "meta_lang": "zh"},
        {"title": ("題",), "source_url": ("https://a.example/1",), "author": ("甲", "乙"), "date": ("2023-06-21T01:19:00",)},
    ),
    "news-please": (
        {"title": "題", "maintext": TEXT, "date_publish": "2023-06-21 01:19:00", "date_download": "2024-01-02 03:04:05", "source_domain": "a.example", "description": "摘要", "language": "zh"},
        {"title": ("題",), "summary": ("摘要",), "source": ("a.example",), "date": ("2023-06-21T01:19:00",), "language": ("zh",), "retrieved": ("2024-01-02T03:04:05",)},
    ),
    "Readability": (
        {"title": "題", "byline": "By Ann Example", "content": "<div><p>第一段。</p><p>第二段。</p></div>", "textContent": "第一段。第二段。", "excerpt": "摘要", "siteName": "某報", "publishedTime": "2023-06-21T01:19:00+08:00", "lang": "zh-Hant"},
        {"title": ("題",), "summary": ("摘要",), "source": ("某報",), "author": ("Ann Example",), "date": ("2023-06-21T01:19:00+08:00",), "language": ("zh-Hant",)},
    ),
    "a wrapper": (
        {"content": TEXT, "metadata": {"title": "題", "sourceURL": "https://a.example/1", "publishedTime": 1687310340}},
        {"title": ("題",), "source_url": ("https://a.example/1",), "date": ("2023-06-21T01:19:00+00:00",)},
    ),
    "Elasticsearch": (
        {"_index": "a", "_id": "7", "_source": {"title": "題", "body": TEXT, "@timestamp": "2023-06-21T01:19:00.000Z"}},
        {"title": ("題",), "date": ("2023-06-21T01:19:00+00:00",)},
    ),
    "MongoDB": (
        {"_id": {"$oid": "64"}, "title": "題", "content": TEXT, "createdAt": {"$date": {"$numberLong": "1687310340000"}}},
        {"title": ("題",), "date": ("2023-06-21T01:19:00+00:00",)},
    ),
    "WordPress": (
        {"id": 7, "date": "2023-06-21T01:19:00", "link": "https://a.example/1", "title": {"rendered": "題"}, "content": {"rendered": "<p>第一段。</p>\n<p>第二段。</p>"}, "excerpt": {"rendered": "<p>摘要</p>"}},
        {"title": ("題",), "summary": ("摘要",), "source_url": ("https://a.example/1",), "date": ("2023-06-21T01:19:00",)},
    ),
    "objects": (
        {"headline": "題", "text": TEXT, "author": {"name": "甲", "url": "https://a.example/u"}, "source": {"name": "某報"}, "tags": [{"name": "開源"}, {"name": "AI"}], "time": 1687310340000},
        {"title": ("題",), "source": ("某報",), "author": ("甲",), "date": ("2023-06-21T01:19:00+00:00",), "tags": ("開源", "AI")},
    ),
    "paragraphs": ({"Title": "題", "Body": ["第一段。", "第二段。"], "draft": True}, {"title": ("題",), "draft": ("true",)}),
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
def test_the_records_of_known_programs_are_read(name: str, tmp_path: Path) -> None:
    record, facts = RECORDS[name]
    document = reader_of("jsonl", tmp_path, "a.jsonl")(json.dumps(record)).document
    assert facts_of(document) == facts
    assert body_of(document) == BODY


@pytest.mark.parametrize("name", RECORDS)
def test_every_text_of_a_record_is_in_the_document(name: str, tmp_path: Path) -> None:
    record, _ = RECORDS[name]
    text = json.dumps(record, ensure_ascii=False)
    record = {**record, "unknown": "別的", "nested": {"a": ["b1", {"c": "d2"}]}, "count": 3, "none": None}
    document = reader_of("jsonl", tmp_path, "a.jsonl")(json.dumps(record)).document
    assert "別的" in set_aside(document).values()
    everything = " ".join(
        [block.text for block in document.blocks] + [value for fact in document.facts for value in fact.values]
    )
    assert all(part in everything for part in ("別的", "b1", "d2", "題", "第一段。"))
    assert "摘要" not in text or "摘要" in everything


def test_the_editor_names_fields(tmp_path: Path) -> None:
    record = {"a": {"b": {"c": TEXT, "d": "其他"}}, "name": "題", "text": "不是", "w": "2023-06-21"}
    settings = FormatSettings(fields=(("text", "a.b.c"), ("title", "name"), ("date", "w")))
    document = reader_of("jsonl", tmp_path, "a.jsonl")(json.dumps(record), settings).document
    assert facts_of(document) == {"title": ("題",), "date": ("2023-06-21",)}
    assert body_of(document) == BODY
    assert set(set_aside(document).values()) == {"其他", "不是"}


def test_an_unclear_date_and_two_dates_are_doubts(tmp_path: Path) -> None:
    read = reader_of("jsonl", tmp_path, "a.jsonl")
    (doubt,) = read('{"text": "a", "time": "yesterday"}').document.doubts
    assert doubt.evidence == "field time: yesterday is not a date that can be read"
    (doubt,) = read('{"text": "a", "time": "2023-06-21", "published": "2023-06-22"}').document.doubts
    assert doubt.evidence == "field published: 2023-06-22; field time: 2023-06-21; the first is used"
    assert read('{"text": "a", "time": "2023-06-21", "published": "2023-06-21T08:00:00Z"}').document.doubts == ()


def test_the_title_at_the_beginning_of_the_text_is_the_title(tmp_path: Path) -> None:
    document = reader_of("jsonl", tmp_path, "a.jsonl")(json.dumps({"title": "題", "text": f"題\n\n{TEXT}"})).document
    assert body_of(document) == BODY


@pytest.mark.parametrize(
    ("record", "name", "identity"),
    [
        ({"text": "a", "url": "https://a.example/x/y-z.html", "id": 5}, "y-z", "https://a.example/x/y-z.html"),
        ({"text": "a", "title": "題", "id": 5, "source": "某報"}, "題", "某報 5"),
        ({"text": "a", "slug": "s", "title": "題", "guid": "tag:a.example,2023:5"}, "s", "tag:a.example,2023:5"),
        ({"text": "a", "id": 5}, "a-1", ""),
    ],
)
def test_a_record_has_a_name_and_an_identity(record: dict[str, Any], name: str, identity: str, tmp_path: Path) -> None:
    (item,) = reader_of("jsonl", tmp_path, "a.jsonl")(json.dumps(record)).items
    assert (item.name, item.identity) == (name, identity)


def test_records_without_a_text_are_reported_once(tmp_path: Path) -> None:
    read = reader_of("jsonl", tmp_path, "a.jsonl")('{"a": 1, "b": "x"}\n' * 50 + '{"text": "a"}\n')
    (problem,) = read.problems
    assert len(read.documents) == 1
    assert (problem.line, "50 records" in problem.message, "a, b" in problem.message) == (1, True, True)
    assert "--map" in problem.hint


SENTENCES = "The committee met on Tuesday to discuss the new licence, and for most of the afternoon its members agreed that something had to change. "
WRAPPED = "\n\n".join(
    textwrap.fill(f"{number} members spoke. {SENTENCES * 4}", 72) for number in ("Two", "Three", "Four", "Five")
)
CODE = "def decide(members):\n    for member in members:\n        if member.agrees():\n            return True\n    return False"
CODE_AND_LIST = f"\n\n{textwrap.indent(CODE, '    ')}\n\n1. First they would read.\n2. Then they would write.\n3. Then they would vote.\n"


def test_names_of_fields_are_shown_on_one_line(tmp_path: Path) -> None:
    (problem,) = reader_of("jsonl", tmp_path, "a.jsonl")('{"t\\n1": 1, "note": "e"}\n').problems
    assert problem.message.endswith(r"the fields of the first: t\n1, note")


def test_plain_text_is_read_by_the_rules_for_texts(tmp_path: Path) -> None:
    document = reader_of("jsonl", tmp_path, "a.jsonl")(json.dumps({"text": WRAPPED + CODE_AND_LIST})).document
    body = body_of(document)
    assert body[0] == f"Two members spoke. {SENTENCES * 4}".strip()
    assert document.blocks[4].kind == "code"
    assert [line.strip() for line in document.blocks[4].text.split("\n")] == [line.strip() for line in CODE.split("\n")]
    assert body[5:] == ["First they would read.", "Then they would write.", "Then they would vote."]
    assert [block.containers[0].number for block in document.blocks[-3:]] == [1, 2, 3]


def test_markdown_is_read_as_markdown_with_its_own_title(tmp_path: Path) -> None:
    text = "# 題目\n\n第一段有[連結](https://a.example/)。\n\n## 小節\n\n- 甲\n- 乙\n"
    read = reader_of("jsonl", tmp_path, "a.jsonl")
    document = read(json.dumps({"markdown": text})).document
    assert facts_of(document) == {"title": ("題目",)}
    assert body_of(document)[:2] == ["第一段有[連結](https://a.example/)。", "## 小節"]
    document = read(json.dumps({"markdown": text, "title": "別的題目"})).document
    assert facts_of(document) == {"title": ("別的題目",)}
    assert set_aside(document) == {"repeated fact: the title, which is stated beside the text": "題目"}


def test_a_whole_page_is_read_as_a_page(tmp_path: Path) -> None:
    paragraphs = "".join(
        f"<p>{n}. A paragraph that is long enough to be one of an article, with commas, and words.</p>"
        for n in range(9)
    )
    html = f"<!DOCTYPE html><html><head><title>The Title</title><meta property='article:published_time' content='2023-06-21T01:19:00Z'></head><body><nav><a href='/'>Home</a></nav><article><h1>The Title</h1>{paragraphs}</article></body></html>"
    document = reader_of("jsonl", tmp_path, "a.jsonl")(
        json.dumps({"html": html, "url": "https://a.example/1"})
    ).document
    facts = facts_of(document)
    assert (facts["title"], facts["date"][0][:10], facts["source_url"]) == (
        ("The Title",),
        "2023-06-21",
        ("https://a.example/1",),
    )
    assert len([line for line in body_of(document) if "long enough" in line]) == 9
