"""Documents of blocks become articles with a record, proved; what cannot be shown as it is becomes plain text."""

from __future__ import annotations

from beilin.importing.convert import Conversion
from beilin.importing.convert_document import convert_document
from beilin.importing.model import NOWHERE, Block, Container, Document, Fact, Finding, Item
from beilin.importing.record.record_file import read_import_record, write_import_record
from beilin.problems.problem import Problem
from tests.importing.support import CONVERSION, body_of


def item(name: str = "page") -> Item:
    return Item("html", f"{name}.html", b"<p>", name)


def paragraph(text: str, markdown: str | None = None, *containers: Container, line: int = 0) -> Block:
    return Block("paragraph", text, text if markdown is None else markdown, line, containers=containers)


def heading(text: str) -> Block:
    return Block("heading", text, f"## {text}", level=2)


def document(
    *blocks: Block, noise: dict[int, Finding] | None = None, facts: tuple[Fact, ...] = (), more: str = ""
) -> Document:
    return Document(blocks, "\n".join(block.text for block in blocks) + more, noise or {}, facts)


def converted_blocks(source: Document) -> Conversion:
    """The conversion of a document that must convert."""
    conversion, problems = convert_document(item(), source, CONVERSION)
    assert conversion is not None, problems
    assert read_import_record(write_import_record(conversion.record)) == conversion.record
    return conversion


def refused_blocks(source: Document) -> Problem:
    conversion, problems = convert_document(item(), source, CONVERSION)
    assert conversion is None
    (problem,) = problems
    return problem


def test_blocks_facts_and_noise_become_article_and_record() -> None:
    conversion = converted_blocks(
        document(
            paragraph("首頁 > 文章"),
            heading("開源的帳單"),
            paragraph("第一段。", "第一**段**。"),
            paragraph("一項", None, Container("bullet", 1, 1)),
            paragraph("引文", None, Container("quote", 2)),
            noise={0: Finding(0, "outside the article", "before the main text", True)},
            facts=(
                Fact(1, "title", ("開源的帳單",)),
                Fact(NOWHERE, "date", ("2023-06-21T01:19:00Z",), "JSON-LD datePublished"),
                Fact(NOWHERE, "source_url", ("https://a.example/1",), "canonical"),
            ),
        )
    )
    assert body_of(conversion) == "第一**段**。\n\n- 一項\n\n> 引文\n"
    head = conversion.markdown.decode()
    assert "title: 開源的帳單\n" in head
    assert "title_proposed" not in head
    assert "date: 2023-06-21 09:19\n" in head
    assert 'source_url: "https://a.example/1"\n' in head
    assert "  kind: html\n" in head
    record = conversion.record
    assert [(entry.line, entry.text) for entry in record.set_aside] == [(0, "首頁 > 文章")]
    assert record.facts[1].evidence == "JSON-LD datePublished"
    assert record.body == (2, 3, 4)


def test_a_block_whose_markdown_shows_something_else_is_written_plainly() -> None:
    conversion = converted_blocks(document(paragraph("星*號*。"), paragraph("乙", "**丙**"), heading("丁")))
    assert body_of(conversion) == "星\\*號\\*。\n\n乙\n\n## 丁\n"
    assert [review.line for review in conversion.record.review] == [0, 1]


def test_text_that_no_block_has_is_refused() -> None:
    problem = refused_blocks(document(paragraph("甲"), more="遺漏"))
    assert problem.code == "lost-text"
    assert "遺" in problem.message


def test_text_that_is_not_in_the_source_is_refused() -> None:
    source = Document((paragraph("甲"), paragraph("乙丙")), "甲\n乙")
    assert "丙" in refused_blocks(source).message


def test_notes_stand_at_the_end_of_the_page_and_are_proved_there() -> None:
    note = Container("note", 7, label="fn-1")
    conversion = converted_blocks(
        document(
            paragraph("有註[3]的話。", "有註[^fn-1]的話。"),
            paragraph("註文", None, note),
            paragraph("後面還有。"),
        )
    )
    assert body_of(conversion) == "有註[^fn-1]的話。\n\n[^fn-1]: 註文\n\n後面還有。\n"
    assert not conversion.record.review


