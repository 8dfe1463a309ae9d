"""The reading path of site.yaml names articles by slug or file; what it names in vain is reported at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.config import PathEntry
from beilin.planning.reading_path import resolve_path
from tests.little_site import SETTINGS, article, little_site
from tests.planning.support import article as record
from tests.planning.support import context_of

ARTICLES = {
    one.summary.path: one
    for one in (
        record("content/articles/one.md", date="2024-01-03"),
        record("content/articles/deep/two.md", date="2024-01-02", slug="second"),
        record("content/articles/second.md", date="2024-01-01", slug="third"),
        record("content/articles/draft.md", draft=True),
        record("content/articles/old.md", date="2020-01-01", expires="2021-01-01"),
    )
}
# What an entry may say → the position of the article, and the codes of what is wrong.
ENTRIES = [
    ("one", 0, []),
    ("one.md", 0, []),
    ("content/articles/one.md", 0, []),
    ("second", 1, []),  # a slug comes before the name of another file
    ("second.md", 2, []),
    ("two", 1, []),
    ("deep/two.md", 1, []),
    ("two.md", 1, []),
    ("third", 2, []),
    ("draft", None, ["path-not-published"]),
    ("old", None, ["path-not-published"]),
    ("onee", None, ["no-path-article"]),
    ("content/pages/one.md", None, ["no-path-article"]),
]


@pytest.mark.parametrize(("name", "position", "codes"), ENTRIES)
def test_an_entry_is_a_slug_or_a_name_of_the_file(name: str, position: int | None, codes: list[str]) -> None:
    context, _ = context_of(ARTICLES.values(), today="2026-01-01")
    found, problems = resolve_path([PathEntry(name)], context.archive, ARTICLES, lambda _number: (7, 9))
    assert (found, [problem.code for problem in problems]) == ((position,), codes)
    assert all((problem.file, problem.line, problem.column) == ("site.yaml", 7, 9) for problem in problems)


def test_a_name_that_no_article_has_stops_the_build_with_its_place_and_the_nearest_name(tmp_path: Path) -> None:
    path = "reading_path:\n  articles:\n    - {article: one}\n    - note: 再讀。\n      article: summer-of-weight\n"
    site = little_site(tmp_path, {
        "site.yaml": SETTINGS + path,
        "content/articles/one.md": article("一"),
        "content/articles/summer-of-weights.md": article("二", draft="true"),
    })  # fmt: skip
    (problem,) = site.build_badly()
    assert (problem.code, problem.line, problem.column) == ("no-path-article", 10, 16)
    assert problem.hint == "Did you mean 'summer-of-weights'?"
    # A draft is left out and reported, again after an edit of something else.
    site.write({"site.yaml": SETTINGS + path.replace("weight\n", "weights\n")})
    for text in ("文。\n", "改。\n"):
        site.write({"content/articles/one.md": article("一", text)})
        result = site.build()
        assert result.published
        assert [(problem.code, problem.line) for problem in result.problems] == [("path-not-published", 10)]
