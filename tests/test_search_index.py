"""The search's index is an output like any other: kept, patched, restored, removed, and explained."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from beilin.explaining.explain import explain
from beilin.text.folding import folded
from tests.built_archive import equals_clean, settle
from tests.little_site import SETTINGS, LittleSite, article, little_site

FILES: dict[str, str | bytes] = {
    "themes/bare/templates/search.html": "<main>搜</main>",
    "content/parts/p.md": "部件文字。\n",
    **{
        f"content/articles/a{n}.md": article(
            f"題{n}", f"第{n}段文字，見[[a{(n + 1) % 9}]]。\n", date=f"2024-01-0{n + 1}", tags="[開源]", source="某刊"
        )
        for n in range(9)
    },
    "content/articles/undated.md": article("無日", "![[p]]\n", language="en"),
    "content/articles/draft.md": article("草", "機密草稿。\n", draft="true"),
    "content/tags.yaml": "開源: {slug: open-source, names: {en: open source}}\n",
}


@pytest.fixture
def site(tmp_path: Path) -> LittleSite:
    """An archive with search, built once."""
    site = little_site(tmp_path / "archive", FILES)
    site.build_well()
    settle(site)
    return site


def index_of(site: LittleSite) -> dict[str, bytes]:
    """The files of the index, by path in its folder."""
    files = {path.removeprefix("search/"): data for path, data in site.outputs().items() if path.startswith("search/")}
    del files["index.html"]
    return files


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """The paths of the files that differ."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_it_has_the_published_articles(site: LittleSite) -> None:
    files = index_of(site)
    meta = json.loads(files["meta.json"])
    assert (meta["version"], meta["articles"], meta["years"]) == (1, 10, [["", 0, 1], ["2024", 1, 9]])
    cards = [card for path in sorted(files) if path.startswith("c/") for card in json.loads(files[path])]
    assert cards[0] == ["/articles/undated/", "無日", None, "", [], "", "en"]
    assert cards[9] == ["/articles/a8/", "題8", "2024-01-09", "某刊", [], "第8段文字，見a0。", ""]
    assert "草".encode() not in b"".join(files.values())
    names = {
        key: entries
        for path, data in files.items()
        if path.startswith("n/")
        for key, entries in json.loads(data).items()
    }
    assert names["open source"] == [["tag", "開源", "/tags/open-source/", ["open source"]]]
    assert names[folded("題8")] == [["title", 9]]
    assert {"f/tag.bin", "f/source.bin", "f/author.bin", "f/series.bin", "f/language.bin", "fold.txt"} <= files.keys()


def test_an_edit_touches_few_of_its_files(site: LittleSite, tmp_path: Path) -> None:
    before = index_of(site)
    site.write(
        {"content/articles/a3.md": article("題3", "第3段文章。\n", date="2024-01-04", tags="[開源]", source="某刊")}
    )
    site.build_well()
    after = index_of(site)
    assert {path.partition("/")[0] for path in changed(before, after)} <= {"a", "c", "fold.txt"}
    equals_clean(site, tmp_path)
    site.write({"content/parts/p.md": "改了。\n"})
    site.build_well()
    assert changed(after, index_of(site))
    equals_clean(site, tmp_path)


def test_nothing_is_written_if_nothing_changed(site: LittleSite) -> None:
    result = site.build_well()
    assert (result.written, result.removed, result.is_search_outdated) == (0, 0, False)
    site.write({"themes/bare/templates/page.html": "改"})
    assert site.build_well().written <= 1


@pytest.mark.parametrize("path", ["meta.json", "a/g/0000.bin", "c/0.json", "fold.txt"])
def test_a_file_that_was_altered_or_deleted_is_restored(site: LittleSite, path: str) -> None:
    before = index_of(site)
    (site.output / "search" / path).write_bytes(b"tampered")
    assert site.build_well().written == 1
    (site.output / "search" / path).unlink()
    assert site.build_well().written == 1
    shutil.rmtree(site.output / "search")
    site.build_well()
    assert index_of(site) == before


def test_a_foreign_file_is_kept_and_named(site: LittleSite) -> None:
    (site.output / "search/a/mine.bin").write_bytes(b"mine")
    for _ in range(2):
        result = site.build()
        assert [problem.code for problem in result.problems] == ["foreign-files"]
    site.options = site.options._replace(clean=True)
    site.build_well()
    assert not (site.output / "search/a/mine.bin").exists()