def test_a_note_that_nothing_refers_to_is_a_paragraph() -> None:
    conversion = converted_blocks(document(paragraph("甲。"), paragraph("註", None, Container("note", 7, label="1"))))
    assert body_of(conversion) == "甲。\n\n註\n"


def test_a_heading_with_which_an_untitled_article_begins_is_its_likely_title() -> None:
    conversion = converted_blocks(document(heading("無名的題"), paragraph("正文的第一段。")))
    assert (conversion.title, conversion.title_proposed) == ("無名的題", True)
    assert body_of(conversion) == "正文的第一段。\n"


def test_facts_that_front_matter_cannot_have_are_reported() -> None:
    facts = (
        Fact(NOWHERE, "title", ("題",)),
        Fact(NOWHERE, "date", ("昨天",), "<time>"),
        Fact(NOWHERE, "source_url", ("ftp://a.example/",)),
        Fact(NOWHERE, "tags", ("開源", "未知"), "keywords"),
    )
    conversion = converted_blocks(document(paragraph("正文。"), facts=facts))
    assert conversion.tags == ("open source",)
    assert [review.why.split(":")[0] for review in conversion.record.review] == [
        "tags of the source that the archive does not have",
        "date",
        "source_url",
    ]
    assert "date:" not in conversion.markdown.decode()


def test_facts_of_the_editor_precede_those_of_the_source() -> None:
    source = document(heading("題"), paragraph("正文。"), facts=(Fact(0, "title", ("題",)),))
    conversion, _ = convert_document(item(), source, CONVERSION, given=(Fact(NOWHERE, "title", ("別題",)),))
    assert conversion
    assert conversion.title == "別題"
    assert body_of(conversion) == "正文。\n"
    repeated = document(heading("別題"), paragraph("正文。"))
    conversion, _ = convert_document(item(), repeated, CONVERSION, given=(Fact(NOWHERE, "title", ("別題",)),))
    assert conversion
    assert body_of(conversion) == "正文。\n"


def test_a_byline_that_says_something_else_stays_and_is_reported() -> None:
    source = document(
        paragraph("作者：拓工"), paragraph("正文。"),
        facts=(Fact(NOWHERE, "title", ("題",)), Fact(NOWHERE, "author", ("硯秋",), "JSON-LD")),
    )  # fmt: skip
    conversion = converted_blocks(source)
    assert body_of(conversion) == "作者：拓工\n\n正文。\n"
    assert [review.why for review in conversion.record.review] == ["author: this says 拓工; 硯秋 is used"]


def test_titles_of_alerts_are_text_and_names_of_their_kinds_are_not() -> None:
    quotes = [Container("quote", key) for key in (1, 2, 3)]
    conversion = converted_blocks(
        document(
            paragraph("開頭的一段。"),
            paragraph("注意事項", "[!tip] 注意事項", quotes[0]),
            paragraph("甲。", None, quotes[0]),
            paragraph("Note", "[!note] Note", quotes[1]),
            paragraph("乙。", None, quotes[1]),
            paragraph("[!note] 不是", "\\[!note] 不是", quotes[2]),
        )
    )
    assert not conversion.record.review
    assert "> [!tip] 注意事項\n>\n> 甲。" in body_of(conversion)


def test_the_first_of_several_headings_of_a_level_is_not_the_title() -> None:
    conversion = converted_blocks(document(heading("一節"), paragraph("甲。"), heading("二節"), paragraph("乙。")))
    assert body_of(conversion).startswith("## 一節\n")


def test_a_block_in_very_many_containers_stays_readable() -> None:
    containers = tuple(Container("quote", key) for key in range(1, 100))
    conversion = converted_blocks(document(paragraph("開頭的一段。"), paragraph("深處。", None, *containers)))
    assert body_of(conversion).endswith("> 深處。\n")
