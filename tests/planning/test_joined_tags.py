"""Tags that are written as one, because their separators are not those of YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.little_site import article, little_site

AUTHORITY = "開源: {}\n授權: {}\n'研究、開發': {}\n"


@pytest.mark.parametrize("authority", ["", AUTHORITY])
@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ("[開源，授權]", "[開源, 授權]"),
        ("[開源、授權]", "[開源, 授權]"),
        ("[開源；授權， 成本]", "[開源, 授權, 成本]"),
        ("['開源, 授權']", "[開源, 授權]"),
    ],
)
def test_a_separator_in_a_tag_is_told_with_and_without_an_authority(
    tmp_path: Path, authority: str, tags: str, names: str
) -> None:
    site = little_site(tmp_path, {"content/tags.yaml": authority, "content/articles/a.md": article("甲", tags=tags)})
    (problem,) = (problem for problem in site.build().problems if problem.severity != "note")
    assert (problem.code, problem.file, problem.line) == ("joined-tags", "content/articles/a.md", 3)
    assert names in problem.hint


@pytest.mark.parametrize("tags", ["[研究、開發]", "[開源, 授權]"])
def test_a_tag_that_the_authority_has_is_meant_so(tmp_path: Path, tags: str) -> None:
    little_site(
        tmp_path, {"content/tags.yaml": AUTHORITY, "content/articles/a.md": article("甲", tags=tags)}
    ).build_well()


def test_a_comma_between_digits_separates_nothing(tmp_path: Path) -> None:
    site = little_site(tmp_path, {"content/articles/a.md": article("甲", tags="['1,000 億', 'TCP/IP', A・B]")})
    assert [problem.code for problem in site.build().problems] == ["no-authority"]
