"""The commands of importing: what they print and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beilin.cli import cli
from beilin.commands import importing as commands_import
from beilin.importing.formats.recognise import TEXT
from beilin.importing.formats.table import FORMATS
from beilin.importing.source.encodings import ENCODINGS

SOURCE = """\
第一段說的是開源。
晚報:某平臺今天公布了新的費率,自明日起適用。[2023/3/30 13:35:07]
第二段。
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    root.mkdir()
    (root / "site.yaml").write_text("title: 題\nbase_url: https://example.org/\nkeep_sources: true\n", "utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(SOURCE, "utf-8")
    return root


def test_the_choices_are_the_supported_encodings() -> None:
    assert list(ENCODINGS) == list(commands_import.ENCODINGS)


def test_the_choices_are_the_kinds_of_sources() -> None:
    assert sorted(commands_import.KINDS) == sorted([TEXT, *(known.name for known in FORMATS)])
    assert all(callable(known.load().items) and callable(known.load().document) for known in FORMATS)


def test_a_folder_is_imported_with_a_log_and_a_summary(root: Path) -> None:
    (root.parent / "in/b.txt").write_bytes("模型的帳".encode("big5"))
    log = root.parent / "log.jsonl"
    result = run("import", "--root", root, root.parent / "in", "--log", log, "--jobs", "1")
    assert result.exit_code == 1
    assert "2 sources: 1 refused, 1 written" in result.stdout
    assert [json.loads(line)["outcome"] for line in log.read_text("utf-8").splitlines()] == ["written", "refused"]
    again = run("import", "--root", root, root.parent / "in", "--encoding", "big5")
    assert "b.txt: written → content/articles/b.md" in again.stdout
    assert "encoding: big5" in again.stdout
    assert len(list((root / "sources").iterdir())) == 2


def test_restore_and_set_aside(root: Path) -> None:
    run("import", "--root", root, root.parent / "in")
    before = (root / "content/articles/a.md").read_bytes()
    result = run("restore", "--root", root, "articles/a.md", "2")
    assert (result.exit_code, result.stdout) == (0, "content/articles/a.md: 1 line restored to the article\n")
    assert "晚報" in (root / "content/articles/a.md").read_text("utf-8")
    result = run("set-aside", "--root", root, "a", "2")
    assert (result.exit_code, result.stdout) == (0, "content/articles/a.md: 1 line set aside from the article\n")
    assert (root / "content/articles/a.md").read_bytes() == before


def test_a_line_without_neighbours_is_printed_and_ends_with_1(root: Path) -> None:
    run("import", "--root", root, root.parent / "in")
    path = root / "content/articles/a.md"
    path.write_text(path.read_text("utf-8").replace("第一段說", "第一段改說").replace("第二段。", "改過。"), "utf-8")
    result = run("restore", "--root", root, "a", "2")
    assert result.exit_code == 1
    assert result.stdout == SOURCE.splitlines()[1] + "\n"
    assert "the lines around line 2 were edited or removed" in result.stderr
    assert run("restore", "--root", root, "nothing", "2").exit_code == 1
    assert run("restore", "--root", root, "a", "0").exit_code == 2


def test_source_shows_both_sides_and_a_page(root: Path) -> None:
    run("import", "--root", root, root.parent / "in")
    result = run("source", "--root", root, "a")
    assert result.exit_code == 0
    assert "stamped" in result.stdout
    cells = [line.split("│")[2].strip() for line in result.stdout.splitlines() if line.count("│") == 5]
    assert SOURCE.splitlines()[1].replace(" ", "") in "".join(cells).replace(" ", "")  # long lines are not cut
    page = root.parent / "a.html"
    assert run("source", "--root", root, "a", "--html", page).exit_code == 0
    assert "晚報" in page.read_text("utf-8")


def test_explain_writes_nothing(root: Path) -> None:
    result = run("import", "--root", root, "--explain", root.parent / "in/a.txt")
    assert result.exit_code == 0
    assert "    2  set aside, stamped flash: 晚報" in result.stdout
    assert not (root / "content").exists()


def test_faulty_rules_end_with_1_before_anything_is_imported(root: Path) -> None:
    (root / "content").mkdir()
    (root / "content/import.yaml").write_text("chrome:\n  - {name: a, pattern: '('}\n", "utf-8")
    result = run("import", "--root", root, root.parent / "in")
    assert result.exit_code == 1
    assert "content/import.yaml:2:24: error: the pattern cannot be read" in result.stderr
    assert not (root / "content/articles").exists()
