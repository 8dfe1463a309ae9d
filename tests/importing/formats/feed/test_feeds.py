"""A feed of any size and encoding is read without a network, and the same entry is the same each time."""

from __future__ import annotations

import gzip
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from tests.importing.formats.support import body_of, facts_of, reader_of, set_aside

RSS = '<?xml version="1.0" encoding="{encoding}"?>\n{doctype}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>某報</title><link>https://a.example/</link><lastBuildDate>{built}</lastBuildDate>{items}</channel></rss>'


def rss(*items: str, encoding: str = "utf-8", doctype: str = "", built: str = "x") -> str:
    """A feed of RSS 2.0 with the items."""
    return RSS.format(
        encoding=encoding, doctype=doctype, built=built, items="".join(f"<item>{item}</item>\n" for item in items)
    )


def entry(number: int, text: str = "文字。") -> str:
    """An item with a guid and a text."""
    return (
        f"<title>第{number}篇</title><guid>{number}</guid><content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>"
    )


def test_an_entry_is_the_same_when_others_are_added(tmp_path: Path) -> None:
    read = reader_of("feed", tmp_path, "a.xml")
    before = read(rss(entry(1), entry(2), built="Monday"))
    after = read(rss(entry(3), entry(1), entry(2, "新的文字。"), built="Tuesday"))
    known = {item.identity: item.data for item in before.items}
    assert list(known) == ["https://a.example/ 1", "https://a.example/ 2"]
    assert [known.get(item.identity) == item.data for item in after.items] == [False, True, False]
    assert [item.identity for item in after.items][2] in known


@pytest.mark.parametrize(("label", "codec"), [("gb2312", "gb18030"), ("Big5", "big5"), ("utf-8", "utf-8")])
def test_the_declared_encoding_counts(label: str, codec: str, tmp_path: Path) -> None:
    text = "中文的一段文字，用來檢查編碼。" if codec != "gb18030" else "中文的一段文字，用来检查编码。"
    data = rss(entry(1, text), encoding=label).encode(codec)
    read = reader_of("feed", tmp_path, "a.xml")(data)
    assert body_of(read.document) == [text]
    assert facts_of(read.document)["source"] == ("某報",)


def test_nothing_is_requested_and_nothing_expands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: Any, **_options: Any) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    (tmp_path / "secret").write_text("SECRET")
    doctype = f'<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd" [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY s SYSTEM "file://{tmp_path}/secret">]>'
    read = reader_of("feed", tmp_path, "a.xml")(
        rss("<title>&b;</title><description>&s; &b; text</description>", doctype=doctype)
    )
    text = read.document.all_text
    assert ("SECRET" in text, "aaaa" in text, "text" in text) == (False, False, True)


def test_a_large_feed_is_read_entry_by_entry(tmp_path: Path) -> None:
    from beilin.importing.formats import feed
    from beilin.importing.formats.table import FormatSettings

    path = tmp_path / "a.xml.gz"
    path.write_bytes(gzip.compress(rss(*(entry(number, "文字。" * 100) for number in range(3000))).encode()))
    started = time.process_time()
    items = feed.items(path, "a.xml.gz", FormatSettings())
    next(items)
    assert time.process_time() - started < 1
    assert sum(1 for _ in items) == 2999


def test_every_text_of_an_entry_is_somewhere(tmp_path: Path) -> None:
    document = reader_of("feed", tmp_path, "a.xml")(
        rss(
            "<title>題</title><description>摘要一句。</description><content:encoded>全文。</content:encoded><x:note>一個註</x:note><own><deep>深處</deep></own>"
        )
    ).document
    assert facts_of(document)["summary"] == ("摘要一句。",)
    assert set_aside(document) == {"other field: field x:note": "一個註", "other field: field own deep": "深處"}
