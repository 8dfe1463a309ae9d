"""The command `export`: the same bytes as on the site, whole or not at all, and a clear message for each refusal."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beilin.cli import cli
from beilin.export_formats import FORMATS, SETTINGS, ExportFormat
from beilin.rendering.exports import database
from tests.little_site import SETTINGS as SITE
from tests.little_site import LittleSite, article, little_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> LittleSite:
    """A built archive with every export, which tests only read."""
    made = little_site(
        tmp_path_factory.mktemp("command"),
        {
            "site.yaml": f"{SITE}exports: [{', '.join(SETTINGS)}]\n",
            "content/tags.yaml": "開源:\n  synonyms: [open source]\n",
            "content/articles/a.md": article("甲", date="2024-02-03", tags="[開源]", author="硯秋", source="甲刊"),
            "content/articles/b.md": article("乙", date="2023-05-06", series="授權"),
            "content/articles/c.md": article("丙", draft="true", tags="[開源]"),
        },
    )
    made.build_well()
    return made


def run(site: LittleSite, *arguments: str | Path) -> Result:
    words = ["export", "--root", str(site.root), "--today", "2026-06-01", *map(str, arguments)]
    return CliRunner().invoke(cli, words)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_a_format_is_the_file_of_the_site(site: LittleSite, tmp_path: Path, form: ExportFormat) -> None:
    name, address = form.name, form.address
    published = (site.output / address.removeprefix("/")).read_bytes()
    done = run(site, name, "-o", tmp_path / "new" / "x")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "new" / "x").read_bytes() == published
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["x"]
    if form.is_text:
        done = run(site, name)
        assert (done.exit_code, done.stdout_bytes) == (0, published)


def test_it_needs_no_setting_and_no_built_site(tmp_path: Path) -> None:
    site = little_site(tmp_path, {"content/articles/a.md": article("甲")})
    done = run(site, "jsonl", "-o", "-", "--base-url", "https://other.example/x/")
    assert json.loads(done.stdout)["url"] == "https://other.example/x/articles/a/"
    assert not site.output.exists()


@pytest.mark.parametrize(
    ("option", "name", "titles"),
    [
        ("--tag", "開源", ["甲"]),
        ("--tag", "Open Source", ["甲"]),
        ("--series", "授權", ["乙"]),
        ("--author", "硯秋", ["甲"]),
        ("--source", "甲刊", ["甲"]),
        ("--year", "2023", ["乙"]),
    ],
)
def test_a_selection(site: LittleSite, option: str, name: str, titles: list[str]) -> None:
    done = run(site, "jsonl", option, name)
    assert [json.loads(line)["title"] for line in done.stdout.splitlines()] == titles


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["jsonl", "--tag", "開原"], 1, "No article has the tag '開原'."),
        (["jsonl", "--year", "1999"], 1, "No article has the year '1999'."),
        (["jsonl", "--tag", "a", "--series", "b"], 2, "--tag and --series exclude each other"),
        (["jsonl", "--tag", ""], 2, "the name is empty"),
        (["opml", "--tag", "開源"], 2, "opml is about the whole site"),
        (["sqlite"], 2, "sqlite is not text"),
        (["sqlite", "-o", "-"], 2, "sqlite is not text"),
        (["jsonl", "-o", "."], 2, "is a folder"),
        (["xls"], 2, "'xls' is not one of"),
        (["jsonl", "-o", "/dev/null/x"], 1, "error"),
    ],
)
def test_each_refusal_says_why(site: LittleSite, arguments: list[str], code: int, message: str) -> None:
    done = run(site, *arguments)
    assert (done.exit_code, message in done.output) == (code, True), done.output
    assert "Traceback" not in done.output


def test_a_pipe_or_a_device_is_not_replaced(site: LittleSite, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    done = run(site, "jsonl", "-o", pipe)
    assert (done.exit_code, pipe.is_fifo()) == (2, True)
    assert "is not a regular file" in done.output


def test_a_full_disk_names_the_file_that_was_asked_for(site: LittleSite, tmp_path: Path) -> None:
    target = tmp_path / "x.jsonl"
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, old[1]))
    try:
        done = run(site, "jsonl", "-o", target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert done.exit_code == 1
    assert f"{target}: error: cannot be written" in done.output
    assert list(tmp_path.iterdir()) == []


def test_an_archive_with_errors_leaves_the_old_file(tmp_path: Path) -> None:
    site = little_site(tmp_path / "a", {"content/articles/a.md": "---\ntitel: 甲\n---\n\n文\n"})
    old = tmp_path / "old.csv"
    old.write_text("old")
    done = run(site, "csv", "-o", old)
    assert (done.exit_code, old.read_text()) == (1, "old")
    assert "content/articles/a.md:2" in done.output


def test_an_article_that_includes_a_part_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    site = little_site(tmp_path / "a", {"content/articles/a.md": article("甲", "![[沒有]]\n")})
    done = run(site, "jsonl", "-o", tmp_path / "x.jsonl")
    assert done.exit_code == 1
    assert "content/articles/a.md:5" in done.output
    assert not (tmp_path / "x.jsonl").exists()


def test_a_database_that_cannot_be_written_is_said_so(
    site: LittleSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_TABLES", f"PRAGMA max_page_count = 3; {database._TABLES}")  # a disk that is full
    target = tmp_path / "x.sqlite"
    done = run(site, "sqlite", "-o", target)
    assert done.exit_code == 1
    assert "database or disk is full" in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_a_selection_has_no_other_article(site: LittleSite, tmp_path: Path) -> None:
    target = tmp_path / "x.sqlite"
    assert run(site, "sqlite", "--tag", "開源", "-o", target).exit_code == 0
    with closing(sqlite3.connect(target)) as found:
        assert found.execute("SELECT title FROM articles").fetchall() == [("甲",)]
        assert found.execute("SELECT value FROM archive WHERE name = 'title'").fetchone() == ("小碑林 · 開源",)
