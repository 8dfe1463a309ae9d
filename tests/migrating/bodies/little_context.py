"""A little old site for tests of bodies, in which links lead somewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.model import Facts, OldFolder, OldSettings, Placed, SourceDocument, Targets

PLACES = {
    "content/post/here.md": "content/articles/here.md",
    "content/post/sea.md": "content/articles/sea.md",
    "content/post/2019/My Trip.md": "content/articles/2019/my-trip.md",
    "content/post/2020/My Trip.md": "content/articles/2020/my-trip.md",
    "content/post/山/index.md": "content/articles/山/index.md",
    "content/post/山/圖 1.png": "content/articles/山/圖 1.png",
    "content/about.md": "content/pages/about.md",
    "static/img/a.png": "content/img/a.png",
    "static/img/b (1).png": "content/img/b (1).png",
    "assets/pics/deep/c.png": "content/files/c.png",
    "static/files/x.pdf": "content/files/x.pdf",
    "static/files/talk.mp4": "content/files/talk.mp4",
}
ADDRESSES = {
    "/2020/here/": "content/post/here.md",
    "/2020/sea.html": "content/post/sea.md",
    "/2019/My-Trip/": "content/post/2019/My Trip.md",
    "/山/": "content/post/山/index.md",
    "/山/圖 1.png": "content/post/山/圖 1.png",
    "/about/": "content/about.md",
    "/img/a.png": "static/img/a.png",
    "/img/b (1).png": "static/img/b (1).png",
    "/files/x.pdf": "static/files/x.pdf",
    "/files/talk.mp4": "static/files/talk.mp4",
}
NAMES = {
    "here": ("content/post/here.md",),
    "sea": ("content/post/sea.md",),
    "海": ("content/post/sea.md",),
    "my trip": ("content/post/2019/My Trip.md", "content/post/2020/My Trip.md"),
    "山": ("content/post/山/index.md",),
}
LISTINGS = {"/": "/", "/categories/go/": "/tags/go/", "/index.xml": "/feed.xml"}


TARGETS = Targets(PLACES, ADDRESSES, NAMES, "https://old.example/blog/", LISTINGS, {"content/post/sea.md": "看海"})


def context(
    title: str = "Here",
    generator: str = "hugo",
    title_from: Literal["front matter", "heading"] = "front matter",
    path: str = "content/post/here.md",
) -> BodyContext:
    """The context of the article, content/post/here.md if not stated otherwise."""
    document = SourceDocument(path, "article", "here", section="post")
    facts = Facts(title, title_from)
    placed = Placed(document, facts, "content/articles/here.md", "/articles/here/", aliases=("/2020/here/",))
    settings = OldSettings(base_url=TARGETS.base_url)
    return BodyContext(placed, TARGETS, settings, generator, OldFolder(Path("/nowhere"), frozenset()))
