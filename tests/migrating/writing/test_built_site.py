"""A site with hard names is built without an error, and every old address of what is published answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from beilin.config import read_config
from beilin.migrating.model import Converted, Head, OldSettings
from beilin.migrating.placing.placement import Taken
from beilin.migrating.writing.article import ReadSource, write_article
from beilin.migrating.writing.redirects import redirects_yaml
from beilin.planning.addresses import output_path
from tests.little_site import SETTINGS, little_site
from tests.migrating.placing.old_site import placement_of

DOCUMENTS: list[dict[str, Any]] = [
    {
        "path": "a/My_Post.md",
        "section": "a",
        "old": ["/2016/My_Post/"],
        "date": "2016-01-02",
        "terms": [("tags", ("Go",))],
    },
    {
        "path": "a/my_post.md",
        "section": "a",
        "old": ["/2016/my_post/"],
        "date": "2016-01-02",
        "terms": [("tags", ("go",))],
    },
    {"path": "a/cafe\u0301.md", "section": "a", "old": ["/2016/caf\xe9/"], "date": "2016-01-02"},
    {"path": "a/caf\xe9.md", "section": "A", "old": ["/2017/caf\xe9/"], "date": "2017-01-02"},
    {
        "path": "a/你好，世界.md",
        "old": ["/2016/你好，世界/", "/posts/你好，世界.html"],
        "date": "2016-01-02",
        "terms": [("tags", ("C#",))],
    },
    {
        "path": "a/。。。.md",
        "name": "。。。",
        "old": ["/2016/。。。/"],
        "date": "2016-01-02",
        "terms": [("tags", ("C++",))],
    },
    {"path": "a/x.md", "old": ["/2016/100%/"], "date": "2016-01-02", "terms": [("categories", ("程式", "C++"))]},
    {"path": "a/y.md", "old": ["/2016/b c/"], "date": "2016-01-02", "aliases": ("/tags/", "/2016/My_Post/", "/y?a=b")},
    {"path": "tags/index.md", "name": "index", "section": "tags", "old": ["/tags/index.html"]},
    {"path": "page/2/index.md", "kind": "page", "name": "index", "section": "page/2", "old": ["/page/2/"]},
    {"path": "feed.md", "kind": "page", "old": ["/feed.xml"]},
    {"path": "404.md", "kind": "page", "old": ["/404.html"]},
    {"path": "a.md", "kind": "page", "old": ["/2016/"]},
    {"path": "b.md", "kind": "page", "old": ["/About/"]},
    {"path": "c.md", "kind": "page", "old": ["/about/"]},
    {
        "path": "d/draft.md",
        "is_draft": True,
        "old": ["/2016/My_Post/", "/draft.html"],
        "date": "2016-01-02",
        "terms": [("tags", ("草",))],
    },
    {
        "path": "node_modules/core.md",
        "section": "node_modules/__MACOSX/.st",
        "old": ["/2016/core/"],
        "date": "2016-01-02",
    },
    {"path": "p/#1/index.md", "name": "#1", "is_bundle": True, "old": ["/2016/#1/"], "date": "2016-01-02"},
]
FILES: list[dict[str, Any]] = [
    {"path": "p/#1/圖 一.png", "owner": "p/#1/index.md"},
    {"path": "p/#1/#2.png", "owner": "p/#1/index.md"},
    {"path": "static/2016", "address": "/2016"},
    {"path": "static/about", "address": "/about"},
    {"path": "static/A.txt", "address": "/A.txt"},
    {"path": "static/a.txt", "address": "/a.txt"},
    {"path": "static/assets/a.txt", "address": "/assets/a.txt"},
    {"path": "static/tags.yaml", "address": "/tags.yaml"},
    {"path": "static/data/x.csv", "address": "/data/x.csv"},
    {"path": "static/articles/x.source.yaml", "address": "/articles/x.source.yaml"},
]


def test_hard_names_are_built_and_answer(tmp_path: Path) -> None:
    placement = placement_of(
        DOCUMENTS,
        FILES,
        OldSettings(feeds=("/index.xml", "/rss.xml")),
        Taken(time_zone="Asia/Taipei", today="2026-06-01"),
    )
    site = little_site(tmp_path)
    site.write({"site.yaml": SETTINGS + f"permalinks: {{articles: {placement.permalink}}}\n"})
    config, _ = read_config(tmp_path)
    assert config
    for placed in placement.placed:
        written = write_article(placed, ReadSource(Head("none", {}, ""), "0" * 64), Converted("文。\n", (), ()), config)
        site.write({written.place: written.markdown, written.record_place: written.record})
    site.write({file.place: "檔案" for file in placement.files if not file.same_as})
    site.write({"content/redirects.yaml": redirects_yaml(None, placement.redirects)})
    result = site.build()
    assert [problem for problem in result.problems if problem.severity == "error"] == []
    silent = [
        address
        for document in DOCUMENTS
        for address in document["old"]
        if not document.get("is_draft") and not (site.output / output_path(address)).is_file()
    ]
    assert silent == ["/page/2/"]  # where the front page of a larger archive goes on
    assert all((site.output / output_path(address)).is_file() for address in placement.redirects)
    assert len(placement.files) + sum(placement.skipped.values()) == len(FILES)
