"""The header of ink: its menu."""

from __future__ import annotations

import re

import pytest

from tests.conftest import MakeSite
from tests.little_site import SETTINGS, article

ARTICLE = {"content/articles/one.md": article("一篇")}
IN_SERIES = {"content/articles/one.md": article("一篇", series="系列甲")}
ABOUT = {"content/pages/about.md": article("本站")}
# Files besides an article → the addresses of the menu, none for no menu at all.
MENUS = {
    "nothing": (ARTICLE, "", ["/tags/", "/timeline/"]),
    "a series and a page about": (IN_SERIES | ABOUT, "", ["/tags/", "/timeline/", "/series/", "/about/"]),
    "a page at another address": (
        ARTICLE | {"content/pages/about.md": article("本站", slug="us")}, "", ["/tags/", "/timeline/"],
    ),
    "a menu of one's own": (IN_SERIES | ABOUT, "menu: [{title: 年, address: /years/}]\n", ["/years/"]),
    "no menu": (IN_SERIES | ABOUT, "menu: []\n", None),
}  # fmt: skip


@pytest.mark.parametrize("name", MENUS)
def test_the_menu_has_what_the_archive_has_unless_the_settings_say_otherwise(make_site: MakeSite, name: str) -> None:
    files, setting, addresses = MENUS[name]
    site = make_site({"site.yaml": SETTINGS.replace("bare", "plain") + setting, **files})
    site.build_well()
    menu = re.search(r'<nav aria-label="主選單">.*?</nav>', site.page("tags/index.html"), re.DOTALL)
    assert (menu and re.findall(r'href="(.*?)"', menu[0])) == addresses


def test_the_menu_shows_where_the_reader_is(make_site: MakeSite) -> None:
    """On the page itself, and on those below it."""
    site = make_site({
        "site.yaml": SETTINGS.replace("bare", "plain"),
        "content/articles/one.md": article("一篇", tags="[甲]"),
        "content/tags.yaml": "甲: {slug: first}\n",
    })  # fmt: skip
    site.build_well()
    found = {path: re.findall(r'href="(\S+)" aria-current="(\w+)"', site.page(path).partition("<main")[0]) for path in (
        "index.html", "tags/index.html", "tags/first/index.html", "timeline/index.html"
    )}  # fmt: skip
    assert found == {
        "index.html": [],
        "tags/index.html": [("/tags/", "page")],
        "tags/first/index.html": [("/tags/", "true")],
        "timeline/index.html": [("/timeline/", "page")],
    }
