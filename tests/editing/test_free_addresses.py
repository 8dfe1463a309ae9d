"""Nothing is renamed, or begun, onto an address that is taken; and after what is accepted the next build is sound."""

from __future__ import annotations

import re

import pytest

from beilin.planning.addresses import OWNED
from tests.conftest import MakeSite
from tests.editing.trees import run, sources
from tests.little_site import SETTINGS, LittleSite, article

TAGS = "LLaMA:\n  aliases: [lama, /llama-page/, /articles/by-tag/]\nAndroid:\n  synonyms: [安卓]\n"


def one_of(address: str) -> str:
    """An address of the kind."""
    return address.replace(":name", "some").replace("*", "")


def archive(make_site: MakeSite, pattern: str) -> LittleSite:
    """An archive whose articles have addresses like that."""
    files: dict[str, str | bytes] = {
        "site.yaml": f"{SETTINGS}permalinks:\n  articles: {pattern}\n",
        "content/articles/a.md": article("甲", tags="[LLaMA]"),
        "content/pages/about.md": article("關於"),
    }
    return make_site({**files, "content/tags.yaml": TAGS})


FOLDERS = [address for address in map(one_of, OWNED) if re.fullmatch("/(?:[^/]+/)+", address)]


@pytest.mark.parametrize("address", FOLDERS)
def test_what_beilin_owns_is_refused_to_articles_and_pages(make_site: MakeSite, address: str) -> None:
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


def test_an_address_of_former_days_is_refused_as_well(make_site: MakeSite) -> None:
    site = archive(make_site, "/articles/:slug/\n  former: ['/:slug/']")
    for command in (["rename", "a", "timeline"], ["new", "Timeline"]):
        code, said, _ = run(site.root, command)
        assert (code, "the address /timeline/ belongs to the timeline" in said) == (1, True), said


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["rename", "about", "llama-page"], "the address /llama-page/ leads to the tag 'LLaMA'"),
        (["rename", "a", "by-tag"], "the address /articles/by-tag/ leads to the tag 'LLaMA'"),
        (["new", "By Tag"], "the address /articles/by-tag/ leads to the tag 'LLaMA'"),
        (["tag", "rename", "Android", "droid"], "the address /tags/droid/ leads to content/articles/b.md"),
        (["tag", "rename", "Android", "Robot"], "the address /tags/robot/ is taken by the file content/tags/robot/index.html"),
        (["rename", "about", "404"], "the address /404.html belongs to the page for 404"),
        (["rename", "about", "cv"], "the address /cv/ is taken by the file content/cv"),
        (["new", "Shown"], "the address /articles/shown/ is taken by the file content/articles/shown/index.html"),
    ],
)  # fmt: skip
def test_what_others_have_is_refused(make_site: MakeSite, command: list[str], words: str) -> None:
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
def test_after_what_is_accepted_the_next_build_is_sound(make_site: MakeSite, slug: str) -> None:
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
