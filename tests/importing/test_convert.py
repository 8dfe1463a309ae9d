"""A source becomes an article whose front matter says only what the source states."""

from __future__ import annotations

from dataclasses import replace

import pytest

from beilin import __version__
from beilin.importing.archive.paths import article_path
from beilin.importing.convert import convert
from beilin.importing.source.stripped import HEADING_NUMBER
from beilin.reading.article import read_article
from tests.importing.support import CONVERSION, READER, body_of, converted, refused


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("000_1fc70bd2.txt", "content/articles/000-1fc70bd2.md"),
        ("開源 模型.txt", "content/articles/開源-模型.md"),
        ("a.b.txt", "content/articles/a-b.md"),
        ("README", "content/articles/readme.md"),
        ("….txt", None),
    ],
)
def test_the_address_comes_from_the_name_of_the_source(name: str, path: str | None) -> None:
    assert article_path(name) == path


def test_a_name_without_letters_is_refused() -> None:
    assert refused("正文。".encode(), "——.txt").message == "the file's name gives no slug"


def test_nothing_is_invented() -> None:
    conversion = converted("第一句話。第二句話。\n晚報:某平臺公布了新的費率,自明日起適用。[2023/3/30 13:35:07]\n")
    article, _ = read_article(conversion.article, conversion.markdown, READER)
    assert article is not None
    summary = article.summary
    assert (summary.title, summary.title_proposed) == ("第一句話", True)
    assert (summary.date, summary.authors, summary.source, summary.tags) == (None, (), None, ())
    assert "tags" not in conversion.markdown.decode().split("---")[1]


def test_provenance_has_the_source_the_importer_and_the_lines_set_aside() -> None:
    conversion = converted("正文。\n晚報:某平臺公布了新的費率,自明日起適用。[2023/3/30 13:35:07]\n", "甲.txt")
    article, _ = read_article(conversion.article, conversion.markdown, READER)
    assert article is not None
    origin = article.summary.provenance
    assert origin is not None
    assert (origin.file, origin.importer, origin.set_aside) == ("甲.txt", __version__, {"stamped flash": 1})
    assert origin.sha256 == conversion.record.sha256


def test_a_stated_title_is_not_proposed() -> None:
    conversion = converted("標題:推論的帳單\n正文。\n")
    assert (conversion.title, conversion.title_proposed) == ("推論的帳單", False)


def test_a_proposed_title_skips_headings() -> None:
    assert converted("01甲\n第一段。\n02乙\n第二段。\n").title == "第一段"


def test_the_body_has_one_block_for_each_line() -> None:
    text = "\u3000\u3000第一段。\n01甲\n第二段\u200b。\n\n02乙\n1.一。\n2.二。\n第三段, \n"
    assert body_of(converted(text)) == "第一段。\n\n## 甲\n\n第二段。\n\n## 乙\n\n1. 一。\n2. 二。\n\n第三段,\n"


def test_a_flash_between_two_items_does_not_split_the_list() -> None:
    text = "分兩種:\n1.一。\n晚報:某平臺公布了新的費率,自明日起適用。[2023/3/30 13:35:07]\n2.二。\n正文。\n"
    assert body_of(converted(text)) == "分兩種:\n\n1. 一。\n2. 二。\n\n正文。\n"


def test_tags_come_from_what_is_kept() -> None:
    noise = "晚報:開源的某平臺公布了開源的費率,安卓的用戶自明日起適用。[2023/3/30 13:35:07]"
    assert converted(f"開頭。\n{noise}\n正文。\n").tags == ()
    assert converted(f"開頭。\n{noise}\n安卓,還是安卓。\n").tags == ("Android",)


def test_tags_that_an_editor_chose_stay_and_suggestions_are_still_reported() -> None:
    conversion, _ = convert("x.txt", "開源。".encode(), CONVERSION, editor_tags=("自選",))
    assert conversion is not None
    assert conversion.tags == ("自選",)
    assert [tag.term for tag in conversion.suggestions] == ["open source"]
    conversion, _ = convert("x.txt", "開源。".encode(), CONVERSION, editor_tags=())
    assert conversion is not None
    assert "tags: []\n" in conversion.markdown.decode()


def test_the_record_says_what_was_stripped_from_which_line() -> None:
    record = converted("\ufeff甲。\n01題\n乙。\n02題\n丙。 \n").record
    assert [(piece.line, piece.rule) for piece in record.stripped] == [
        (0, "byte order mark"),
        (1, HEADING_NUMBER),
        (3, HEADING_NUMBER),
        (4, "trailing space"),
    ]


def test_a_source_of_nothing_but_bylines_and_noise_is_refused() -> None:
    assert refused("來源:某報\n一則.1900/1/1 0:00:00\n二則.1900/1/1 0:00:00\n".encode()).message == (
        "nothing is left for the article"
    )


def test_one_source_gives_the_same_bytes_every_time() -> None:
    text = "來源:某報\n開源。\n01甲\n乙。\n02丙\n丁。\n"
    assert converted(text) == converted(text)
    assert converted(text, "其他.txt").record == replace(
        converted(text).record, file="其他.txt", markdown_sha256=converted(text, "其他.txt").record.markdown_sha256
    )
