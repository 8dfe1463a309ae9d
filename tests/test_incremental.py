"""A build after an edit does only the work of the change, and gives the same as a clean build."""

from __future__ import annotations

import os
import re
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

import beilin.building.recall
from beilin.building.basis import theme_of, unpack
from beilin.building.build import Session, build
from beilin.building.plan import Planned
from beilin.building.remembered import state_file_of
from beilin.building.render import stale_pages
from beilin.building.render_pages import Stale
from beilin.files.signature import SETTLE_NS
from beilin.model import Record
from beilin.publishing.staging import Staging
from beilin.reading.file_rows import FileRow, record_of
from beilin.rendering.theme import load_theme
from tests.built_archive import built_archive, counts, equals_clean, settle
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive of six articles that has been built."""
    return built_archive(make_site)


def test_nothing_changed_costs_nothing(site: LittleSite) -> None:
    before = {path: os.stat(site.output / path).st_mtime_ns for path in site.outputs()}
    assert counts(site.build_well()) == (0, 0, 0, 0)
    assert {path: os.stat(site.output / path).st_mtime_ns for path in site.outputs()} == before


def test_a_body_renders_the_pages_that_show_it(site: LittleSite, tmp_path: Path) -> None:
    site.write(
        {
            "content/articles/a3.md": article(
                "第3篇", "文3。\n\n又一段。\n", date="2024-01-03", tags="[開源]", summary="文3。"
            )
        }
    )
    result = site.build_well()
    # The article, its Markdown, and the feeds, which receive its body; the minimal JSON feed does not use it.
    assert counts(result) == (1, 4, 3, 0)
    equals_clean(site, tmp_path)


def test_a_body_is_built_without_decoding_the_archive(
    site: LittleSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a process that has not built before: of the other articles, it decodes those that the page refers to."""
    unpacked: list[bytes] = []

    def spy(row: FileRow) -> Record:
        unpacked.append(row.record)
        return record_of(row)

    for number in range(10, 60):
        site.write(
            {
                f"content/articles/b{number}.md": article(
                    f"第{number}篇", "又。\n", date=f"2023-01-{number % 28 + 1:02}", summary="要。"
                )
            }
        )
    time.sleep(SETTLE_NS / 1e9 + 0.02)
    site.build_well()
    monkeypatch.setattr(beilin.building.recall, "record_of", spy)
    site.write({"content/articles/b30.md": article("第30篇", "另一段。\n", date="2023-01-03", summary="要。")})
    assert counts(site.build_well()) == (1, 2, 2, 0)  # the page and its Markdown
    assert 0 < len(unpacked) < 30
    equals_clean(site, tmp_path)


def test_a_text_renders_the_pages_to_which_it_is_related_if_it_is_about_something_else(
    site: LittleSite, tmp_path: Path
) -> None:
    law, chips = "授權。條款。權利。法院。判決。契約。\n", "晶片。封裝。製程。晶圓。代工。良率。\n"

    def about(number: int, text: str) -> dict[str, str | bytes]:
        front = {"date": f"2024-01-0{number}", "tags": "[開源]", "summary": "文。"}
        return {f"content/articles/a{number}.md": article(f"第{number}篇", text, **front)}

    def related(number: int) -> list[str]:
        page = site.page(f"articles/a{number}/index.html")
        return sorted(re.findall("class=related href='/articles/(a[0-9])/'", page))

    for number in range(1, 7):
        site.write(about(number, law if number < 4 else chips))
    site.build_well()
    settle(site)
    assert [related(1), related(3), related(4)] == [["a2", "a3"], ["a1", "a2"], ["a5", "a6"]]
    site.write(about(3, f"{law}\n這就是了。\n"))
    assert counts(site.build_well()) == (1, 4, 3, 0)  # as above: what it is about is the same
    site.write(about(3, chips))
    assert counts(site.build_well()) == (1, 9, 8, 0)  # the five other articles as well
    assert [related(1), related(3), related(4)] == [["a2"], ["a4", "a5", "a6"], ["a3", "a5", "a6"]]
    equals_clean(site, tmp_path)


def test_a_title_renders_the_lists_and_neighbours_that_name_it(site: LittleSite, tmp_path: Path) -> None:
    site.write({"content/articles/a3.md": article("新題", "文3。\n", date="2024-01-03", tags="[開源]")})
    result = site.build_well()
    # Itself, its Markdown, home, tag, year, JSON feed, and its two neighbours; the minimal Atom feed receives the title
    # and does not use it.
    assert counts(result) == (1, 9, 8, 0)
    equals_clean(site, tmp_path)


