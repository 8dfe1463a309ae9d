"""Below a text stands what links to it, and below an article what it links to on other sites."""

from __future__ import annotations

import re

import pytest

from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article

OUTSIDE = "".join(f"<https://example.com/{number}> " for number in range(6))


def section(site: LittleSite, page: str, name: str) -> str:
    """The section of that class on the page; "" if it has none."""
    match = re.search(rf'<section class="{name}".*?</section>', site.page(f"{page}/index.html"), re.DOTALL)
    return match[0] if match else ""


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive in which two languages link to each other."""
    site = make_site(
        {
            "site.yaml": SETTINGS.replace("theme: bare", "theme: ink"),
            "content/articles/a.md": article("<b>甲&", "見[<乙>](b.md)<&。\n\n看[外](https://example.com/)[^1]。\n\n[^1]: [註](http://n.example/)\n"),
            "content/articles/b.md": article("B", f"See [[a]].\n\n{OUTSIDE}\n", language="en"),
            **{f"content/articles/c{n}.md": article(f"丙{n}", "- [[about]]\n") for n in range(11)},
            "content/pages/about.md": article("關於"),
        }
    )  # fmt: skip
    site.build_well()
    return site


def test_what_links_to_a_text(site: LittleSite) -> None:
    of_english = section(site, "articles/b", "backlinks")
    assert '<h2 id="_backlinks">Cited in</h2>' in of_english
    link = r'<li lang="zh-Hant"><a href="/articles/a/#_p[0-9a-f]{8}">&lt;b&gt;甲&amp;</a> <q>見<mark>&lt;乙&gt;</mark>&lt;&amp;。</q></li>'
    assert re.search(link, of_english)
    of_page = section(site, "about", "backlinks")
    assert of_page.count("<li") == 10
    assert "<q>" not in of_page  # the link is all of the sentence
    assert '另有1篇較早的文章連到這裡。 <a href="/search/?q=%E9%97%9C%E6%96%BC">' in of_page
    assert section(site, "articles/c0", "backlinks") == ""


def test_what_an_article_links_to_on_other_sites(site: LittleSite) -> None:
    few = section(site, "articles/a", "bibliography")
    assert re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', few) == [
        ("https://example.com/", "外"), (re.findall("#_p[0-9a-f]{8}", few)[0], "第2段"),
        ("http://n.example/", "註"), ("#fn1", "註1"),
    ]  # fmt: skip
    assert "<details>" not in few
    many = section(site, "articles/b", "bibliography")
    assert "<summary>6 links to other sites</summary>" in many
    assert section(site, "articles/c0", "bibliography") == ""
