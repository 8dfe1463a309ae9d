"""A part is included with unique ids, and its changes reach exactly the pages that include it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.built_archive import counts, equals_clean, settle
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article

LICENCE = """\
## 條款

依[甲](../articles/a.md)與[[乙]]，見[下](#條款)。[^1]

[^1]: 部件的註。
"""
USER = """\
開頭。[^1]

## 條款

![[licence]]

## 結尾

![[deep/note]]

![[licence]]

[^1]: 文章的註。
"""


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An article that includes two parts, one of them twice; a page that includes one; and two other articles."""
    site = make_site({
        "content/parts/licence.md": LICENCE,
        "content/parts/deep/note.md": "<u>附註</u> & ![[not alone]]\n",
        "content/articles/a.md": article("甲", date="2024-01-01"),
        "content/articles/b.md": article("乙", date="2024-01-02"),
        "content/articles/user.md": article("用", USER, date="2024-01-03"),
        "content/pages/about.md": article("關於", "![[licence]]\n"),
        "themes/bare/templates/article.html": "{{ body | safe }}{% for h in headings %}<li>{{ h.id }}{% endfor %}",
    })  # fmt: skip
    site.build_well()
    settle(site)
    return site


def test_a_part_is_included_at_its_line(site: LittleSite) -> None:
    html = site.page("articles/user/index.html")
    assert html.count("部件的註。") == 2
    assert (
        html.index("開頭")
        < html.index("部件的註")
        < html.index("結尾")
        < html.index("<u>附註</u> &amp; ![[not alone]]")
    )
    assert "部件的註" in site.page("about/index.html")
    assert "部件的註" in site.page("feed.xml")


def test_a_part_has_neither_page_nor_file(site: LittleSite) -> None:
    assert not any("parts" in path or "licence" in path for path in site.outputs())


def test_links_of_a_part_are_relative_to_its_own_file(site: LittleSite) -> None:
    html = site.page("articles/user/index.html")
    assert html.count('<a href="/articles/a/">甲</a>與<a href="/articles/b/">乙</a>') == 2
    assert '<a href="https://example.org/articles/a/">' in site.page("feed.xml").replace("&lt;", "<").replace(
        "&gt;", ">"
    ).replace("&#34;", '"')


def test_ids_are_unique_and_every_fragment_exists(site: LittleSite) -> None:
    html = site.page("articles/user/index.html")
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids)) > 8
    fragments = re.findall(r'href="#([^"]*)"', html)
    assert len(fragments) >= 8
    assert not [fragment for fragment in fragments if unquote(fragment) not in ids]


def test_the_headings_of_a_part_are_in_the_table_of_contents(site: LittleSite) -> None:
    html = site.page("articles/user/index.html")
    assert re.findall("<li>([^<]*)", html)[-4:] == ["條款", "licence_條款", "結尾", "licence_2_條款"]


def test_a_change_of_a_part_renders_the_pages_that_include_it(site: LittleSite, tmp_path: Path) -> None:
    site.write({"content/parts/licence.md": LICENCE.replace("條款", "新款")})
    result = site.build_well()
    # The article, the page, and the two feeds; not the Markdown beside the article, which only refers to the part.
    assert counts(result)[:2] == (1, 4)
    assert "licence_新款" in site.page("articles/user/index.html")
    assert "新款" in site.page("about/index.html")
    equals_clean(site, tmp_path)
    assert counts(site.build_well()) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "files",
    [
        {"content/parts/deep/note.md": "另一段。\n"},
        {"content/parts/new.md": "新。\n", "content/articles/a.md": article("甲", "![[new]]\n", date="2024-01-01")},
        {"content/articles/user.md": article("用", "沒有了。\n", date="2024-01-03")},
        {"content/articles/b.md": article("新題", slug="bb", date="2024-01-02", aliases="[乙]")},
        {"content/parts/licence.md": "[死](nowhere.md)\n"},
    ],
)
def test_any_change_of_parts_and_their_targets_is_exact(
    site: LittleSite, tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    site.write(files)
    assert site.build().published
    equals_clean(site, tmp_path)


def test_a_dead_link_in_a_part_is_reported_once_in_each_build(site: LittleSite) -> None:
    site.write({"content/parts/licence.md": "一\n\n[死](nowhere.md)\n"})
    (problem,) = site.build().problems
    assert problem.location == "content/parts/licence.md:3"
    assert site.build().problems == (problem,)
    site.write({"content/parts/licence.md": "一\n"})
    assert not site.build().problems


def test_a_deleted_part_that_is_included_is_an_error(site: LittleSite) -> None:
    (site.root / "content/parts/licence.md").unlink()
    problems = site.build_badly()
    assert [problem.location for problem in problems] == [
        "content/articles/user.md:10", "content/articles/user.md:16", "content/pages/about.md:5",
    ]  # fmt: skip
    site.write({"content/parts/licence.md": LICENCE})
    site.build_well()


@pytest.mark.parametrize(
    ("files", "place", "message", "hint"),
    [
        ({"content/articles/x.md": article("子", "![[lisence]]\n")}, "content/articles/x.md:5", "there is no part 'lisence'", "Did you mean ![[licence]]?"),
        ({"content/articles/x.md": article("子", "![[notes.txt]]\n")}, "content/articles/x.md:5", "there is no part 'notes.txt'", "an image is written ![what it shows](notes.txt)"),
        ({"content/articles/x.md": article("子", "![[../articles/a]]\n")}, "content/articles/x.md:5", "there is no part", ""),
        ({"content/parts/p.md": "一\n\n![[licence]]\n"}, "content/parts/p.md:3:1", "takes in no other part", "in the article"),
        ({"content/parts/p.md": "![[p]]\n"}, "content/parts/p.md:1:1", "takes in no other part", "in the article"),
        ({"content/parts/p.md": article("題")}, "content/parts/p.md:1:1", "a part has no front matter", "Take it out"),
    ],
)  # fmt: skip
def test_what_cannot_be_included_is_an_error(
    site: LittleSite, files: dict[str, str | bytes], place: str, message: str, hint: str
) -> None:
    site.write(files)
    (problem,) = site.build_badly()
    assert problem.location == place
    assert message in problem.message
    assert hint in problem.hint
