"""Old addresses of terms and feeds lead to what has the same now, and links by name find the nearest file."""

from __future__ import annotations

from beilin.migrating.model import OldSettings
from beilin.migrating.placing.placement import Taken
from beilin.reading.tags import read_tag_authority
from tests.migrating.placing.old_site import placement_of


def test_terms_and_feeds_redirect_unless_they_are_where_they_were() -> None:
    authority, _ = read_tag_authority("開源:\n  slug: open-source\n  synonyms: [oss]\n".encode())
    placement = placement_of(
        [
            {"path": "a.md", "terms": [("tags", ("go",)), ("categories", ("程式", "C++"))]},
            {"path": "b.md", "terms": [("tags", ("OSS",)), ("tags", ("c++",))], "date": "2016-01-02"},
            {"path": "c.md", "terms": [("tags", ("draft",))], "is_draft": True},
            {"path": "d.md", "terms": [("tags", ("future",))], "date": "2030-01-02"},
        ],
        settings=OldSettings(feeds=("/index.xml", "/feed.xml", "/feed.json")),
        taken=Taken(tags=authority, today="2026-01-01"),
    )
    assert placement.redirects == {
        "/archives/": "/timeline/",
        "/archives/2016/": "/years/2016/",
        "/archives/2016/01/": "/years/2016/",
        "/categories/": "/tags/",
        "/categories/程式/C++/": "/tags/c_plus_plus/",
        "/index.xml": "/feed.xml",
        "/tags/OSS/": "/tags/open-source/",
        "/tags/c++/": "/tags/c_plus_plus/",
    }
    assert placement.targets.listings["/tags/go/"] == "/tags/go/"


def test_a_redirect_yields_to_a_document() -> None:
    placement = placement_of(
        [{"path": "a.md", "terms": [("tags", ("go",))]}, {"path": "archives.md", "kind": "page", "old": ["/archives/"]}]
    )
    assert placement.redirects == {}


def test_the_nearest_file_of_a_name_comes_first() -> None:
    placement = placement_of(
        [
            {"path": "z/y/Note.md", "names": ("別名",)},
            {"path": "b/note.md", "old": ["/b/note.html"], "aliases": ("/was/",)},
            {"path": "a/note.md"},
        ],
        [{"path": "img/Note.png", "address": "/img/Note.png"}],
    )
    targets = placement.targets
    assert targets.names["note"] == ("a/note.md", "b/note.md", "img/Note.png", "z/y/Note.md")
    assert targets.names["別名"] == ("z/y/Note.md",)
    assert targets.addresses == {"/b/note.html": "b/note.md", "/was/": "b/note.md", "/img/Note.png": "img/Note.png"}


def test_a_file_of_a_bundle_is_found_below_the_address_of_its_document() -> None:
    placement = placement_of(
        [
            {"path": "p/sea/index.md", "name": "sea", "is_bundle": True, "old": ["/p/sea/"]},
            {"path": "_posts/山.md", "is_bundle": True, "old": ["/2016/山/"]},
        ],
        [{"path": "p/sea/img/a.png", "owner": "p/sea/index.md"}, {"path": "_posts/山/b.png", "owner": "_posts/山.md"}],
    )
    assert placement.targets.addresses["/p/sea/img/a.png"] == "p/sea/img/a.png"
    assert placement.targets.addresses["/2016/山/b.png"] == "_posts/山/b.png"
