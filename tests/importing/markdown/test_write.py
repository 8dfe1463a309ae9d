"""The Markdown file is readable for an editor and for the site's reader."""

from __future__ import annotations

from beilin.importing.markdown.front_matter import FrontMatter
from beilin.importing.markdown.write import TextBlock, write_markdown
from beilin.model import Provenance
from beilin.reading.article import read_article
from tests.importing.support import READER

ORIGIN = Provenance("0_來源 檔.txt", "ab" * 32, "1.2.3", {"stamped flash": 2})
MINIMAL = FrontMatter("題", False, "", (), "", "", None, Provenance("x.txt", "ab" * 32, "1.2.3"))
FULL = FrontMatter("題:目", True, "某報", ("甲", "乙"), "2023-06-21 01:19", "zh-Hant", ("open source",), ORIGIN)


PARAGRAPH = TextBlock("paragraph", (0,), "正文。")


def body_of(blocks: list[TextBlock]) -> str:
    """The body of the Markdown with the blocks."""
    return write_markdown(MINIMAL, blocks).decode().split("---\n\n", 1)[1]


def test_all_front_matter_is_read_back() -> None:
    article, problems = read_article("content/articles/x.md", write_markdown(FULL, [PARAGRAPH]), READER)
    assert problems == ()
    assert article is not None
    summary = article.summary
    assert (summary.title, summary.title_proposed) == ("題:目", True)
    assert (summary.source, summary.authors, summary.language) == ("某報", ("甲", "乙"), "zh-Hant")
    assert (summary.date, summary.tags) == ("2023-06-21T01:19:00+08:00", ("open source",))
    assert summary.provenance == ORIGIN


def test_what_the_source_does_not_state_is_absent() -> None:
    text = write_markdown(MINIMAL, [PARAGRAPH]).decode()
    assert text == (
        f'---\ntitle: 題\nprovenance:\n  file: x.txt\n  sha256: {"ab" * 32}\n  importer: "1.2.3"\n---\n\n正文。\n'
    )


def test_blocks_are_separated_by_blank_lines_and_items_are_not() -> None:
    items = [(0, 1, "甲"), (0, 2, "乙"), (1, 1, "丙"), (1, 2, "丁")]
    blocks = [TextBlock("heading", (1,), "題", 2), PARAGRAPH]
    blocks += [TextBlock("item", (4,), text, number, list_number) for list_number, number, text in items]
    assert body_of(blocks) == "## 題\n\n正文。\n\n1. 甲\n2. 乙\n\n1) 丙\n2) 丁\n"


def test_a_fence_is_longer_than_the_fences_inside() -> None:
    code = TextBlock("preformatted", (0, 1, 2), "```\n    a  b\n\n````")
    assert body_of([code]) == "`````\n```\n    a  b\n\n````\n`````\n"


def test_the_name_of_a_speaker_is_strong_and_nothing_else() -> None:
    turn = TextBlock("paragraph", (0,), "00:01 - Ann_B: see __init__ and #1", strong=(8, 13))
    assert body_of([turn]) == "00:01 - **Ann_B**: see \\_\\_init\\_\\_ and #1\n"
