"""Licence, rights, and what pages ask of search engines and AI: exact where they are set, and nothing where they are not."""

from __future__ import annotations

import json

import pytest
from lxml import etree, html

from beilin.planning.ai_crawlers import AI_CRAWLERS
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article

SETTINGS = """\
title: 小碑林
base_url: {base}
language: zh-Hant
theme: ink
"""
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def json_ld(page: str) -> dict[str, object]:
    """What the page of an article says in the vocabulary of schema.org."""
    posting: dict[str, object] = json.loads(
        html.fromstring(page).xpath("//script[@type='application/ld+json']/text()")[0]
    )
    return posting


def build(make_site: MakeSite, settings: str, base: str = "https://example.org/", **files: str) -> LittleSite:
    """A site of ink with these settings and articles, built."""
    site = make_site({
        "site.yaml": SETTINGS.format(base=base) + settings,
        "content/pages/about.md": article("關於"),
        **{f"content/articles/{name}.md": text for name, text in files.items()},
    })  # fmt: skip
    site.build_well()
    return site


def robots_of(site: LittleSite, path: str) -> list[str]:
    """What the pages asks for, by each element."""
    return [*map(str, html.fromstring(site.page(path)).xpath("//meta[@name='robots']/@content"))]


def licences_of(site: LittleSite, path: str) -> list[str]:
    """The licences of the page by its links in the head."""
    return [*map(str, html.fromstring(site.page(path)).xpath("//head/link[@rel='license']/@href"))]


def test_an_article_has_its_own_licence_and_rights_else_the_archives(make_site: MakeSite) -> None:
    site = build(
        make_site,
        "license: cc-by-sa-4.0\nrights: © 編輯室\n",
        plain=article("甲", date="2024-01-01"),
        own=article("乙", date="2024-01-02", license="MIT OR CC-BY-4.0", rights="© 硯秋"),
        neither=article("丙", date="2024-01-03", license="NONE", rights="none"),
    )
    by_sa = "https://creativecommons.org/licenses/by-sa/4.0/"
    assert licences_of(site, "articles/plain/index.html") == licences_of(site, "about/index.html") == [by_sa]
    assert licences_of(site, "articles/own/index.html") == [
        "https://spdx.org/licenses/MIT.html", "https://creativecommons.org/licenses/by/4.0/",
    ]  # fmt: skip
    assert licences_of(site, "articles/neither/index.html") == licences_of(site, "index.html") == []
    plain, own, neither = (site.page(f"articles/{name}/index.html") for name in ("plain", "own", "neither"))
    assert (
        f'<p class="rights">授權：<a href="{by_sa}" rel="license">CC-BY-SA-4.0</a> <span>© 編輯室</span></p>' in plain
    )
    assert '<p class="rights">授權：MIT OR CC-BY-4.0 <span>© 硯秋</span></p>' in own
    assert "copyright = {CC-BY-SA-4.0; © 編輯室}" in plain
    posting, own_posting = json_ld(plain), json_ld(own)
    assert (posting["license"], posting["copyrightNotice"]) == (by_sa, "© 編輯室")
    assert own_posting["license"] == licences_of(site, "articles/own/index.html")
    assert own_posting["copyrightNotice"] == "© 硯秋"
    assert json_ld(neither).keys().isdisjoint({"license", "copyrightNotice"})
    assert not any(word in neither for word in ("授權", "編輯室", "copyright"))


def test_feeds_have_the_licence_and_the_rights(make_site: MakeSite) -> None:
    site = build(
        make_site,
        "license: CC-BY-4.0\nrights: © 編輯室\n",
        a=article("甲", date="2024-01-01"),
        b=article("乙", date="2024-01-02", license="保留一切權利", rights="© 硯秋 <x>"),
        c=article("丙", date="2024-01-03", license="NONE", rights="NONE"),
    )
    feed = etree.fromstring(site.page("feed.xml").encode())
    assert feed.xpath("a:rights/text()", namespaces=ATOM) == ["© 編輯室 CC-BY-4.0"]
    assert feed.xpath("a:link[@rel='license']/@href", namespaces=ATOM) == [
        "https://creativecommons.org/licenses/by/4.0/"
    ]
    entries = [
        (
            entry.xpath("a:link[@rel='license']/@href", namespaces=ATOM),
            [r.text for r in entry.xpath("a:rights", namespaces=ATOM)],
        )
        for entry in feed.xpath("a:entry", namespaces=ATOM)
    ]  # an entry without rights has those of the feed (RFC 4287, section 4.2.10)
    assert entries == [
        ([], [None]),
        ([], ["© 硯秋 <x> 保留一切權利"]),
        (["https://creativecommons.org/licenses/by/4.0/"], []),
    ]
    c, b, a = json.loads(site.page("feed.json"))["items"]
    assert a["_beilin"] == {
        "license": "CC-BY-4.0", "license_url": "https://creativecommons.org/licenses/by/4.0/", "rights": "© 編輯室",
    }  # fmt: skip
    assert b["_beilin"] == {"license": "保留一切權利", "rights": "© 硯秋 <x>"}
    assert "_beilin" not in c


