"""Every address that Beilin makes by itself is in the one list of those that belong to it."""

from __future__ import annotations

import pytest

from beilin.planning.addresses import address_of
from beilin.planning.ownership import owned_addresses, owner_of
from tests.conftest import MakeSite
from tests.little_site import article

OWNED = owned_addresses()
OF_FILES = (".md", "a0/index.html", "about/index.html")  # articles, their Markdown and standalone pages


def test_every_page_that_is_made_is_owned_or_a_files(make_site: MakeSite) -> None:
    front = {"tags": "[甲]", "author": "乙", "source": "丙", "series": "丁"}
    files: dict[str, str | bytes] = {
        f"content/articles/a{n}.md": article("題", date=f"'{2023 + n % 2}-05-06'", **front) for n in range(60)
    }
    files["content/articles/undated.md"] = article("題")
    files["content/pages/about.md"] = article("關於")
    site = make_site(files)
    site.write({"site.yaml": (site.root / "site.yaml").read_text("utf-8").replace("theme: bare", "theme: ink")})
    assert site.build().published
    made = {address_of(path) for path in site.outputs()}
    owned = {address: owner_of(address) for address in made}
    unowned = {address for address, owner in owned.items() if not owner}
    assert unowned == {"/about/"} | {address for address in made if address.startswith("/articles/")}
    assert {"/page/2/", "/timeline/2023/", "/tags/甲/feed.xml"} <= owned.keys() - unowned
    reserved = {"/page/*", "/search/*", "/id/*", "/zh-Hans/*", "/zh-Hant/*"}
    assert set(filter(None, owned.values())) == {OWNED[address] for address in OWNED.keys() - reserved}


@pytest.mark.parametrize("address", OWNED)
def test_an_address_is_owned_in_any_case(address: str) -> None:
    one = address.replace(":slug", "x").replace("*", "y/z/")
    for written in (one, one.upper(), one.casefold(), f"{one}page/12/" if one.endswith("/") else one):
        assert owner_of(written) == OWNED[address], written


@pytest.mark.parametrize(
    "address", ["/about/", "/articles/x/", "/timelines/", "/my/tags/", "/years/2024/x/", "/x/page/2/", "/2024/tags/"]
)
def test_other_addresses_are_free(address: str) -> None:
    assert owner_of(address) is None
