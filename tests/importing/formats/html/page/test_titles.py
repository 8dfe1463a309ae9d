"""The title of an article among the titles that a page has."""

from __future__ import annotations

import pytest

from beilin.importing.formats.html.page.facts.stated import Stated
from beilin.importing.formats.html.page.facts.titles import find_title


@pytest.mark.parametrize(
    ("titles", "headings", "sites", "expected"),
    [
        ({"<title>": "標題 - 站名"}, [], ["站名"], "標題"),
        ({"<title>": "標題_站名"}, [], ["站名"], "標題"),
        ({"<title>": "新模型_科技_腾讯网"}, ["新模型"], [], "新模型"),
        ({"<title>": "站名｜標題"}, [], ["站名"], "標題"),
        ({"<title>": "A long title | A site"}, ["A site", "A long title"], [], "A long title"),
        ({"<title>": "A site: A long title"}, ["A site", "A long title"], [], "A long title"),
        ({"<title>": "A site: A long title", "meta og:title": "A long title"}, ["A site"], [], "A long title"),
        ({"<title>": "GPT-4 and what-ifs"}, [], ["Elsewhere"], "GPT-4 and what-ifs"),
        ({"<title>": "user_ID explained"}, [], [], "user_ID explained"),
        ({"meta og:title": "The title", "<title>": "The title"}, [], ["The title"], "The title"),
        ({}, ["The only heading"], [], "The only heading"),
        ({"JSON-LD headline": "Said for machines", "<title>": "Said - Site"}, ["Unrelated"], [], "Said for machines"),
        ({"<title>": "“Quoted” words — Site"}, ['"Quoted" words'], [], '"Quoted" words'),
    ],
)
def test_the_title_is_without_the_name_of_the_site(
    titles: dict[str, str], headings: list[str], sites: list[str], expected: str
) -> None:
    stated = [Stated("title", (text,), where) for where, text in titles.items()]
    title = find_title(stated, headings, [], sites)
    assert title is not None
    assert title.text == expected


def test_titles_that_say_something_else_are_doubts() -> None:
    stated = [Stated("title", ("One thing",), "meta og:title"), Stated("title", ("Another matter",), "<title>")]
    title = find_title(stated, [], [], [])
    assert title is not None
    assert [doubt.evidence for doubt in title.doubts] == ["<title> says 'Another matter'; 'One thing' is used"]


def test_a_page_without_titles_has_none() -> None:
    assert find_title([], [], [], []) is None
