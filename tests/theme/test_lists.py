"""Lists of articles in ink: cheap cards, links to series, and ways to any page of a long list."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jinja2.runtime import Macro

from beilin.config import Config
from beilin.planning.context import TrackedContext
from beilin.planning.groupings import YEAR
from beilin.planning.kinds.lists import GROUP_KINDS
from beilin.planning.site_context import site_context
from beilin.rendering.environment import make_environment
from beilin.rendering.theme import load_theme
from tests.conftest import MakeSite
from tests.little_site import SETTINGS
from tests.little_site import article as article_text
from tests.planning.support import TEMPLATES, article, context_of, pages_of
from tests.theme.conftest import ROOT, Built


def macro_calls(count: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many macros ink calls for the list of a year with that many articles."""
    theme, problems = load_theme(ROOT, "ink", "zh-Hant")
    assert theme, problems
    assets = {name: f"assets/{name}" for name in theme.assets}
    site = site_context(Config("碑林", "https://example.org/"), assets, TEMPLATES, theme.messages)
    records = [
        article(
            f"content/articles/a{n}.md", date=f"2023-05-{n + 1:02}", tags=("甲", "乙"), authors=("丙",), source="刊"
        )
        for n in range(count)
    ]
    context, _ = context_of(records, site)
    (kind,) = (kind for kind in GROUP_KINDS if kind.name == YEAR.kind)
    (page,) = pages_of(kind, context)
    values = page.values(page.names, TrackedContext(context))
    calls = []
    call = Macro.__call__

    def counted(macro: Macro, *args: Any, **kwargs: Any) -> str:
        calls.append(macro.name)
        return call(macro, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Macro, "__call__", counted)
        html = make_environment(theme.templates).get_template(page.template).render(values)
    assert html.count("<article") == count
    return len(calls)


def test_a_card_costs_no_macro_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards are most of what is rendered: a call for each, or for each tag of each, doubles the time of lists."""
    assert macro_calls(9, monkeypatch) == macro_calls(3, monkeypatch)


def test_the_card_of_a_part_links_to_its_series(built: Built) -> None:
    cards = built.text("years/2020/index.html").split('<article class="card">')[1:]
    addresses = [address for card in cards for address in re.findall(r'href="(/archive/series/[^"]*)"', card)]
    assert len(addresses) == 3
    assert len(set(addresses)) == 1


def test_a_list_of_several_pages_leads_to_each_page_and_year(built: Built) -> None:
    """Home has three pages; the years of the articles that are on none of its first have their own place there."""
    home = built.text("index.html")
    numbers = re.search(r'<nav class="pagination".*?</nav>', home, re.DOTALL)
    assert numbers
    assert re.findall(r'<li><a href="([^"]*)"', numbers[0]) == ["/archive/", "/archive/page/2/", "/archive/page/3/"]
    assert numbers[0].count('aria-current="page"') == 1
    years = re.findall(r'href="(/archive/(?:page/(\d)/)?)#(_y\d+|_undated)"', home)
    assert [id for _, _, id in years][-2:] == ["_y2020", "_undated"]
    for _, number, id in years:
        page = built.text(f"page/{number}/index.html") if number else home
        assert not number or page.count(f' id="{id}"') == 1


def test_the_parts_of_a_series_are_numbered(built: Built) -> None:
    (folder,) = {path.parent for path in (built.output / "series").glob("授權*/index.html")} - {
        built.output / "series/授權-戰爭"
    }
    parts = (folder / "index.html").read_text("utf-8").partition('<ol class="parts">')[2].partition("</ol>")[0]
    assert parts.count("<li>\n<article") == 3


def test_lists_of_lists_lead_to_each_other(built: Built) -> None:
    names = ("tags", "years", "timeline", "authors", "sources", "series", "undated")
    for name in ("years", "authors", "sources", "series", "undated"):
        ways = built.text(f"{name}/index.html").partition('<nav class="browse"')[2].partition("</nav>")[0]
        assert re.findall(r'href="/archive/([a-z]+)/"', ways) == list(names)
        assert re.findall(r'/archive/([a-z]+)/" aria-current="page"', ways) == [name]


def test_many_groups_are_names_and_counts_and_more_are_an_index(make_site: MakeSite) -> None:
    names = [f"{name}{n}" for n, name in enumerate(["王", "Ada", "丁"] * 14)]
    site = make_site({
        "site.yaml": SETTINGS.replace("theme: bare", "theme: ink"),
        **{f"content/articles/a{n}.md": article_text("題", author=name, source=f"刊{n % 25}") for n, name in enumerate(names[:41])},
    })  # fmt: skip
    site.build_well()
    sources = site.page("sources/index.html")
    assert '<ul class="index many">' in sources
    assert 'class="spark"' not in sources
    authors, _, index = site.page("authors/index.html").partition('id="_index"')
    assert re.findall("<h2>(.*?)</h2>", index) == ["2畫", "4畫", "A"]
    assert index.count("<li") == 41
    assert 'class="finder"' in authors
