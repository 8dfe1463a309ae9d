"""What is kept of the links of a body: the sentence of each, and for a bibliography each address on another host."""

from __future__ import annotations

import re

import pytest

from beilin.reading.markdown import render_markdown
from beilin.reading.mentions import links_of
from beilin.text.mentions import Links


def links(markdown: str) -> Links:
    """The links of an article."""
    rendered, _ = render_markdown(markdown, file="content/articles/a.md", with_paragraph_ids=True)
    return links_of(rendered.body)


@pytest.mark.parametrize(
    ("markdown", "sentences"),
    [
        ("沒有連結。", []),
        ("前一句。見[[b]]與[丙](c.md)。", ["見[@0]與丙。", "見@0與[丙]。"]),
        ("見[[b|乙書]]。", ["見[乙書]。"]),
        ("見[乙](b.md)，又見[乙](b.md)。", ["見[乙]，又見乙。"]),
        ("見[**乙**的`x<y`](b.md)[^1]。\n\n[^1]: 註。", ["見[乙的x<y]。"]),
        ("[^1]\n\n[^1]: 註見[乙](b.md)。", ["註見[乙]。"]),
        ("- 項一。\n- 項二見[乙](b.md)", ["項二見[乙]"]),
        ("> 引。見[乙](b.md)。", ["見[乙]。"]),
        ("| 甲 | 乙 |\n|---|---|\n| 前。 | [乙](b.md) |", ["[乙]"]),
        ("第一行\\\n第二行見[乙](b.md)。", ["第一行 第二行見[乙]。"]),
        ("公式$a<b$見[乙](b.md)。", ["公式a<b見[乙]。"]),
        ("<p>原文見<a href='b.md'>乙&amp;丙</a>。</p>", ["原文見[乙&丙]。"]),
        ("看[節](#x)和![圖](a.png)。\n\n![[p]]", []),
        ("[[b]]" + "字" * 150 + "[[c]]。", ["[@0]" + "字" * 116 + "…", "…" + "字" * 115 + "[@1]。"]),
        ("[[b]]" + "甲" * 117 + "[丁](d.md)", ["[@0]" + "甲" * 116 + "…", "…" + "甲" * 117 + "[丁]"]),
    ],
)
def test_the_sentence_of_each_link_into_the_archive(markdown: str, sentences: list[str]) -> None:
    found = [f"{one.before}[{one.words}]{one.after}" for one in links(markdown).mentions]
    assert [re.sub("\0(\\d)\0", r"@\1", one) for one in found] == sentences


def test_a_mention_knows_its_place() -> None:
    (one, other), _ = links("見[乙](b.md)。\n\n## 節\n\n- 見[丙](c.md)\n")
    assert one.id.startswith("_p")
    assert other.id == "節"


def test_each_address_on_another_host_once() -> None:
    markdown = """\
看[外](https://www.example.com/a "題")與[又](https://www.example.com/a)。

<https://example.org/>、[https://example.org/x](https://example.org/x "有題")[^1]

- [](https://empty.example/) [信](mailto:a@example.com) [內](b.md) [節](#x)

[![圖說](a.png)](https://picture.example/)

[^1]: 註見[註](http://note.example/?a=1&b=2)。
"""
    assert [(one.url, one.text, one.domain, one.paragraph, one.note) for one in links(markdown).outside] == [
        ("https://www.example.com/a", "外", "example.com", 1, 0),
        ("https://example.org/", "", "example.org", 2, 0),
        ("https://example.org/x", "有題", "example.org", 2, 0),
        ("https://empty.example/", "", "empty.example", 0, 0),
        ("https://picture.example/", "圖說", "picture.example", 3, 0),
        ("http://note.example/?a=1&b=2", "註", "note.example", 0, 1),
    ]
