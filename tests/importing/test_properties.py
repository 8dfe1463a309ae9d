"""Whatever text comes in: every line is accounted for and proved, or the file is refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.importing.convert import convert
from beilin.importing.proof.blocks import blocks_of
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.source.lines import read_source_text
from beilin.importing.source.stripped import with_pieces
from beilin.model import Article
from beilin.reading.article import read_article
from tests.importing.support import CONVERSION, READER

# Lines in the forms that the rules match, in any order.
SHAPES = """\

\u3000
來源:某報
作者:甲、乙
正文一段。
\u3000\u3000縮排的一段。
01題
02題
03題
一、題
二、題
(一)題
(二)題
第一步:題
第二步:題
①甲
②乙
(1)甲
(2)乙
某某2023-06-21 01:19
作者:甲;編譯:乙
文/甲
2021年8月16日
MER:題目_NAR
Author:
Time:1900/1/1 0:00:00
首頁 > 資訊 > 正文
正文一段,它長得足夠成為一個段落,也有句號。
短題
短問?
1.甲
2.乙
3.丙
1900/1/1 0:00:00
1900/1/1 0:00:00一則.
一則.1900/1/1 0:00:00
一則.
\ufeff正文。
正\u200b文\x07。
開\u2028源。
快訊的題目:快訊的正文在這里,足夠長也足夠完整。[2023/3/30 13:35:07]
題目很長的快訊:正文也很長很長很長。[2018/6/19]
# 井
- 減
*星* _線_ `碼`
<div>
[a]: b
---
> 引
https://a.example/%20"""
LINE = st.sampled_from(SHAPES.split("\n")) | st.text(max_size=30)


def body_lines(record: ImportRecord, article: Article) -> Iterator[tuple[int, str]]:
    """The lines of the body as the page shows them, with their numbers: parts of joined paragraphs, lines of code."""
    joins = {join.line: join for join in record.joins}
    fences = {lines[0]: lines for lines in record.preformatted}
    numbers = [number for number in record.body if not any(number in lines[1:] for lines in record.preformatted)]
    starts = [index for index, number in enumerate(numbers) if number not in joins]
    for start, end, block in zip(starts, [*starts[1:], len(numbers)], blocks_of(article.body.html), strict=True):
        if fence := fences.get(numbers[start]):
            lines = zip(fence, block.text.removesuffix("\n").split("\n"), strict=True)
            yield from ((number, line) for number, line in lines if number in record.body)
            continue
        parts = numbers[start:end]
        begins = [0, *(joins[number].column for number in parts[1:])]
        ends = [*(joins[number].column - len(joins[number].separator) for number in parts[1:]), len(block.text)]
        yield from ((number, block.text[a:b]) for number, a, b in zip(parts, begins, ends, strict=True))


def check(text: str) -> None:
    """The source can be rebuilt from the Markdown and the import record, line by line."""
    data = text.encode(errors="replace")
    conversion, problems = convert("source.txt", data, CONVERSION)
    if conversion is None:
        assert [problem.severity for problem in problems] == ["error"]
        assert problems[0].message
        assert "lose or change" not in problems[0].message  # refused for what it is, not because the import is wrong
        return
    article, article_problems = read_article(conversion.article, conversion.markdown, READER)
    assert article is not None
    assert article_problems == ()
    record = conversion.record
    rebuilt = {item.line: item.text for item in record.facts} | {item.line: item.text for item in record.set_aside}
    rebuilt |= {number: with_pieces(line, record.stripped_from(number)) for number, line in body_lines(record, article)}
    source, _ = read_source_text("source.txt", data)
    assert source is not None
    assert {line.number: line.raw for line in source.lines if line.number not in record.blank} == rebuilt


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=12))
def test_lines_in_any_form_are_rebuilt_from_markdown_and_record(lines: list[str]) -> None:
    check("\n".join(lines))


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.text())
def test_any_text_is_rebuilt_from_markdown_and_record(text: str) -> None:
    check(text)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_converted_or_refused_with_a_reason(data: bytes) -> None:
    conversion, problems = convert("source.txt", data, CONVERSION)
    assert (conversion is None) == bool(problems)
    assert all(problem.message and problem.hint for problem in problems)
