"""The cover of a document is an address from the root, wherever its file is now."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.model import Facts, OldFolder, OldSettings, Placed, SourceDocument, Targets
from beilin.migrating.writing.cover import cover_of

TARGETS = Targets(
    places={"static/img/海.png": "content/img/海.png", "p/a/c.png": "content/articles/a/c.png"},
    addresses={"/img/海.png": "static/img/海.png"},
    names={},
    base_url="https://old.example/blog/",
)


@pytest.mark.parametrize(
    ("written", "cover", "notes"),
    [
        ("/img/海.png", "/img/海.png", 0),
        ("/blog/img/%E6%B5%B7.png", "/img/海.png", 0),
        ("https://old.example/blog/img/海.png", "/img/海.png", 0),
        ("c.png", "/articles/a/c.png", 0),
        ("https://cdn.example/a.png", "https://cdn.example/a.png", 0),
        ("/img/lost.png", "/img/lost.png", 1),
        (" ", "", 0),
    ],
)
def test_the_cover_is_where_its_file_is(written: str, cover: str, notes: int) -> None:
    document = SourceDocument("p/a/index.md", "article", "a", is_bundle=True)
    placed = Placed(document, Facts("題", "front matter", cover=written), "content/articles/a/index.md", "/articles/a/")
    context = BodyContext(placed, TARGETS, OldSettings(), "hugo", OldFolder(Path(), frozenset()))
    found, said = cover_of(context)
    assert (found, len(said)) == (cover, notes)
