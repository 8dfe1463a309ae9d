"""What pages, feeds, lists and the search show is set right; what is cited, and the file, is as it was imported."""

from __future__ import annotations

import json

from tests.theme.conftest import Built

ARTICLE = "articles/tidied/index.html"
TITLE, ORIGINAL = "拓片，或「原石」（上）", "拓片,或“原石”(上)"
BODY = "他說：「碑林（西安），好。」"


def test_the_page_shows_the_marks_of_chinese_and_keeps_each_original(built: Built) -> None:
    page = built.text(ARTICLE)
    assert f"<title>{TITLE}" in page
    assert f'<h1 data-o="{ORIGINAL}">' in page
    assert '他說<span data-o=":“">：「</span>碑林<span data-o="(">（</span>' in page
    assert f'<meta name="description" content="{TITLE[:2]}，原石。">' in page
    assert 'class="marks"' in page
    assert "tidy." in page


def test_what_is_cited_is_the_original(built: Built) -> None:
    page = built.text(ARTICLE)
    assert f'<meta name="citation_title" content="{ORIGINAL}">' in page
    assert f'"headline":"{ORIGINAL}"' in page
    assert f"TI  - {ORIGINAL}" in page
    assert f"〈{ORIGINAL}〉" in page
    assert ORIGINAL in built.text("articles/tidied/index.md")


def test_lists_feeds_and_neighbours_show_what_the_page_shows(built: Built) -> None:
    assert ORIGINAL not in built.text("years/2025/index.html")
    entry = next(item for item in json.loads(built.text("feed.json"))["items"] if "/tidied/" in item["url"])
    assert (entry["title"], entry["summary"]) == (TITLE, "拓片，原石。")
    assert BODY in entry["content_html"]
    assert "data-o" not in entry["content_html"]


def test_nothing_of_it_is_on_other_pages(built: Built) -> None:
    pages = [path for path in built.html() if 'class="marks"' in path.read_text("utf-8")]
    assert [path.parent.name for path in pages] == ["h800-after-the-ban", "tidied"]
