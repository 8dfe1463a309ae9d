"""Bad input is reported with position and hint, all problems together, and the old site is unchanged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions, build
from beilin.parallel.executor import Workers
from beilin.reading.article import MAX_SIZE, ReaderSettings
from beilin.reading.content import Reader, read_content
from beilin.reading.files import Content
from tests.conftest import MakeSite, Require
from tests.little_site import LittleSite, article


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive that has been built once."""
    site = make_site({"content/articles/good.md": article("好", date="2024-01-01")})
    site.build_well()
    return site


def test_all_problems_of_all_files_are_reported_together(site: LittleSite) -> None:
    site.write({
        "content/articles/a.md": "---\ntitle: a: b\n---\n",
        "content/articles/b.md": "",
        "content/articles/c.md": b"\x00\x01",
        "content/tags.yaml": "a: [\n",
    })  # fmt: skip
    problems = site.build_badly()
    assert {problem.file for problem in problems} == {
        "content/articles/a.md",
        "content/articles/b.md",
        "content/articles/c.md",
        "content/tags.yaml",
    }
    assert all(problem.hint for problem in problems)


def test_a_markdown_file_may_have_four_megabytes(site: LittleSite) -> None:
    head = article("長").encode()
    site.write({"content/articles/long.md": head + b"x" * (MAX_SIZE - len(head))})
    site.build_well()
    site.write({"content/articles/long.md": head + b"x" * (MAX_SIZE - len(head) + 1)})
    (problem,) = site.build_badly()
    assert (problem.code, problem.file) == ("file-too-large", "content/articles/long.md")
    assert problem.message == "the file is larger than 4 MB"


def test_two_articles_with_the_same_address_are_both_named(site: LittleSite) -> None:
    site.write({"content/articles/other.md": article("另", slug="good")})
    problem = site.build_badly()[0]
    assert "/articles/good/" in problem.message
    assert "content/articles/good.md" in problem.message
    assert "content/articles/other.md" in problem.message


def test_addresses_that_differ_only_in_case_collide(site: LittleSite) -> None:
    site.write({"content/a.txt": "x", "content/A.txt": "y"})
    (problem,) = site.build_badly()
    assert "claimed twice" in problem.message
    assert "differ only in case" in problem.hint


def test_a_name_that_is_not_utf_8_is_named_as_far_as_it_can_be(site: LittleSite, require: Require) -> None:
    try:
        (site.root / os.fsdecode(b"content/articles/\xff.md")).write_text(article("名"), "utf-8")
    except (OSError, UnicodeEncodeError):
        require(False, "this file system takes no name that is not UTF-8")
    for _ in range(2):  # and again by a build that finds everything as it was
        (problem,) = site.build_badly()
        assert (problem.code, problem.file) == ("file-name", "content/articles/\\xff.md")


def test_a_foreign_file_in_the_output_may_have_a_name_that_is_not_utf_8(site: LittleSite, require: Require) -> None:
    site.build_well()
    foreign = site.output / os.fsdecode(b"\xff.html")
    try:
        foreign.write_text("mine", "utf-8")
    except (OSError, UnicodeEncodeError):
        require(False, "this file system takes no name that is not UTF-8")
    for number in range(3):
        site.write({"content/articles/new.md": article(f"新{min(number, 1)}")})
        assert site.build().published
    assert foreign.read_text("utf-8") == "mine"


def test_a_file_where_a_folder_is_planned_collides(site: LittleSite) -> None:
    site.write({"content/tags": "x", "content/articles/t.md": article("籤", tags="[a]")})
    problem = site.build_badly()[0]
    assert problem.file == "content/tags"
    assert "tags would be a file, for content/tags, and a folder, for " in problem.message
    assert "the tag 'a'" in problem.message


def test_all_articles_with_one_address_are_named_once_with_their_lines(site: LittleSite) -> None:
    site.write({f"content/articles/{name}.md": article(name, slug="good") for name in ("a", "b")})
    (problem,) = site.build_badly()
    assert "claimed 3 times: by content/articles/" in problem.message
    for place in ("content/articles/good.md", "content/articles/a.md:3", "content/articles/b.md:3"):
        assert place in problem.message
    assert problem.hint.startswith("Give all but one")


@pytest.mark.parametrize(
    ("folder", "text"), [("content/articles", article("名")), ("content/files", "x"), ("content/data", "a: 1\n")]
)
def test_names_that_differ_only_in_normalisation_are_told_apart(site: LittleSite, folder: str, text: str) -> None:
    suffix = {"content/articles": "md", "content/files": "txt", "content/data": "yaml"}[folder]
    site.write({f"{folder}/caf{accented}.{suffix}": text for accented in ("\xe9", "e\u0301")})
    (problem,) = site.build_badly()
    assert f"{folder}/caf\xe9.{suffix} (NFC)" in problem.message
    assert f"{folder}/cafe\u0301.{suffix} (NFD)" in problem.message


