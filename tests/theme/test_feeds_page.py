"""The page /feeds/ lists the feeds that there are, and every page leads to it."""

from __future__ import annotations

import re

from tests.conftest import MakeSite
from tests.little_site import SETTINGS, article
from tests.theme.conftest import BASE_URL, Built

DECLARED = """\
extends: plain
kinds:
  rss: {template: rss.xml, address: /rss.xml, for: site, feed: true}
  source-rss: {template: rss.xml, address: "/sources/:slug/rss.xml", for: source, feed: true}
  list: {template: rss.xml, address: /list.xml, for: site}
"""


def test_every_feed_is_listed_and_exists(built: Built) -> None:
    page = built.text("feeds/index.html")
    linked = set(re.findall(r'href="([^"]+/feed\.(?:xml|json))"', page.partition("<main")[2].partition("</main")[0]))
    assert {f"{BASE_URL}feed.xml", f"{BASE_URL}feed.json"} <= linked
    there = {path.relative_to(built.output).as_posix() for path in built.output.rglob("tags/*/feed.xml")}
    assert len(there) > 20
    of_tags = {url.removeprefix("/archive/") for url in linked if url.startswith("/archive/tags/")}
    assert of_tags <= there
    shown = [int(number) for number in re.findall(r'class="count">(\d+)篇', page)]
    assert shown == sorted(shown, reverse=True)  # by their number of articles


def test_every_page_leads_to_the_list_of_feeds(built: Built) -> None:
    without = [path for path in built.html() if 'href="/archive/feeds/"' not in path.read_text("utf-8")]
    assert all('http-equiv="refresh"' in path.read_text("utf-8") for path in without)


def test_feeds_that_a_theme_declares_are_listed(make_site: MakeSite) -> None:
    site = make_site({
        "site.yaml": SETTINGS.replace("bare", "mine"),
        "content/articles/one.md": article("一篇", source="報"),
        "themes/mine/theme.yaml": DECLARED,
        "themes/mine/templates/rss.xml": "{{ feed.title if feed is defined else '' }}",
    })  # fmt: skip
    site.build_well()
    page = site.page("feeds/index.html")
    assert '<dt>rss</dt>\n<dd><a href="https://example.org/rss.xml">https://example.org/rss.xml</a></dd>' in page
    assert "<dt>source-rss</dt>\n<dd>https://example.org/sources/:slug/rss.xml</dd>" in page
    assert "list.xml" not in page
    assert "單一標籤" not in page  # there is no tag
