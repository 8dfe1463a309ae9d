"""The report says what was done, on what evidence, and what to review."""

from __future__ import annotations

from pathlib import Path

from beilin.importing.report import ImportReport, describe_report
from beilin.importing.settings import ConversionSettings
from beilin.problems.problem import Problem
from beilin.reading.tags import TagAuthority
from tests.importing.support import READER, import_file

TEXT = """\
來源:某報
開源的第一段。
晚報:某平臺公布了新的費率,自明日起適用。[2023/3/30 13:35:07]
1.只有一項。
"""


def test_a_written_article(tmp_path: Path) -> None:
    source = tmp_path / "source.txt"
    source.write_text(TEXT, "utf-8")
    report = import_file(source, tmp_path)
    assert describe_report(report) == [
        f"{source}: written → content/articles/source.md",
        "  lines: 3 kept (1 in the front matter), 1 set aside (1 stamped flash)",
        "  title: 開源的第一段 (proposed)",
        "  language: zh-Hant",
        "  tag: open source, because line 2 says “開源的第一段。”",
        "  to review: the title, which is proposed",
        "  to review: line 4, kept; possible list: begins with a number like a list item, but the numbers do not form a sequence",
        "    1.只有一項。",
    ]
    again = import_file(source, tmp_path)
    assert describe_report(again) == [f"{source}: unchanged → content/articles/source.md"]


def test_a_suggestion_that_the_editor_did_not_choose(tmp_path: Path) -> None:
    source = tmp_path / "source.txt"
    source.write_text(TEXT, "utf-8")
    import_file(source, tmp_path)
    article = tmp_path / "content/articles/source.md"
    article.write_text(article.read_text("utf-8").replace("[open source]", "[自選]"), "utf-8")
    lines = describe_report(import_file(source, tmp_path, force=True))
    assert "  not added to the editor's tags: open source, because line 2 says “開源的第一段。”" in lines
    assert "  tags: 自選, as chosen by the editor" in lines


def test_a_refused_source() -> None:
    problem = Problem("wrong-encoding", "the file is not UTF-8", "x.txt", 2, 3, "Convert it.")
    assert describe_report(ImportReport("x.txt", "refused", problems=(problem,))) == [
        "x.txt: refused",
        "x.txt:2:3: error: the file is not UTF-8 [wrong-encoding]",
        "  Convert it.",
    ]


def test_the_structure_is_reported(tmp_path: Path) -> None:
    source = tmp_path / "source.txt"
    source.write_text("01甲\n正文。\n02乙\n1.一。\n2.二。\n\n正文。\n", "utf-8")
    lines = describe_report(import_file(source, tmp_path))
    assert "  lines: 6 kept, 0 set aside, 1 blank" in lines
    assert "  structure: 2 headings, a list of 2" in lines
    assert "  tags: none, because the text mentions no term of the tag authority" in lines


def test_tags_that_the_source_states(tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text("---\ntitle: 題\ntags: [甲]\n---\n\n# 節\n\n正文**粗**。\n", "utf-8")
    conversion = ConversionSettings(TagAuthority(), READER)
    assert "  tags: 甲, as stated in the source" in describe_report(
        import_file(source, tmp_path, conversion=conversion)
    )
