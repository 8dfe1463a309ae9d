"""No command gives an address that is taken; and after what a command accepts, the next build has no problems."""

from __future__ import annotations

import re

import pytest

from beilin.planning.ownership import owned_addresses
from tests.conftest import MakeSite
from tests.editing.trees import run, sources
from tests.little_site import SETTINGS, LittleSite, article

TAGS = "LLaMA:\n  aliases: [lama, /llama-page/, /articles/by-tag/]\nAndroid:\n  synonyms: [安卓]\n"


def one_of(address: str) -> str:
    """An address that the pattern matches."""
    return address.replace(":slug", "some").replace(":id", "7k3m9q2x").replace("*", "")


def archive(make_site: MakeSite, pattern: str) -> LittleSite:
    """An archive whose articles have addresses of the permalink pattern."""
    files: dict[str, str | bytes] = {
        "site.yaml": f"{SETTINGS}permalinks:\n  articles: {pattern}\n",
        "content/articles/a.md": article("甲", tags="[LLaMA]"),
        "content/pages/about.md": article("關於"),
    }
    return make_site({**files, "content/tags.yaml": TAGS})


FOLDERS = [address for address in map(one_of, owned_addresses()) if re.fullmatch("/(?:[^/]+/)+", address)]


@pytest.mark.parametrize("address", FOLDERS)
def test_addresses_of_beilin_are_refused_to_articles_and_pages(make_site: MakeSite, address: str) -> None:
    parent, slug = re.fullmatch("(/(?:[^/]+/)*)([^/]+)/", address).groups()  # type: ignore[union-attr]
    site = archive(make_site, f"{parent}:slug/")
    before = sources(site.root)
    commands = [["rename", "content/articles/a.md", slug.lower()], ["new", slug]]
    commands += [["rename", "about", slug.lower()]] if parent == "/" else []
    for command in commands:
        code, said, _ = run(site.root, command)
        assert code == 1
        assert f"the address {address.lower()} belongs to " in said
    assert sources(site.root) == before


def test_former_addresses_are_checked_too(make_site: MakeSite) -> None:
    site = archive(make_site, "/articles/:slug/\n  former: ['/:slug/']")
    for command in (["rename", "a", "timeline"], ["new", "Timeline"]):
        code, said, _ = run(site.root, command)
        assert (code, "the address /timeline/ belongs to the timeline" in said) == (1, True), said


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["rename", "about", "llama-page"], "the address /llama-page/ redirects to the tag 'LLaMA'"),
        (["rename", "a", "by-tag"], "the address /articles/by-tag/ redirects to the tag 'LLaMA'"),
        (["new", "By Tag"], "the address /articles/by-tag/ redirects to the tag 'LLaMA'"),
        (["tag", "rename", "Android", "droid"], "the address /tags/droid/ redirects to content/articles/b.md"),
        (["tag", "rename", "Android", "Robot"], "the address /tags/robot/ is taken by the file content/tags/robot/index.html"),
        (["rename", "about", "404"], "the address /404.html belongs to the page for 404"),
        (["rename", "about", "cv"], "the address /cv/ is taken by the file content/cv"),
        (["new", "Shown"], "the address /articles/shown/ is taken by the file content/articles/shown/index.html"),
    ],
)  # fmt: skip
def test_addresses_of_others_are_refused(make_site: MakeSite, command: list[str], words: str) -> None:
    site = archive(make_site, "/articles/:slug/")
    site.write({
        "content/articles/b.md": article("乙", tags="[Android]", aliases="[/tags/droid/]"),
        "content/tags/robot/index.html": "x",
        "content/articles/shown/index.html": "x",
        "content/cv": "x",
    })  # fmt: skip
    assert site.build().published
    before = sources(site.root)
    code, said, _ = run(site.root, command)
    assert (code, words in said) == (1, True), said
    assert sources(site.root) == before


@pytest.mark.parametrize("slug", ["articles", "pages", "tag", "timelines", "page-2", "feed", "zh", "lama", "cv"])
def test_after_an_accepted_change_the_next_build_has_no_problems(make_site: MakeSite, slug: str) -> None:
    site = archive(make_site, "/articles/:slug/")
    site.build_well()
    for command in (
        ["rename", "about", slug],
        ["rename", "a", f"{slug}s"],
        ["tag", "rename", "Android", f"{slug}x"],
        ["new", f"{slug}y"],
    ):
        code, said, _ = run(site.root, command)
        assert code == 0, said
        site.build_well()