@pytest.mark.parametrize("settings", ["", "robots: index\n"])
def test_a_page_for_no_search_engine_is_not_in_the_sitemap(make_site: MakeSite, settings: str) -> None:
    site = build(make_site, settings, a=article("甲", robots="NOINDEX, nofollow"), b=article("乙"))
    assert robots_of(site, "articles/a/index.html") == ["noindex, nofollow"]
    assert robots_of(site, "articles/b/index.html") == (["index"] if settings else [])
    sitemap = site.page("sitemap.xml")
    assert "/articles/b/" in sitemap
    assert "/articles/a/" not in sitemap
    assert "Sitemap: https://example.org/sitemap.xml" in site.page("robots.txt")


def test_an_archive_for_no_search_engine_has_no_sitemap(make_site: MakeSite) -> None:
    site = build(make_site, "robots: noindex\n", a=article("甲"))
    for path in ("index.html", "about/index.html", "articles/a/index.html", "404.html", "timeline/index.html"):
        assert robots_of(site, path) == ["noindex"]
    assert "sitemap.xml" not in site.outputs()
    assert site.page("robots.txt") == "User-agent: *\nDisallow:\n"
    site.write({"content/articles/a.md": article("甲", robots="index")})
    site.build_well()
    assert site.page("sitemap.xml").count("<loc>") == 1
    assert "Sitemap:" in site.page("robots.txt")


def test_an_archive_can_ask_not_to_be_used_for_ai(make_site: MakeSite) -> None:
    site = build(make_site, "noai: true\n", a=article("甲", robots="noarchive"))
    assert robots_of(site, "index.html") == ["noai, noimageai"]
    assert robots_of(site, "articles/a/index.html") == ["noarchive, noai, noimageai"]
    assert robots_of(site, "404.html") == ["noindex, noai, noimageai"]
    assert '<meta name="tdm-reservation" content="1">' in site.page("tags/index.html")
    robots = site.page("robots.txt")
    assert robots.startswith("User-agent: *\nDisallow:\n\nUser-agent: AI2Bot\n")
    assert all(f"\nUser-agent: {name}\n" in robots for name in AI_CRAWLERS)
    assert robots.endswith("\nDisallow: /\n\nSitemap: https://example.org/sitemap.xml\n")
    assert json.loads(site.page(".well-known/tdmrep.json")) == [{"location": "/", "tdm-reservation": 1}]


def test_below_the_root_of_a_host_nothing_is_reserved_for_the_whole_of_it(make_site: MakeSite) -> None:
    site = build(make_site, "noai: true\n", "https://example.org/archive/", a=article("甲"))
    assert ".well-known/tdmrep.json" not in site.outputs()
    assert "\nDisallow: /archive/\n" in site.page("robots.txt")


def test_an_article_can_ask_it_alone(make_site: MakeSite) -> None:
    site = build(make_site, "", a=article("甲", noai="true"), b=article("乙"))
    assert robots_of(site, "articles/a/index.html") == ["noai, noimageai"]
    assert "tdm-reservation" in site.page("articles/a/index.html")
    assert "GPTBot" not in site.page("robots.txt")
    assert ".well-known/tdmrep.json" not in site.outputs()
    assert not robots_of(site, "articles/b/index.html")
    assert not robots_of(site, "index.html")


def test_without_the_keys_nothing_is_said(make_site: MakeSite) -> None:
    site = build(make_site, "", a=article("甲", date="2024-01-01"))
    assert site.page("robots.txt") == "User-agent: *\nDisallow:\n\nSitemap: https://example.org/sitemap.xml\n"
    said = ("license", "rights", "tdm-reservation", "noai", "permalink", "_beilin", "/id/", "cite-as", '"identifier"')
    for path, data in site.outputs().items():
        if path.endswith((".html", ".xml", ".json", ".txt")) and not path.startswith("assets/"):
            assert not [word for word in said if word.encode() in data], path
