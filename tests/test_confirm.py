"""`confirm` and `import --review`: a key for each question; what is not answered stays open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from beilin.cli import cli
from beilin.commands import reviewing
from tests.importing.review.test_settle import PAGE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "site.yaml").write_text("title: T\nlanguage: zh-Hant\nbase_url: https://example.org/\n")
    (tmp_path / "one.txt").write_text(PAGE)
    (tmp_path / "two.txt").write_text(PAGE.replace("山腳", "海邊").replace("工廠", "碼頭").replace("授權", "租約"))
    return tmp_path


def run(root: Path, *words: str, keys: str | None = None, typed: str = "") -> Result:
    """The command, in a terminal in which these keys are pressed if there are any."""
    pressed: Iterator[str] = iter(keys or "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reviewing, "_is_terminal", lambda: keys is not None)
        patch.setattr(click, "getchar", lambda: next(pressed))
        return CliRunner().invoke(cli, [words[0], "--root", str(root), *words[1:]], input=typed)


def test_questions_are_listed_where_nobody_can_answer(root: Path) -> None:
    run(root, "import", str(root / "one.txt"))
    listed = run(root, "confirm")
    assert listed.exit_code == 0
    assert "  lines 11–13: possible page furniture: 3 lines after the article's last sentence" in listed.output
    assert "4 open; " in listed.output
    assert run(root, "confirm", "nothing").exit_code == 1


def test_keys_settle_questions_and_quitting_leaves_the_rest(root: Path) -> None:
    asked = run(root, "import", "--review", str(root / "one.txt"), keys="yskq")
    assert "3 settled, 1 open" in asked.output
    text = (root / "content/articles/one.md").read_text()
    assert "title_proposed" not in text
    assert "登入" not in text
    assert "分享" in text
    assert "1 settled, 0 open" in run(root, "confirm", "one", keys="s").output
    assert "nothing is open" in run(root, "confirm", "--list").output


def test_one_answer_settles_all_of_its_kind(root: Path) -> None:
    run(root, "import", str(root / "one.txt"), str(root / "two.txt"))
    assert "8 settled, 0 open" in run(root, "confirm", keys="yasy").output
    for name in ("one", "two"):
        assert "版權所有" not in (root / f"content/articles/{name}.md").read_text()


def test_a_title_can_be_corrected_and_a_question_put_off(root: Path) -> None:
    run(root, "import", str(root / "one.txt"))
    assert "1 settled, 3 open" in run(root, "confirm", keys="ennn", typed="換了軟體\n").output
    assert "title: 換了軟體\n" in (root / "content/articles/one.md").read_text()