def test_it_comes_and_goes_with_the_setting(site: LittleSite) -> None:
    before = index_of(site)
    site.write({"site.yaml": SETTINGS + "search: false\n"})
    site.build_well()
    assert not (site.output / "search").exists()
    site.write({"site.yaml": SETTINGS})
    site.build_well()
    assert index_of(site) == before


def test_drafts_have_an_index_of_their_own(site: LittleSite) -> None:
    before = index_of(site)
    site.options = site.options._replace(drafts=True)
    site.build_well()
    preview = LittleSite(site.root)
    preview_index = site.root / ".beilin/preview/search"
    assert "草" in (preview_index / "c/0.json").read_text("utf-8") + (preview_index / "c/1.json").read_text("utf-8")
    assert index_of(preview) == before


def test_it_is_the_same_with_two_processes_below_a_path_and_elsewhere(site: LittleSite, tmp_path: Path) -> None:
    many = {
        f"content/articles/m{n}.md": article(f"多{n}", f"第{n}篇的文字。\n" * 3, date="2023-01-01") for n in range(70)
    }
    site.write(dict(many))
    site.build_well()
    before = index_of(site)
    others: tuple[dict[str, Any], ...] = (
        {"jobs": 2},
        {"base_url": "https://b.example/x/y/"},
        {"jobs": 2, "clean": True},
    )
    for number, other in enumerate(others):
        site.options = site.options._replace(output=tmp_path / f"out{number}", **other)
        site.build_well()
        out = tmp_path / f"out{number}/search"
        assert {path: (out / path).read_bytes() for path in before} == before


@pytest.mark.parametrize("harm", ["UPDATE parts SET value = x'00' WHERE name = 'index'",
                                  "UPDATE parts SET value = substr(value, 1, 200) || x'ff' || substr(value, 202) WHERE name = 'index'",
                                  "UPDATE parts SET value = 'text' WHERE name = 'index'",
                                  "DELETE FROM parts WHERE name = 'index'"])  # fmt: skip
def test_what_is_known_of_it_may_be_damaged(site: LittleSite, tmp_path: Path, harm: str) -> None:
    connection = sqlite3.connect(site.root / ".beilin/site.sqlite")
    with connection:
        connection.execute(harm)
    connection.close()
    site.write(
        {"content/articles/a3.md": article("題3", "第3段文章。\n", date="2024-01-04", tags="[開源]", source="某刊")}
    )
    site.build_well()
    equals_clean(site, tmp_path)


def test_what_it_was_made_from_may_be_lost(site: LittleSite, tmp_path: Path) -> None:
    shutil.rmtree(site.root / ".beilin/site.texts")
    site.write(
        {"content/articles/a3.md": article("題3", "第3段文章。\n", date="2024-01-04", tags="[開源]", source="某刊")}
    )
    site.build_well()
    equals_clean(site, tmp_path)


def test_a_link_to_its_files_is_dead_in_every_build(site: LittleSite) -> None:
    """They are not known when a whole plan checks links, so a partial one must not know them either."""
    text = article("題3", "[指](/search/meta.json)、[頁](/search/)\n", date="2024-01-04")
    site.write({"content/articles/a3.md": text})
    assert [problem.code for problem in site.build().problems] == ["broken-link"]
    shutil.rmtree(site.root / ".beilin")
    assert [problem.code for problem in site.build().problems] == ["broken-link"]


def test_it_is_explained(site: LittleSite) -> None:
    site.write(
        {"content/articles/a3.md": article("題3", "第3段文章。\n", date="2024-01-04", tags="[開源]", source="某刊")}
    )
    site.build_well()
    lines = explain(site.root, site.options, "site/search/a/g/0000.bin").lines
    assert lines == [
        "site/search/a/g/0000.bin is a file of the search's index: runs of Han characters of which the hash begins with "
        "0000, in segment a",
        "  build number 2 wrote it: content/articles/a3.md changed",
    ]
    (site.output / "search/c/0.json").write_bytes(b"x")
    lines = explain(site.root, site.options, "/search/c/0.json").lines
    assert "what results show of the articles in block 0" in lines[0]
    assert lines[-1] == "  the next build will write it again: the output file was altered or deleted"
    site.build_well()
    site.write(
        {"content/articles/a3.md": article("題3", "第3段文字。\n", date="2024-01-04", tags="[開源]", source="某刊")}
    )
    site.options = site.options._replace(defers_index=True)
    assert site.build().is_search_outdated
    lines = explain(site.root, site.options, "/search/a/g/0000.bin").lines
    assert lines[-1] == "  the index waits for the next build, because these changed: content/articles/a3.md"
