"""Every address that Beilin makes by itself, or a theme declares, is in the one list of those that belong to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.planning.addresses import address_of
from beilin.planning.kinds import KINDS
from beilin.planning.kinds.declared import kind_of
from beilin.planning.ownership import owned_addresses, owner_of
from beilin.planning.page import Kind
from beilin.rendering.theme_file import declared_kinds, theme_chain
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, article

ROOT = Path(__file__).parent.parent.parent
THEMES = sorted(path.parent.name for path in ROOT.glob("themes/*/theme.yaml"))
CHILD: dict[str, str | bytes] = {
    "themes/child/theme.yaml": """\
extends: ink
kinds:
  all: {template: x.html, address: /all/, for: site}
  tag-x: {template: x.html, address: "/tags/:slug/x.xml", for: tag}
""",
    "themes/child/templates/x.html": "x",
}


def kinds_of(root: Path, theme: str) -> tuple[Kind, ...]:
    """The kinds of page that an archive with the theme may have."""
    return (*KINDS, *map(kind_of, declared_kinds(theme_chain(root, theme)[0])))


@pytest.mark.parametrize("theme", [*THEMES, "child"])
def test_every_page_that_is_made_is_owned_or_a_files(make_site: MakeSite, theme: str) -> None:
    front = {"tags": "[甲]", "author": "乙", "source": "丙", "series": "丁"}
    files: dict[str, str | bytes] = {
        f"content/articles/a{n}.md": article("題", date=f"'{2023 + n % 2}-05-06'", **front) for n in range(60)
    }
    files["content/articles/undated.md"] = article("題")
    files["content/pages/about.md"] = article("關於")
    site = make_site({**files, **CHILD})
    site.write({"site.yaml": SETTINGS.replace("theme: bare", f"theme: {theme}")})
    assert site.build().published
    kinds = kinds_of(site.root, theme)
    made = {address_of(path) for path in site.outputs()}
    owned = {address: owner_of(address, kinds) for address in made}
    unowned = {address for address, owner in owned.items() if not owner}
    assert unowned == {"/about/"} | {address for address in made if address.startswith("/articles/")}
    assert {"/page/2/", "/timeline/2023/", "/tags/甲/feed.xml"} <= owned.keys() - unowned
    assert ({"/all/", "/tags/甲/x.xml"} <= owned.keys()) == (theme == "child")
    reserved = {"/page/*", "/sitemap-:slug.xml", "/id/:id/", "/zh-Hans/*", "/zh-Hant/*"}
    owners = owned_addresses(kinds)
    assert set(filter(None, owned.values())) == {owners[address] for address in owners.keys() - reserved}


@pytest.mark.parametrize("theme", THEMES)
def test_an_address_is_owned_in_any_case(theme: str) -> None:
    kinds = kinds_of(ROOT, theme)
    for address, owner in owned_addresses(kinds).items():
        one = address.replace(":slug", "x").replace(":id", "7k3m9q2x").replace("*", "y/z/")
        for written in (one, one.upper(), one.casefold(), f"{one}page/12/" if one.endswith("/") else one):
            assert owner_of(written, kinds) == owner, written


@pytest.mark.parametrize(
    "address",
    [
        "/about/",
        "/articles/x/",
        "/timelines/",
        "/my/tags/",
        "/years/2024/x/",
        "/x/page/2/",
        "/2024/tags/",
        "/id/",
        "/id/about/",
        "/id/7k3m9q2u/",
    ],
)
def test_other_addresses_are_free(address: str) -> None:
    assert owner_of(address) is None