@pytest.mark.parametrize("is_heard", [True, False], ids=["heard of", "found"])
def test_a_process_that_builds_again_plans_for_a_title_only_what_shows_it(
    site: LittleSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_heard: bool
) -> None:
    """Saved again and again: an article's title, its summary, and a link to it by title."""
    site.write({f"content/articles/far{n}.md": article(f"遠{n}", date=f"2020-01-{n:02d}") for n in range(1, 29)})
    site.write({"content/articles/linking.md": article("指", "見[[新題]]。\n", date="2020-02-01")})
    session, planned = Session(), list[int]()
    told = build(site.root, site.options, session=session).problems
    assert [problem.code for problem in told] == ["broken-link"]

    def count(plan: Planned, staging: Staging, *, keeps_exports: bool) -> list[Stale]:
        planned.append(len(plan.pages))
        return stale_pages(plan, staging, keeps_exports=keeps_exports)

    monkeypatch.setattr("beilin.building.render.stale_pages", count)
    path = "content/articles/a3.md"
    for text, expected in (
        # As above, the page that links to the title, and the Atom feed, which shows the text of that page.
        (article("新題", "文3。\n", date="2024-01-03", tags="[開源]"), (1, 10, 10, 0)),
        # Its page, its Markdown, home, tag, year and the feeds; page and feeds of the minimal theme do not use a summary.
        (article("新題", "文3。\n", date="2024-01-03", tags="[開源]", summary="短。"), (1, 7, 4, 0)),
        (article("舊題", "文3。\n", date="2024-01-03", tags="[開源]", summary="短。"), (1, 10, 10, 0)),
    ):
        site.write({path: text})
        result = build(site.root, site.options, session=session, only=[path] if is_heard else None)
        assert counts(result) == expected
        assert planned[-1] < result.pages / 3
        equals_clean(site, tmp_path)
    assert result.problems == told


def a3(title: str = "第3篇", date: str = "2024-01-03", tags: str = "[開源]") -> dict[str, str | bytes]:
    """The third article, with these values."""
    return {"content/articles/a3.md": article(title, "文3。\n", date=date, tags=tags)}


@pytest.mark.parametrize(
    ("edit", "read", "rendered", "changed"),
    [
        # All pages that display it, its old and new neighbours, both years, and the dates of the sitemap.
        (a3(date="2023-01-03"), 1, 13, 12),
        # Of all pages that display it, the minimal theme uses the tag only on its own page and in the list.
        (a3(tags="[開源, 成本]"), 1, 10, 4),
        # Its two pages are removed; home, tag, tags, year, feeds, sitemap and its neighbour change.
        ({"content/articles/a6.md": None}, 0, 8, 8),
        # Two pages are removed and two added; all links to it have the new address.
        ({"content/articles/a3.md": None, "content/articles/b.md": a3()["content/articles/a3.md"]}, 1, 10, 9),
        # Its only page, and the 404 page, whose template extends it.
        ({"themes/bare/templates/page.html": "{{ title }}"}, 0, 2, 2),
        # The style sheet under its new name, and each page that refers to it, in which only that is replaced.
        ({"themes/bare/assets/bare.css": "body { margin: 1px }"}, 0, 0, 12),
        ({"themes/bare/assets/asked-for-by-no-page.css": "p { margin: 0 }"}, 0, 0, 0),
        ({"content/images/a.svg": "<svg></svg>"}, 0, 0, 1),
        ({"content/pages/about.md": article("關於", "不同。\n")}, 1, 1, 1),
    ],
    ids=["date", "tag", "delete", "rename", "template", "asset", "unused asset", "image", "page"],
)  # fmt: skip
def test_an_edit_costs_what_it_changes(
    site: LittleSite, tmp_path: Path, edit: dict[str, str | bytes | None], read: int, rendered: int, changed: int
) -> None:
    before, times = site.outputs(), {path: os.stat(site.output / path).st_mtime_ns for path in site.outputs()}
    site.write({name: text for name, text in edit.items() if text is not None})
    for name in (name for name, text in edit.items() if text is None):
        (site.root / name).unlink()
    result = site.build()
    after = site.outputs()
    assert result.published
    assert (result.read, result.rendered, result.written) == (read, rendered, changed)
    assert result.removed == len(before.keys() - after.keys())
    assert result.written == sum(before.get(path) != data for path, data in after.items())
    kept = [path for path, data in after.items() if before.get(path) == data]
    assert all(os.stat(site.output / path).st_mtime_ns == times[path] for path in kept)
    equals_clean(site, tmp_path)


def test_a_touched_file_is_read_and_nothing_is_rendered(site: LittleSite) -> None:
    os.utime(site.root / "content/articles/a1.md")
    assert counts(site.build_well()) == (0, 0, 0, 0)


