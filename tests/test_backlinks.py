"""Backlinks show the sentences that link to a page, and an edit of such a sentence renders that page and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.built_archive import counts, equals_clean
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article

SHOWN = (
    "{% for link in backlinks.shown %}<a class=back href='{{ link.url }}'>{{ link.title }}："
    "{{ link.before }}[{{ link.words }}]{{ link.after }}</a>{% endfor %}{{ backlinks.count }}\n"
)
THEME: dict[str, str | bytes] = {
    "themes/bare/templates/article.html": "{{ article.title }}{{ body | safe }}" + SHOWN,
    "themes/bare/templates/page.html": "{{ title }}{{ body | safe }}" + SHOWN,
    "themes/bare/templates/404.html": "",
}


def text(title: str, body: str, day: int = 1) -> str:
    """A Markdown file with a summary, so that its body is shown by its page alone."""
    return article(title, body, date=f"2024-01-{day:02}", summary="要。")


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive in which 甲 and a part link to 乙, and 丙 includes the part."""
    site = make_site(
        {
            **THEME,
            "content/articles/a.md": text("甲", "前。見[[b]]與[丙](c.md)。\n", 1),
            "content/articles/b.md": text("乙", "無。\n", 2),
            "content/articles/c.md": text("丙", "無。\n\n![[p]]\n", 3),
            "content/articles/d.md": text("丁", "無。\n", 4),
            "content/articles/draft.md": article("稿", "見[[b]]。\n", draft="true"),
            "content/pages/about.md": article("關於", "見[[a]]。\n"),
            "content/parts/p.md": "部分見[乙書](../articles/b.md)。\n",
        }
    )
    site.build_well()
    return site


def links_on(site: LittleSite, page: str) -> list[str]:
    """The backlinks of a page."""
    return re.findall(r"<a class=back href='[^']*'>(.*?)</a>", site.page(f"{page}/index.html"))


def test_each_page_that_links_with_its_sentence(site: LittleSite) -> None:
    assert links_on(site, "articles/b") == ["丙：部分見[乙書]。", "甲：見[乙]與丙。"]
    assert links_on(site, "articles/c") == ["甲：見乙與[丙]。"]
    assert links_on(site, "articles/a") == ["關於：見[甲]。"]
    assert links_on(site, "articles/d") == []
    (place,) = re.findall("class=back href='([^']*)'>甲", site.page("articles/b/index.html"))
    assert place.startswith("/articles/a/#_p")
    assert f'id="{place.partition("#")[2]}"' in site.page("articles/a/index.html")


def test_an_edit_renders_what_it_links_to(site: LittleSite, tmp_path: Path) -> None:
    own = 4  # its page, its Markdown and the feeds
    site.write({"content/articles/a.md": text("甲", "前文。見[[b]]與[丙](c.md)。\n", 1)})
    assert counts(site.build_well())[1] == own + 2  # the places of both sentences are others
    site.write({"content/articles/a.md": text("甲", "前文。見[[b]]與[丙](c.md)。\n\n又[丁](d.md)。\n", 1)})
    assert counts(site.build_well())[1] == own + 1  # 丁, which gained one
    assert links_on(site, "articles/d") == ["甲：又[丁]。"]
    site.write({"content/articles/a.md": text("甲", "無。\n\n又[丁](d.md)。\n", 1)})
    assert counts(site.build_well())[1] == own + 2  # 乙 and 丙, which lost one
    assert links_on(site, "articles/b") == ["丙：部分見[乙書]。"]
    site.write({"content/articles/a.md": text("甲", "全無。\n\n又[丁](d.md)。\n", 1)})
    assert counts(site.build_well())[1] == own
    site.write({"content/parts/p.md": "部分不見。\n"})
    site.build_well()
    assert links_on(site, "articles/b") == []
    equals_clean(site, tmp_path)


def test_names_lead_to_who_has_them_at_the_time(site: LittleSite, tmp_path: Path) -> None:
    site.write({"content/articles/a.md": text("甲", "見[[新題]]。\n", 1)})
    site.build()
    assert links_on(site, "articles/d") == []
    site.write({"content/articles/d.md": text("新題", "無。\n", 4)})
    site.build_well()
    assert links_on(site, "articles/d") == ["甲：見[新題]。"]
    site.write({"content/articles/b.md": text("新題", "無。\n", 2)})
    site.build()  # the name is ambiguous now
    assert links_on(site, "articles/d") == []
    site.write({"content/articles/d.md": text("丁", "無。\n", 4)})
    site.build_well()
    assert links_on(site, "articles/b") == ["丙：部分見[乙書]。", "甲：見[新題]。"]
    equals_clean(site, tmp_path)


def test_parts_are_told_apart_when_the_plan_is_restored(make_site: MakeSite, tmp_path: Path) -> None:
    parts = {f"content/parts/p{n}.md": f"第{n}部分見[[b]]。\n" for n in range(6)}
    including = {f"content/articles/c{n}.md": text(f"丙{n}", f"![[p{n}]]\n\n![[p{5 - n}]]\n", n + 1) for n in range(6)}
    site = make_site({**THEME, **parts, **including, "content/articles/b.md": text("乙", "無。\n", 20)})
    site.build_well()
    shown = [f"丙{n}：第{min(n, 5 - n)}部分見[乙]。" for n in reversed(range(6))]
    assert links_on(site, "articles/b") == shown
    # In the graph, part 0 now comes after the others; and of two parts of one article the first still counts.
    for part in ("無。\n", parts["content/parts/p0.md"]):
        site.write({"content/parts/p0.md": part})
        site.build_well()
    assert links_on(site, "articles/b") == shown
    equals_clean(site, tmp_path)


def test_a_page_shows_a_bounded_number_of_what_links_to_it(make_site: MakeSite) -> None:
    linking = {f"content/articles/a{n}.md": text(f"第{n}篇", "見[[b]]。\n", n) for n in range(1, 13)}
    site = make_site({**THEME, **linking, "content/articles/b.md": text("乙", "無。\n", 20)})
    site.build_well()
    shown = links_on(site, "articles/b")
    assert [one.partition("：")[0] for one in shown] == [f"第{n}篇" for n in range(12, 2, -1)]
    assert "</a>12" in site.page("articles/b/index.html")
