"""Importing takes time in proportion to the length of the source, whatever it contains: a ratio, measured in one run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beilin.importing.convert import convert
from tests.growth import MAX_RATIO, growth
from tests.importing.support import CONVERSION

SOURCES: dict[str, Callable[[int], str]] = {
    "a list of links": lambda n: "相關文章：\n" + "某篇文章的標題\n" * n,
    "titles of lists of links": lambda n: "相關文章\n" * n + "正文。\n",
    "links to the previous and next article": lambda n: "上一篇：甲\n下一篇：乙\n" * n,
    "short lines": lambda n: "短行\n" * n,
    "paragraphs": lambda n: "這是一個完整的句子，有標點。\n\n" * n,
    "one paragraph": lambda n: "這是一個完整的句子，有標點。" * n,
    "credits": lambda n: "作者：甲\n" * n,
    "dates": lambda n: "2023-01-01 10:00\n" * n,
    "sources": lambda n: "來源：甲\n" * n,
    "tags": lambda n: "標籤：甲、乙\n" * n,
    "numbered lines": lambda n: "".join(f"{k}、項目\n" for k in range(n)),
    "headings": lambda n: "一、標題\n正文。\n" * n,
    "bracketed titles": lambda n: "【標題】\n" * n,
    "addresses": lambda n: "https://a.example/\n" * n,
    "news flashes": lambda n: "10:00 快訊：某事發生。\n" * n,
    "advertisements": lambda n: "點擊關注我們\n" * n,
    "empty lines": lambda n: "\n" * n + "末。",
    "markup": lambda n: "*_`[" * n,
    "tables": lambda n: "甲\t乙\t丙\n" * n,
    "terms": lambda n: "開源 LLaMA Android 模型。\n" * n,
    "comments": lambda n: (
        "這是一個完整的句子，有標點，也有一點長度。\n3 條評論\n" + "路人：說得好。\n2023-06-02 10:20\n" * n
    ),
    "quoted titles": lambda n: "2 thoughts on “" * n,
    "menus": lambda n: "首頁 | 新聞 | 登入\n" * n,
    "breadcrumbs": lambda n: "首頁 > 新聞 > " * n,
    "addresses in a line": lambda n: "a.example.com/b@c.d " * n,
    "English lines": lambda n: "An English line of text\n" * n,
    "wrapped paragraphs": lambda n: "The racks are paid for by people who would have bought them\nanyway.\n\n" * n,
    "code and prose": lambda n: "def f():\n    return 1\n\nThis is what the function above does for you.\n\n" * n,
    "columns": lambda n: "a    b    c\n" * n,
    "turns": lambda n: "甲：你好。\n乙：你好。\n" * n,
    "hyphens": lambda n: "the racks are paid for by people who would have bought the ma-\nchines.\n\n" * n,
}


@pytest.mark.slow
@pytest.mark.xdist_group("latency")
@pytest.mark.parametrize("kind", SOURCES)
def test_importing_takes_linear_time(kind: str) -> None:
    make = SOURCES[kind]

    def read(text: str) -> object:
        return convert("a.txt", f"一個標題\n\n作者：甲\n\n{text}".encode(), CONVERSION)

    assert growth(read, make) < MAX_RATIO
