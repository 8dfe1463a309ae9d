"""A theme whose search would show titles only is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checking.support import problems_of
from tests.little_site import article, little_site

THEME = "themes/bare/templates/"
FILES: dict[str, str | bytes] = {
    "content/tags.yaml": "開源: {slug: open}\n",
    "content/articles/a.md": article("甲", "<div data-search-text>乙</div>\n\n見[甲](a.md)。\n", tags="[開源]"),
    f"{THEME}search.html": "{{ site.search }}",
}


def unmarked(root: Path) -> list[tuple[str, str]]:
    """The file and the hint of each problem about the mark."""
    return [(problem.file, problem.hint) for problem in problems_of(root) if problem.code == "unmarked-text"]


def test_a_theme_with_a_search_and_no_marked_text_is_reported(tmp_path: Path) -> None:
    site = little_site(tmp_path, FILES)
    [(file, hint)] = unmarked(site.root)
    assert file == f"{THEME}article.html"
    assert "<div data-search-text>" in hint


@pytest.mark.parametrize(
    "files",
    [
        {f"{THEME}article.html": "{% if article.tags %}<p data-search-text>{{ body | safe }}</p>{% endif %}"},
        {f"{THEME}article.html": "{{ article.title / 2 }}"},  # reported by the build
        {"site.yaml": "title: 碑\nbase_url: https://example.org/\ntheme: bare\nsearch: false\n"},
        {"content/articles/a.md": article("甲", draft="true")},
    ],
    ids=["marked", "failing", "without search", "no article"],
)
def test_others_are_not(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    assert unmarked(little_site(tmp_path, {**FILES, **files}).root) == []


@pytest.mark.parametrize(
    "text", ["<!-- <p data-search-text> -->", "&lt;p data-search-text&gt;", "<p title='data-search-text'>"]
)
def test_what_only_looks_like_the_mark_does_not_count(tmp_path: Path, text: str) -> None:
    assert unmarked(little_site(tmp_path, {**FILES, f"{THEME}article.html": text}).root)
