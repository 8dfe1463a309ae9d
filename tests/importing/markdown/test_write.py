"""The Markdown file is readable for an editor and for the site's reader."""

from __future__ import annotations

from beilin.importing.markdown.front_matter import FrontMatter
from beilin.importing.markdown.write import write_markdown
from beilin.model import Provenance
from beilin.reading.article import read_article
from tests.importing.support import READER

ORIGIN = Provenance("0_來源 檔.txt", "ab" * 32, "1.2.3", {"stamped flash": 2})
MINIMAL = FrontMatter("題", False, "", (), "", "", None, Provenance("x.txt", "ab" * 32, "1.2.3"))
FULL = FrontMatter("題:目", True, "某報", ("甲", "乙"), "2023-06-21 01:19", "zh-Hant", ("open source",), ORIGIN)


def test_all_front_matter_is_read_back() -> None:
    article, problems = read_article("content/articles/x.md", write_markdown(FULL, {0: "正文。"}, (), ()), READER)
    assert problems == ()
    assert article is not None
    summary = article.summary
    assert (summary.title, summary.title_proposed) == ("題:目", True)
    assert (summary.source, summary.authors, summary.language) == ("某報", ("甲", "乙"), "zh-Hant")
    assert (summary.date, summary.tags) == ("2023-06-21T01:19:00+08:00", ("open source",))
    assert summary.provenance == ORIGIN


def test_what_the_source_does_not_state_is_absent() -> None:
    text = write_markdown(MINIMAL, {0: "正文。"}, (), ()).decode()
    assert text == (
        f'---\ntitle: 題\nprovenance:\n  file: x.txt\n  sha256: {"ab" * 32}\n  importer: "1.2.3"\n---\n\n正文。\n'
    )


def test_blocks_are_separated_by_blank_lines_and_items_are_not() -> None:
    texts = {1: "題", 2: "文。", 4: "甲", 5: "乙", 6: "丙", 7: "丁", 9: "末。"}
    body = write_markdown(MINIMAL, texts, (1,), ((4, 5), (6, 7))).decode().split("---\n\n")[1]
    assert body == "## 題\n\n文。\n\n1. 甲\n2. 乙\n\n1) 丙\n2) 丁\n\n末。\n"