@pytest.mark.parametrize(
    ("settings", "place", "words"),
    [
        ("", "site.yaml:1", "title is missing"),
        ("- title\n", "site.yaml:1:1", "expected a mapping"),
        ("title: x\n", "site.yaml:1", "base_url is missing"),
        ("title: x\nbase_url: example.org\n", "site.yaml:2:11", "not a valid base URL"),
        ("title: x\nbase_url: https://e.org/\ntime_zone: Mars/Base\n", "site.yaml:3:12", "not a known time zone"),
        ("title: x\nbase_url: https://e.org/\nthem: x\n", "site.yaml:3:1", "unknown key"),
        ("title: x\nbase_url: https://e.org/\ntheme: ../x\n", "site.yaml:3:8", "not a theme name"),
        ("title: x\nbase_url: https://e.org/\ntheme: nope\n", "site.yaml", "no theme 'nope'"),
        ("title: x\nbase_url: https://e.org/\nmenu: [{title: a}]\n", "site.yaml:3:8", "address"),
    ],
)
def test_faults_of_settings_have_a_position(site: LittleSite, settings: str, place: str, words: str) -> None:
    site.write({"site.yaml": settings})
    problem = site.build_badly()[0]
    assert (problem.location, words in problem.message) == (place, True)


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("{% block %}", 1, "expected token"),
        ("\n{{ nothing }}", 2, "'nothing' is undefined"),
        ("\n\n{{ site.nothing }}", 3, "no attribute 'nothing'"),
        ("{{ 1 / 0 }}", 1, "ZeroDivisionError"),
        ("{% include site.title %}", 1, "chosen at run time"),
        ("{% extends 'none.html' %}", 1, "no template 'none.html'"),
        ("{{ [1, 2] | random }}", 1, "random"),
        ("{{ lipsum() }}", 1, "'lipsum' is undefined"),
        ("{% macro f(n) %}{{ f(n) }}{% endmacro %}\n{{ f(1) }}", 1, "RecursionError"),
    ],
)
def test_a_template_that_fails_is_reported_with_its_line(
    site: LittleSite, template: str, line: int, words: str
) -> None:
    site.write({"themes/bare/templates/home.html": template})
    problem = site.build_badly()[0]
    assert problem.file == "themes/bare/templates/home.html"
    assert problem.line == line
    assert words in problem.message


def test_a_fault_in_a_template_is_reported_once_for_all_its_pages(site: LittleSite) -> None:
    site.write({f"content/articles/{n}.md": article(f"篇{n}") for n in range(5)})
    site.write({"themes/bare/templates/article.html": "{{ oops }}"})
    problems = site.build_badly()
    assert len(problems) == 1
    assert "and 5 more" in problems[0].message


@pytest.mark.parametrize(
    ("theme", "words"),
    [
        ("extends: nobody\n", "no theme 'nobody'"),
        ("extends: bare\n", "circle"),
        ("colour: red\n", "unknown key"),
        ("a: [", "in brackets"),
    ],
)
def test_a_theme_that_cannot_be_used_is_an_error(site: LittleSite, theme: str, words: str) -> None:
    site.write({"themes/bare/theme.yaml": theme})
    assert words in site.build_badly()[0].message


def test_a_file_that_vanishes_while_it_is_read_is_a_problem(site: LittleSite) -> None:
    seen = Content(markdown=["content/articles/gone.md"], static=["content/gone.png"])
    settings = ReaderSettings("zh-Hant", "Asia/Taipei")
    reader = Reader(site.root, settings, "key", Workers(1), site.root / "bodies")
    result = read_content(reader, seen, {}, set(), lambda *_: None)
    assert [(problem.file, problem.message) for problem in result.problems] == [
        ("content/articles/gone.md", "the file vanished while it was read"),
        ("content/gone.png", "the file vanished while it was read"),
    ]


def test_a_link_out_of_the_archive_is_refused(site: LittleSite, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (site.root / "content" / "leak.txt").symlink_to(tmp_path / "secret.txt")
    assert "leads out of the archive" in site.build_badly()[0].message


@pytest.mark.parametrize("output", ["..", ".", "content", "content/x", "themes"])
def test_an_output_folder_that_contains_sources_is_refused(site: LittleSite, output: str) -> None:
    result = build(site.root, BuildOptions(output=Path(os.path.normpath(site.root / output)), jobs=1))
    assert "holds the archive itself" in result.problems[0].message


def test_a_symbolic_link_in_the_output_is_not_followed(site: LittleSite, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (site.output / "authors").symlink_to(outside, target_is_directory=True)
    site.write({"content/articles/t.md": article("作", author="a")})
    problem = next(problem for problem in site.build_badly() if "stands in the way" in problem.message)
    assert problem.hint
    assert not any(outside.iterdir())
