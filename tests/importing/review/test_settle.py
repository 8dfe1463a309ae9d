"""Each answer does what the commands do: lines move, the title is confirmed, the entry leaves the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.importing.archive.imported_article import read_imported_article
from beilin.importing.review.inbox import articles_with_questions
from beilin.importing.review.questions import Answer, Question, questions_of, state_digest
from beilin.importing.review.settle import settle
from beilin.importing.undo.files import move_lines
from beilin.importing.undo.moves import restore
from beilin.importing.undo.undo_error import UndoError
from tests.importing.support import READER, import_file

PAGE = """\
首頁
登入
科技生活
工廠換軟體的故事
2023-06-02
分享

這座機房在山腳下，夏天的電費比冬天貴了三成，管理的人只好把工作排到半夜。
她把權重的授權條款讀了三遍，發現最要緊的一句寫在第三頁的註腳裡。

相關新聞
機房的夏天
版權所有 © 2023 某報
"""
BODY = "這座機房在山腳下，夏天的電費比冬天貴了三成，管理的人只好把工作排到半夜。\n\n她把權重的授權條款讀了三遍，發現最要緊的一句寫在第三頁的註腳裡。\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    source = tmp_path / "page.txt"
    source.write_text(PAGE)
    (tmp_path / "site.yaml").write_text("title: T\nlanguage: zh-Hant\n")
    assert import_file(source, tmp_path).outcome == "written"
    return tmp_path


def questions(root: Path) -> dict[str, Question]:
    """The open questions by their lines, from 1: `title`, `1-3`."""
    return {
        f"{question.passage[0][0] + 1}-{question.passage[-1][0] + 1}" if question.passage else question.what: question
        for question in questions_of(read_imported_article(root, "page"))
    }


def answer(root: Path, which: str, answer: Answer, title: str = "") -> None:
    settle(root, questions(root)[which], answer, READER, title)


def files(root: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((root / "content/articles").iterdir())]


def markdown(root: Path) -> str:
    return (root / "content/articles/page.md").read_text()


def test_the_questions_of_a_page(root: Path) -> None:
    assert {which: question.answers for which, question in questions(root).items()} == {
        "title": ("confirm", "replace"),
        "1-3": ("set aside", "keep"),
        "6-6": ("set aside", "keep"),
        "11-13": ("set aside", "keep"),
    }
    assert questions(root)["1-3"].passage == ((0, "首頁"), (1, "登入"), (2, "科技生活"))
    assert questions(root)["title"].value == "工廠換軟體的故事"


def test_accepted_ranges_are_set_aside_and_can_be_restored(root: Path) -> None:
    for which in ("1-3", "6-6", "11-13"):
        answer(root, which, "set aside")
    assert markdown(root).endswith(f"---\n\n{BODY}")
    assert [*questions(root)] == ["title"]
    record = read_imported_article(root, "page").record
    assert [entry.line + 1 for entry in record.set_aside] == [1, 2, 3, 6, 11, 12, 13]
    move_lines(root, "page", [12], restore, READER)
    assert markdown(root).endswith(f"{BODY}\n機房的夏天\n")


def test_a_declined_range_stays_and_is_not_asked_again(root: Path) -> None:
    before = markdown(root)
    answer(root, "11-13", "keep")
    assert markdown(root) == before
    assert [*questions(root)] == ["title", "1-3", "6-6"]


def test_a_title_is_confirmed_as_it_is_or_corrected(root: Path) -> None:
    before = markdown(root)
    answer(root, "title", "confirm", "工廠換軟體的故事：四個月")
    assert "title_proposed" in before
    assert markdown(root).startswith('---\ntitle: "工廠換軟體的故事：四個月"\ndate: 2023-06-02\n')
    assert "title" not in questions(root)


def test_a_line_that_is_not_the_title_returns_to_the_article(root: Path) -> None:
    answer(root, "title", "replace", "另一個題目")
    assert markdown(root).startswith("---\ntitle: 另一個題目\ndate: 2023-06-02\n")
    assert "科技生活\n\n工廠換軟體的故事\n\n分享\n" in markdown(root)
    record = read_imported_article(root, "page").record
    assert 3 in record.body
    assert [fact.key for fact in record.facts] == ["date"]


def test_the_record_of_an_unedited_article_keeps_its_digest_right(root: Path) -> None:
    from hashlib import sha256

    answer(root, "title", "replace", "另一個題目")
    answer(root, "11-13", "set aside")
    record = read_imported_article(root, "page").record
    assert record.markdown_sha256 == sha256(markdown(root).encode()).hexdigest()


def test_an_edited_title_is_left_to_the_editor(root: Path) -> None:
    path = root / "content/articles/page.md"
    path.write_text(markdown(root).replace("title: 工廠換軟體的故事", "title:   '工廠換軟體的故事'"))
    before = files(root)
    with pytest.raises(UndoError, match="line of the title was edited"):
        answer(root, "title", "confirm", "別的")
    assert files(root) == before


def test_if_a_line_was_edited_the_others_move_and_the_question_stays_open(root: Path) -> None:
    path = root / "content/articles/page.md"
    path.write_text(markdown(root).replace("版權所有", "版權屬於"))
    with pytest.raises(UndoError, match=r"line 13 was edited or moved; .*; 2 of 3 lines were moved"):
        answer(root, "11-13", "set aside")
    assert markdown(root).endswith(f"{BODY}\n版權屬於 © 2023 某報\n")
    assert "13-13" in questions(root)


def test_only_its_own_answers_settle_a_question(root: Path) -> None:
    with pytest.raises(ValueError, match="does not answer"):
        answer(root, "11-13", "restore")


def test_the_inbox_lists_articles_until_everything_is_settled(root: Path) -> None:
    (root / "content/articles/broken.source.yaml").write_text("source: {")
    first = state_digest(read_imported_article(root, "page"))
    assert [imported.path for imported in articles_with_questions(root)] == ["content/articles/page.md"]
    for which in ("1-3", "6-6", "11-13"):
        answer(root, which, "keep")
    answer(root, "title", "confirm")
    assert [*articles_with_questions(root)] == []
    assert state_digest(read_imported_article(root, "page")) != first
