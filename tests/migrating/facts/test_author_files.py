"""The names of authors whom front matter names by a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.migrating.facts.author_files import author_names
from beilin.migrating.facts.facts import facts_of
from beilin.migrating.heads.read import read_head
from beilin.migrating.model import OldSettings, SourceDocument
from beilin.migrating.survey import survey


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("_data/authors.yml", "shan:\n  name: 阿珊\n  url: https://example.org\n"),
        ("docs/blog/.authors.yml", "authors:\n  shan: {name: 阿珊, description: x}\n"),
        ("data/authors/shan.toml", 'name = "阿珊"\n'),
        ("src/_data/authors.json", '{"shan": {"name": "阿珊"}}'),
        ("_data/authors.yml", "- {username: shan, display_name: 阿珊}\n"),
    ],
)
def test_a_key_becomes_the_name(tmp_path: Path, path: str, text: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(text, "utf-8")
    names = author_names(survey(tmp_path))
    assert names == {"shan": "阿珊"}
    head = read_head(b"---\nauthors: [shan, Lin]\n---\n", "a.md")
    facts = facts_of(head, SourceDocument("a.md", "article", "a"), OldSettings(author_names=names), "jekyll")
    assert facts.authors == ("阿珊", "Lin")


@pytest.mark.parametrize("text", ["", "[", "- a\n- [b]\n", "shan: 1\n", "a: {b: {c: d}}\n", "\0\n"])
def test_other_files_are_left_out(tmp_path: Path, text: str) -> None:
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data/authors.yml").write_text(text, "utf-8")
    assert author_names(survey(tmp_path)) == {}
