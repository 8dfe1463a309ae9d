"""The files beside the shards: what scripts and the terminal read."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.indexing.cards import CardValues, card_file
from beilin.indexing.documents import SearchText
from beilin.indexing.facets import Column, column_file
from beilin.indexing.meta import years_of
from beilin.indexing.names import NameEntry, name_files, name_keys, renamed, title_keys
from beilin.indexing.postings import read_varint
from beilin.indexing.sizes import IndexSizes, epoch_of
from beilin.text.folding import read_fold_file
from tests.indexing.folder_index import FolderIndex
from tests.indexing.texts import random_texts


def test_meta_says_how_the_index_is_divided(tmp_path: Path) -> None:
    index = FolderIndex(tmp_path / "search", IndexSizes(max_single=2, step=2))
    index.update(random_texts(Random(1), 3))
    files = index.files()
    epochs = epoch_of(["/articles/000/", "/articles/001/"]), epoch_of(["/articles/002/"])
    assert files["meta.json"].decode() == (
        '{"version":1,"articles":3,"block":8,"names":0,"segments":['
        f'{{"path":"a","first":0,"count":2,"bits":0,"words":0,"epoch":{epochs[0]}}},'
        f'{{"path":"b","first":2,"count":1,"bits":0,"words":0,"epoch":{epochs[1]}}}],'
        '"years":[["2000",0,1],["2001",1,1],["2002",2,1]]}'
    )
    assert set(files) == {
        "meta.json", "fold.txt", "c/0.json", "f/author.bin", "n/0000.json", "a/g/0000.bin", "a/w/0000.bin", "b/g/0000.bin",
        "b/w/0000.bin",
    }  # fmt: skip


def test_an_empty_archive_has_an_index(tmp_path: Path) -> None:
    index = FolderIndex(tmp_path / "search")
    index.update({})
    files = index.files()
    assert files["meta.json"] == b'{"version":1,"articles":0,"block":8,"names":0,"segments":[],"years":[]}'
    assert set(files) == {"meta.json", "fold.txt", "f/author.bin", "n/0000.json"}


def test_the_foldings_are_those_of_texts_and_names(tmp_path: Path) -> None:
    index = FolderIndex(tmp_path / "search")
    texts = {"a": SearchText("龍", "", "é ß"), "b": SearchText("馬", "", "")}
    index.update(texts)
    variants, words, _ = read_fold_file(index.files()["fold.txt"].decode())
    assert {"龍": "龙", "馬": "马", "開": "开"}.items() <= variants.items()  # 開 is in the name of a tag alone
    assert "鳥" not in variants
    assert words == "ß"
    texts["b"] = SearchText("鳥", "", "ß")
    assert index.patch(texts, ["b"])
    variants, _, _ = read_fold_file(index.files()["fold.txt"].decode())
    assert {"鳥": "鸟", "開": "开"}.items() <= variants.items()
    assert "馬" not in variants


def test_years_are_ranges_of_numbers() -> None:
    dates = [None, None, "2011-02-03", "2011-05-06T01:00:00+08:00", "2013-01-01"]
    assert years_of(dates) == [("", 0, 2), ("2011", 2, 2), ("2013", 4, 1)]


def test_cards_are_cut_and_hold_any_text() -> None:
    card = CardValues("/articles/x/", '<b>"題"\\', "2020-01-02", "", ("甲", "乙"), "長" * 50, "en")
    assert card_file([card]).decode() == (
        '[["/articles/x/","<b>\\"題\\"\\\\","2020-01-02","",["甲","乙"],"' + "長" * 39 + "…" + '","en"]]'
    )


columns = st.lists(st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\t"), max_size=4), st.text(st.characters(codec="utf-8"), max_size=4)), max_size=5).flatmap(
    lambda values: st.builds(Column, st.just(values), st.lists(st.lists(st.integers(0, max(0, len(values) - 1)), max_size=len(values))))
)  # fmt: skip


@settings(derandomize=True, max_examples=60, deadline=None)
@given(columns)
def test_a_column_is_read_as_it_was_written(column: Column) -> None:
    assert _read_column(column_file(column)) == column


def _read_column(data: bytes) -> Column:
    """The column of a file, as the script of the search reads it."""
    at = 0

    def number() -> int:
        nonlocal at
        value, at = read_varint(data, at)
        return value

    def value() -> tuple[str, str]:
        nonlocal at
        length = number()
        at += length
        identifier, _, name = data[at - length : at].decode().partition("\t")
        return identifier, name

    values = [value() for _ in range(number())]
    members: list[list[int]] = []
    while at < len(data):
        members.append([number() for _ in range(number())])
    return Column(values, members)


def test_a_column_has_the_bytes_that_scripts_read() -> None:
    data = column_file(Column([("a", "甲"), ("b", "乙")], [[1, 0], [], [0]]))
    assert data == b"\2\5a\t\xe7\x94\xb2\5b\t\xe4\xb9\x99\2\1\0\0\1\0"


NAMES = [
    NameEntry("tag", "開源", "/tags/kai-yuan/", ("Open Source", "开源", "！")),
    NameEntry("author", "Open  source", "/authors/open-source/"),
    NameEntry("series", "開源", "/series/kai-yuan/"),
]
TITLES = {0: "開源", 1: "？", 2: "开源!", 3: "open-source"}


def test_names_are_found_by_every_spelling() -> None:
    files = name_files([*title_keys(TITLES), *name_keys(NAMES)], 0)
    tag = ["tag", "開源", "/tags/kai-yuan/", ["Open Source", "开源", "！"]]
    assert json.loads(files[0]) == {
        "open source": [tag, ["author", "Open  source", "/authors/open-source/"], ["title", 3]],
        "开源": [tag, ["series", "開源", "/series/kai-yuan/"], ["title", 2], ["title", 0]],
    }
    assert files[0].startswith('{"open source":[["tag","開源",'.encode())


def test_a_title_that_changes_changes_the_files_of_its_names(tmp_path: Path) -> None:
    before = [*title_keys(TITLES), *name_keys(NAMES)]
    after = [*title_keys(TITLES | {0: "序"}), *name_keys(NAMES)]
    (data,), (expected,) = (name_files(keyed, 0).values() for keyed in (before, after))
    without = renamed(data, "开源", ["title", 0], add=False)
    assert without
    assert renamed(without, "序", ["title", 0], add=True) == expected
    assert renamed(without, "开源", ["title", 0], add=False) is None
    assert renamed(b"{", "开源", ["title", 0], add=True) is None
    index = FolderIndex(tmp_path / "search", IndexSizes(shard=200))
    texts = random_texts(Random(1), 300)
    index.update(texts)
    texts["007"] = SearchText("天地 玄黃", texts["007"].headings, texts["007"].body)
    assert index.patch(texts, ["007"])
    other = FolderIndex(tmp_path / "other", IndexSizes(shard=200))
    other.update(texts)
    assert index.files() == other.files()
    assert len([path for path in index.target.paths if path.startswith("n/")]) in (1, 2)