def test_a_same_size_edit_with_a_restored_time_is_seen(site: LittleSite, tmp_path: Path) -> None:
    path = site.root / "content/articles/a2.md"
    status = path.stat()
    path.write_text(path.read_text("utf-8").replace("文2。", "字2。"), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert site.build_well().read == 1
    equals_clean(site, tmp_path)


def test_deleting_an_article_removes_its_pages_and_empty_folders(site: LittleSite, tmp_path: Path) -> None:
    (site.root / "content/articles/a6.md").unlink()
    result = site.build_well()
    assert result.removed == 2
    assert not (site.output / "articles/a6").exists()
    equals_clean(site, tmp_path)


def test_renaming_moving_and_replacing(site: LittleSite, tmp_path: Path) -> None:
    (site.root / "content/articles/a1.md").rename(site.root / "content/articles/b1.md")
    (site.root / "content/articles/a2.md").unlink()
    site.write({"content/articles/a2/deep.md": article("深"), "content/about": "a file where a folder was"})
    (site.root / "content/pages/about.md").unlink()
    site.build_well()
    assert (site.output / "about").is_file()
    equals_clean(site, tmp_path)
    (site.root / "content/about").unlink()
    site.write({"content/pages/about.md": article("關於")})
    site.build_well()
    equals_clean(site, tmp_path)


@pytest.mark.parametrize(
    "edit",
    [
        {"content/tags.yaml": "開源:\n  slug: open-source\n  names: {zh-Hant: 開放原始碼}\n"},
        {"content/tags.yaml": "開源:\n  slug: kaiyuan\n"},
        {
            "themes/bare/templates/base.html": "<html>{% block title %}{% endblock %}{% block main %}{% endblock %}</html>"
        },
        {"themes/bare/assets/bare.css": "body { margin: 1px }"},
        {
            "themes/bare/templates/year.html": "{% include 'part.html' %}",
            "themes/bare/templates/part.html": "{{ year }}",
        },
        {"content/images/a.svg": "<svg></svg>"},
        {"content/pages/about.md": article("關於", "不同。\n")},
    ],
)
def test_every_other_input_reaches_the_pages_that_use_it(
    site: LittleSite, tmp_path: Path, edit: dict[str, str | bytes]
) -> None:
    site.write(edit)
    assert site.build_well().written
    equals_clean(site, tmp_path)
    assert counts(site.build_well())[1:] == (0, 0, 0)


def test_settings_base_url_and_theme_reach_their_pages(site: LittleSite, tmp_path: Path) -> None:
    settings = (site.root / "site.yaml").read_text("utf-8")
    for new in (
        settings.replace("小碑林", "大碑林"),
        settings.replace("example.org/", "example.org/x/"),
        settings + "author: 某\n",
    ):
        site.write({"site.yaml": new})
        site.build_well()
        equals_clean(site, tmp_path)
    shutil.copytree(site.root / "themes/bare", site.root / "themes/other")
    site.write(
        {"site.yaml": settings.replace("theme: bare", "theme: other"), "themes/other/templates/home.html": "other"}
    )
    site.build_well()
    assert site.page("index.html") == "other"
    equals_clean(site, tmp_path)


def test_a_warning_is_repeated_by_a_build_that_reads_nothing(site: LittleSite) -> None:
    body = "![x](https://far.example/x.png)\n"
    site.write({"content/articles/a1.md": article("第1篇", body, date="2024-01-01", tags="[未知]")})
    first, again = site.build(), site.build()
    assert len(first.problems) == 2
    assert again.problems == first.problems
    assert again.read == 0


def test_a_save_without_a_change_reports_each_problem_once(site: LittleSite) -> None:
    path, session = "content/articles/a1.md", Session()
    site.write({path: article("第1篇", "![圖](https://far.example/x.png)\n\n[無](none.md)\n", tags="[未知]")})
    time.sleep(SETTLE_NS / 1e9 + 0.02)  # so that the file's times are trusted, and a save is noticed by them
    told = build(site.root, site.options, session=session).problems
    assert len(told) == 3
    for text in (
        "![圖](https://far.example/x.png)\n\n[無](none.md)\n",
        "![圖](https://far.example/x.png)\n\n又。[無](none.md)\n",
    ):
        site.write({path: article("第1篇", text, tags="[未知]")})
        again = build(site.root, site.options, session=session, only=[path]).problems
        assert sorted(again, key=repr) == sorted(told, key=repr)


def test_a_saved_draft_is_not_checked_for_dead_links(site: LittleSite) -> None:
    """Its references are checked once it is published, as a clean build does."""
    for text in ("[無](none.md)\n", "[無](none.md)。\n"):
        site.write({"content/articles/draft.md": article("稿", text, draft="true")})
        assert site.build().problems == ()


def test_an_edited_body_reads_no_theme(site: LittleSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has not built before takes it from the state."""

    def unread(*_: object, **__: object) -> None:
        raise AssertionError("the theme was read")

    body = article("第3篇", "另一段。\n", date="2024-01-03", tags="[開源]", summary="文3。")
    with monkeypatch.context() as patched:
        patched.setattr("beilin.building.recall.load_theme", unread)
        site.write({"content/articles/a3.md": body})
        assert site.build_well().read == 1
    equals_clean(site, tmp_path)


def test_a_theme_that_is_damaged_in_the_state_is_not_used(site: LittleSite) -> None:
    kept = unpack(state_file_of(site.root, site.output).load().archive)
    theme, read = theme_of(kept), load_theme(site.root, "bare", "zh-Hant")[0]
    assert theme
    assert read
    assert theme.digest == read.digest
    assert theme_of(replace(kept, theme=kept.theme.replace(b"<title>", b"<tItle>"))) is None
