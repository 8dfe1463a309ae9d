"""Commands that read import records know those of articles from another generator's site."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from beilin.checking.noise import noise_problems
from beilin.config import Config
from beilin.importing.archive.existing_article import overwrite_problem
from beilin.importing.archive.import_index import read_import_index
from beilin.importing.archive.imported_article import MigratedArticle, read_imported, read_imported_article
from beilin.importing.comparison.migrated import migrated_side_by_side
from beilin.migrating.model import Converted, Edit, Facts, Head, Placed, SourceDocument
from beilin.migrating.writing.article import ReadSource, write_article

HEAD = Head("yaml", {"title": "海"}, "# 海\n\n見[山](../mountain.html)。\n\n完。\n", 4, raw="---\ntitle: 海\n---\n")
CONVERTED = Converted(
    "見[山](mountain.md)。\n\n完。\n",
    ((Edit(0, 5, "", "title"),), (Edit(5, 21, "mountain.md", "link"),)),
    (("# 海\n\n",), ("../mountain.html",)),
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive with the article in a folder, and one like it in a bundle."""
    document = SourceDocument("_posts/海.md", "article", "海")
    placed = Placed(document, Facts("海", "heading"), "content/articles/2016/海.md", "/articles/海/")
    for place in ("content/articles/2016/海.md", "content/articles/山/index.md"):
        written = write_article(
            replace(placed, place=place), ReadSource(HEAD, "a" * 64), CONVERTED, Config("站", "https://example.org/")
        )
        for path, data in ((written.place, written.markdown), (written.record_place, written.record)):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(data)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("content/articles/2016/海.md", "content/articles/2016/海.md"),
        ("articles/2016/海.md", "content/articles/2016/海.md"),
        ("海", "content/articles/2016/海.md"),
        ("articles/山", "content/articles/山/index.md"),
        ("山", "content/articles/山/index.md"),
    ],
)
def test_an_article_is_found_in_its_folder(archive: Path, name: str, path: str) -> None:
    assert read_imported(archive, name).path == path


def test_an_ambiguous_name_and_a_path_out_of_the_archive_are_refused(archive: Path) -> None:
    (archive / "content/pages").mkdir()
    (archive / "content/pages/海.md").write_text("---\ntitle: 海\n---\n", "utf-8")
    with pytest.raises(
        ValueError, match=r"is ambiguous; it fits content/articles/2016/海\.md and content/pages/海\.md"
    ):
        read_imported(archive, "海")
    with pytest.raises(ValueError, match="there is no article"):
        read_imported(archive, "content/articles/../../secret.md")


def test_no_line_of_it_can_be_restored_or_set_aside(archive: Path) -> None:
    with pytest.raises(ValueError, match=r"was not imported from a plain text.*`source` shows"):
        read_imported_article(archive, "2016/海")


def test_the_source_is_shown_beside_it(archive: Path) -> None:
    found = read_imported(archive, "海")
    assert isinstance(found, MigratedArticle)
    rows = [
        (row.line, row.source, row.markdown, row.kind, row.rule)
        for row in migrated_side_by_side(found.record, found.markdown)
    ]
    assert rows == [
        (1, "---", "", "front matter", "of the source"),
        (2, "title: 海", "", "front matter", "of the source"),
        (3, "---", "", "front matter", "of the source"),
        (None, "", "title: 海", "front matter", "written by the import"),
        (4, "# 海", "", "set aside", ""),
        (5, "", "", "blank", ""),
        (6, "見[山](../mountain.html)。", "見[山](mountain.md)。", "changed", "link"),
        (7, "", "", "blank", ""),
        (8, "完。", "完。", "same", ""),
        (9, "", "", "blank", ""),
    ]


def test_the_edits_are_listed_once_an_editor_changed_the_body(archive: Path) -> None:
    found = read_imported(archive, "海")
    assert isinstance(found, MigratedArticle)
    rows = migrated_side_by_side(found.record, found.markdown.replace("mountain.md", "hill.md"))
    assert [(row.source, row.markdown, row.rule) for row in rows if row.kind == "changed"] == [
        ("# 海\n\n", "", "title"),
        ("../mountain.html", "mountain.md", "link"),
        ("", "\n", "line break"),
    ]


def test_a_plain_text_with_the_same_words_is_found_again(archive: Path) -> None:
    index = read_import_index(archive)
    assert index.by_source == {"a" * 64: "content/articles/2016/海.md"}
    assert set(index.by_text.values()) == {"content/articles/2016/海.md"}


def test_it_is_not_replaced_by_a_plain_text(archive: Path) -> None:
    problem = overwrite_problem(archive, "content/articles/2016/海.md", b"other")
    assert problem is not None
    assert problem.message == "it was imported from a different source, _posts/海.md"


def test_what_its_editor_published_is_no_noise(archive: Path) -> None:
    path, lines = "content/articles/2016/海.md", ["海報導，某公司今日發布一款新產品。[2023/3/30 13:35:07]", "", "完。"]
    assert noise_problems(archive, "content/articles/other.md", lines, 1)[0]
    assert noise_problems(archive, path, lines, 1)[0] == []
