"""Files stay at their old addresses, are published, and are copied once each."""

from __future__ import annotations

import pytest

from beilin.migrating.placing.placement import Taken
from beilin.reading.files import purpose_of
from tests.migrating.placing.old_site import placement_of

# (path in the old site, its address, its place; "" if it is not copied)
FILES = [
    ("static/img/a.png", "/img/a.png", "content/img/a.png"),
    ("static/圖/海 一.png", "/圖/海 一.png", "content/圖/海 一.png"),
    ("static/assets/a.png", "/assets/a.png", "content/files/assets/a.png"),
    ("static/search/a.png", "/search/a.png", "content/files/search/a.png"),
    ("static/data/a.json", "/data/a.json", "content/files/data/a.json"),
    ("static/articles/a.png", "/articles/a.png", "content/articles/a.png"),
    ("static/articles/a.ipynb", "/articles/a.ipynb", "content/files/articles/a.ipynb"),
    ("static/demo/index.html", "/demo/", "content/demo/index.html"),
    ("static/CNAME", "/CNAME", "content/CNAME"),
    ("static/robots.txt", "/robots.txt", "content/robots.txt"),
    ("static/sitemap.xml", "/sitemap.xml", ""),
    ("static/feed.xml", "/feed.xml", ""),
    ("static/index.html", "/", ""),
    ("static/404.html", "/404.html", ""),
    ("static/.nojekyll", "/.nojekyll", ""),
    ("static/.DS_Store", "/.DS_Store", ""),
    ("static/.env", "/.env", ""),
    ("static/backup.sql", "/backup.sql", ""),
    ("static/notes.md", "/notes.md", ""),
    ("static/img/#1.png", "/img/#1.png", "content/files/img/1.png"),
    ("static/.hidden/a.png", "/.hidden/a.png", "content/files/hidden/a.png"),
    ("notes/attachments/a.png", "", "content/notes/attachments/a.png"),
    ("static/a\tb.png", "/a\tb.png", "content/a-b.png"),
]


@pytest.mark.parametrize(("path", "address", "place"), FILES)
def test_a_file_is_where_it_was_or_where_it_is_published(path: str, address: str, place: str) -> None:
    placement = placement_of([], [{"path": path, "address": address}])
    assert [file.place for file in placement.files] == ([place] if place else [])
    assert sum(placement.skipped.values()) == (not place)
    assert all(purpose_of(file.place, is_excepted=False) == "static" for file in placement.files)


def test_media_are_copied_once_but_not_at_the_root_or_beside_pages() -> None:
    files = [
        {"path": "p/sea.png", "owner": "p/index.md", "bytes": "1"},
        {"path": "s/img/a.png", "address": "/img/a.png", "bytes": "1"},
        {"path": "s/img/b.png", "address": "/img/b.png", "bytes": "1"},
        {"path": "s/favicon.png", "address": "/favicon.png", "bytes": "1"},
        {"path": "s/demo/a.png", "address": "/demo/a.png", "bytes": "1"},
        {"path": "s/demo/index.html", "address": "/demo/", "bytes": "2"},
        {"path": "s/js/a.js", "address": "/js/a.js", "bytes": "3"},
        {"path": "s/js/b.js", "address": "/js/b.js", "bytes": "3"},
    ]
    placement = placement_of([{"path": "p/index.md", "name": "p", "is_bundle": True}], files)
    shared = {file.path: file.same_as for file in placement.files if file.same_as}
    assert shared == {"s/img/a.png": "s/demo/a.png", "s/img/b.png": "s/demo/a.png", "p/sea.png": "s/demo/a.png"}
    assert placement.targets.places["p/sea.png"] == "content/demo/a.png"


def test_files_yield_to_pages_and_to_each_other() -> None:
    placement = placement_of(
        [{"path": "sea.md", "old": ["/articles/sea/"]}],
        [
            {"path": "a/index.html", "address": "/articles/sea/"},
            {"path": "b/articles", "address": "/articles"},
            {"path": "c/Photo.png", "address": "/Photo.png"},
            {"path": "c/photo.png", "address": "/photo.png"},
            {"path": "d/old.png", "address": "/old.png"},
            {"path": "e/lost.png", "address": "/lost.png", "bytes": ""},
        ],
        taken=Taken(places=frozenset({"content/old.png"}), addresses=frozenset({"/old.png"})),
    )
    assert [file.place for file in placement.files] == [
        "content/articles/sea/index-2.html",
        "content/articles-2",
        "content/Photo.png",
        "content/photo-2.png",
        "content/old-2.png",
    ]
