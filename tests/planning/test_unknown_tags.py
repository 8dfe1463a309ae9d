"""Tags that the authority does not have: where there is one, each use is told; where there is none, one note."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.problems.formats import format_problem
from beilin.problems.problem import Problem
from beilin.reading import tags
from beilin.reading.tags import TagAuthority
from tests.little_site import article, little_site

ARTICLES: dict[str, str | bytes] = {
    f"content/articles/a{n}.md": article(f"第{n}篇", tags="[開原, 授權]") for n in range(1, 6)
}


def with_code(problems: tuple[Problem, ...], code: str) -> list[Problem]:
    return [problem for problem in problems if problem.code == code]


@pytest.mark.parametrize("authority", [None, b"", b"# later\n", b"\xef\xbb\xbf{}\n"])
def test_without_an_authority_one_note_names_the_remedy(tmp_path: Path, authority: bytes | None) -> None:
    """Ten thousand articles without content/tags.yaml printed 40,000 warnings."""
    site = little_site(tmp_path, ARTICLES if authority is None else {**ARTICLES, "content/tags.yaml": authority})
    result = site.build()
    (problem,) = result.problems
    assert (problem.code, problem.severity, problem.file) == ("no-authority", "note", "content/tags.yaml")
    assert "2 tags" in problem.message
    assert "build.py tag adopt" in problem.message
    assert format_problem(problem).count("\n") == 0, "one line"
    assert "<title>開原 5</title>" in site.page("tags/開原/index.html")


def test_without_tags_there_is_nothing_to_note(tmp_path: Path) -> None:
    little_site(tmp_path, {"content/articles/a.md": article("甲")}).build_well()


def test_an_authority_with_an_error_is_not_called_missing(tmp_path: Path) -> None:
    problems = little_site(tmp_path, {**ARTICLES, "content/tags.yaml": "開源: [甲]\n"}).build().problems
    assert [problem.code for problem in problems] == ["wrong-type"]


def test_the_nearest_term_is_searched_for_once_for_each_tag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With 2,000 articles the search took a quarter of the build."""
    searched: list[str] = []
    search = TagAuthority.nearest

    def counting(authority: TagAuthority, name: str) -> str:
        searched.append(name)
        return search(authority, name)

    monkeypatch.setattr(tags.TagAuthority, "nearest", counting)
    problems = little_site(tmp_path, {**ARTICLES, "content/tags.yaml": "開源: {}\n授權: {}\n"}).build().problems
    assert [problem.hint for problem in with_code(problems, "unknown-tag")] == [
        "Did you mean '開源'? Or add it to content/tags.yaml: build.py tag adopt"
    ] * 5
    assert searched == ["開原"]
