"""A summary that nobody wrote has the first words of the text, and nothing else."""

from __future__ import annotations

import pytest

from beilin.reading.article import read_article
from beilin.reading.settings import ReaderSettings

LONG = "這一句話有二十個漢字那麼長所以湊得滿一行。"


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        # Images and captions are not text.
        ("![機房照片](x.jpg)\n\n第一段在此。第二句在此。", "第一段在此。第二句在此。"),
        ('![機房照片](x.jpg "圖說文字")\n\n第一段在此。', "第一段在此。"),
        ("[![機房照片](x.jpg)](b.md)\n\n第一段在此。", "第一段在此。"),
        ("![機房照片](https://far.example/x.jpg)\n\n第一段在此。", "第一段在此。"),
        ("第一段![圖](x.jpg)在此。", "第一段在此。"),
        ("![只有圖](x.jpg)", ""),
        # Paragraphs are told apart, with nothing that the author did not write but a space.
        ("第一段在此。\n\n第二段在此。", "第一段在此。第二段在此。"),
        ("他說：“好。”\n\n第二段在此。", "他說：“好。”第二段在此。"),
        ("沒有句號的短段落\n\n另一個段落。", "沒有句號的短段落 另一個段落。"),
        ("列在下面：\n\n- 項一\n- 項二\n\n第二段。", "列在下面：第二段。"),
        ("版本 2\n\nSecond paragraph.", "版本 2 Second paragraph."),
        ("He said “yes.”\n\nSecond paragraph.", "He said “yes.” Second paragraph."),
        ("*重點*\n\n**第二段**在此。", "重點 第二段在此。"),
        # What is no paragraph is left out.
        ("> 引文在前。\n\n正文在此。", "正文在此。"),
        ("```py\nx = 1\n```\n\n正文在此。", "正文在此。"),
        ("| 甲 |\n| - |\n| 乙 |\n\n正文在此。", "正文在此。"),
        ("正文在此[^1]。\n\n[^1]: 註。", "正文在此。"),
        ("<div>方塊</div>\n\n正文在此。", "正文在此。"),
        ("## 節\n\n正文在此。\n\n## 節二\n\n不在此。", "正文在此。"),
        # An article of nothing but lists or quotes has their text.
        ("- 項一\n- 項二。\n", "項一 項二。"),
        ("> 引文一。\n>\n> 引文二。\n", "引文一。引文二。"),
        ("- ![圖](x.jpg)\n- 項[^1]\n\n[^1]: 註。\n", "項"),
        # It ends after a sentence.
        (f"{LONG * 5}這一句話有二十個漢字那麼長所以湊得滿{'一' * 20}行。", LONG * 5),
    ],
)
def test_an_article_has_this_summary(body: str, summary: str) -> None:
    article, _ = read_article("content/articles/a.md", f"---\ntitle: 甲\n---\n{body}\n".encode(), ReaderSettings())
    assert article
    assert article.summary.summary == summary
