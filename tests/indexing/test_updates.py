"""After any history, an index that was brought up to date has the bytes of one that is made at once."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from beilin.files import segments
from beilin.indexing import patch
from beilin.indexing.documents import SearchText
from beilin.indexing.sizes import IndexSizes
from beilin.indexing.state import decode_state, encode_state
from beilin.indexing.texts import stored_text
from beilin.indexing.update import update_index
from tests.indexing.folder_index import FolderIndex, FolderTarget, Texts, TextsOf
from tests.indexing.texts import random_text, random_texts

SIZES = IndexSizes(max_single=12, step=10, shard=500)
STEPS = 25


def made_at_once(folder: Path, texts: Texts, sizes: IndexSizes = SIZES) -> FolderIndex:
    shutil.rmtree(folder, ignore_errors=True)
    index = FolderIndex(folder, sizes)
    index.update(texts)
    return index


def check(index: FolderIndex, texts: Texts, folder: Path) -> None:
    """Compare with an index of these articles that is made at once."""
    expected = made_at_once(folder / "expected", texts, index.sizes)
    assert index.files() == expected.files()
    assert index.state
    assert expected.state
    assert index.state.segments == expected.state.segments
    assert [row.moved(segments.NO_EXTENT) for row in index.state.rows] == [
        row.moved(segments.NO_EXTENT) for row in expected.state.rows
    ]
    assert decode_state(encode_state(index.state)) == index.state


def edited(random: Random, text: SearchText) -> SearchText:
    """The text after a small edit of its title, its headings or its other blocks."""
    other = random_text(random)
    kind = random.randrange(4)
    if kind == 0:
        return SearchText(other.title, text.headings, text.body)
    if kind == 1:
        return SearchText(text.title, other.headings[:5], text.body)
    at = random.randrange(len(text.body) + 1)
    return SearchText(
        text.title, text.headings, text.body[:at] + other.body[: random.randrange(9)] + text.body[at + 2 :]
    )


def next_texts(random: Random, texts: Texts, step: int) -> dict[str, SearchText]:
    """The articles after an edit, an insertion, a deletion or a move."""
    names = list(texts)
    after = dict(texts)
    kind = random.choice(("edit", "edit", "edit", "edits", "new", "old", "delete", "move", "nothing"))
    if kind in ("edit", "edits"):
        for name in random.sample(names, 1 if kind == "edit" else 3):
            after[name] = edited(random, after[name])
    elif kind in ("new", "old"):
        names.insert(len(names) if kind == "new" else random.randrange(len(names)), f"new{step}")
        after[f"new{step}"] = random_text(random)
    elif kind == "delete" and len(names) > 9:
        names.remove(random.choice(names))
    elif kind == "move":
        names.insert(random.randrange(len(names)), names.pop(random.randrange(len(names))))
    return {name: after[name] for name in names}


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_history_the_bytes_are_those_of_an_index_made_at_once(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    texts: Texts = random_texts(random, 11)
    index = made_at_once(tmp_path / "search", texts)
    patched = 0
    for step in range(STEPS):
        before, texts = texts, next_texts(random, texts, step)
        changed = [name for name in texts if texts[name] != before.get(name)]
        if list(texts) == list(before) and changed and random.random() < 0.5:
            if index.patch(texts, changed):
                patched += 1
                assert index.files().keys() - index.target.paths
            else:
                index.update(texts)
        else:
            index.update(texts)
            patched += bool(changed) and bool(index.target.kept)
        check(index, texts, tmp_path)
    assert patched > STEPS // 6


def test_an_edit_touches_few_files(tmp_path: Path) -> None:
    texts = random_texts(Random(1), 60)
    index = made_at_once(tmp_path / "search", texts, IndexSizes(shard=200))
    text = texts["030"]
    texts["030"] = SearchText(text.title, text.headings, f"{text.body}\n蒹葭")
    assert index.patch(texts, ["030"])
    shards = {path for path in index.target.paths if path[:2] == "a/"}
    assert len(shards) <= 3
    assert index.target.paths - shards == {"c/3.json", "fold.txt"}
    check(index, texts, tmp_path)


def test_every_edited_article_is_reported_and_an_edit_can_be_given_up(tmp_path: Path) -> None:
    """In `serve` a save interrupts an update."""
    texts = random_texts(Random(1), 30)
    index = made_at_once(tmp_path / "search", texts)
    before = index.files()
    texts |= {name: edited(Random(int(name)), texts[name]) for name in ("003", "007")}
    index.raise_at = 1
    with pytest.raises(KeyboardInterrupt):
        index.patch(texts, ["003", "007"])
    assert index.reports == [(1, 2)]
    assert index.files() == before
    index.raise_at = -1
    assert index.patch(texts, ["003", "007"])
    check(index, texts, tmp_path)


def test_much_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both limits, of articles and of shards, only decide what is faster."""
    texts = random_texts(Random(1), 30)
    sizes = IndexSizes(shard=150)
    index = made_at_once(tmp_path / "search", texts, sizes)
    texts |= {name: edited(Random(int(name)), texts[name]) for name in list(texts)[:9]}
    assert not index.patch(texts, list(texts)[:9])
    index.update(texts)
    assert not index.target.kept
    check(index, texts, tmp_path)
    monkeypatch.setattr(patch, "MIN_SHARDS", 1)
    texts["003"] = random_text(Random(3))
    assert not index.patch(texts, ["003"])
    index.update(texts)
    check(index, texts, tmp_path)


DAMAGES = ["none", "no store", "store", "no shard", "truncated shard", "foreign shard", "zeros"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_missing_or_damaged_is_made_anew(tmp_path: Path, damage: str) -> None:
    texts = {
        name: SearchText(text.title, text.headings, f"{text.body}天")
        for name, text in random_texts(Random(1), 8).items()
    }
    index = made_at_once(tmp_path / "search", texts, IndexSizes(shard=20))
    assert index.state
    shards = [path for path in index.folder.rglob("*.bin") if path.parent.name == "g"]
    assert len(shards) > 8
    if damage == "no store":
        shutil.rmtree(index.tools.texts)
    elif damage == "store":
        for path in index.tools.texts.iterdir():
            path.write_bytes(path.read_bytes().replace("天".encode(), "。".encode()))  # as if it never had been there
    elif damage == "foreign shard":
        other = made_at_once(tmp_path / "other", random_texts(Random(2), 7))
        for path in shards:
            shutil.copy(other.folder / "a/g/0000.bin", path)
    elif damage != "none":
        for path in shards:
            data = path.read_bytes()
            path.write_bytes(data[:-2] if damage == "truncated shard" else data[:5] + bytes(len(data) - 5))
            if damage == "no shard":
                path.unlink()
    for name in ("002", "005"):
        texts[name] = SearchText(texts[name].title, texts[name].headings, texts[name].body.replace("天", "玄"))
    assert index.patch(texts, ["002", "005"]) == (damage == "none")
    index.update(texts)
    assert bool(index.target.kept) == (damage == "none")
    check(index, texts, tmp_path)


def test_a_segment_that_is_divided_differently_after_an_edit_is_made_anew(tmp_path: Path) -> None:
    texts = random_texts(Random(1), 8)
    index = made_at_once(tmp_path / "search", texts, IndexSizes(shard=150))
    assert index.state
    for kind in ("bits", "word_bits"):
        divided, added = getattr(index.state.segments[0], kind), ""
        while getattr(index.state.segments[0], kind) == divided:
            added += (
                "".join(chr(0x5000 + len(added) + number) for number in range(20))
                if kind == "bits"
                else f" w{len(added)}"
            )
            texts["003"] = SearchText(texts["003"].title, "", added)
            if index.patch(texts, ["003"]):
                assert getattr(index.state.segments[0], kind) == divided
            else:
                index.update(texts)
        check(index, texts, tmp_path)


def test_an_article_whose_file_moves_keeps_its_place(tmp_path: Path) -> None:
    texts = random_texts(Random(1), 20)
    index = made_at_once(tmp_path / "search", texts)
    source = TextsOf(texts)
    documents = [document._replace(path=f"moved/{document.path}") for document in source.documents]
    state = update_index(index.state, documents, source, None, FolderTarget(index.folder), index.tools)
    assert [row.document for row in state.rows] == documents


def test_an_interrupted_update_is_done_again_by_the_next(tmp_path: Path) -> None:
    """The state of before describes the index of before: whoever has not committed the files has still that index."""
    texts = random_texts(Random(1), 40)
    index = made_at_once(tmp_path / "search", texts)
    before = index.files()
    texts = random_texts(Random(2), 41)
    for raise_at in range(3):
        index.raise_at = raise_at
        with pytest.raises(KeyboardInterrupt):
            index.update(texts)
        for path, data in before.items():
            (index.folder / path).write_bytes(data)
    index.raise_at = -1
    index.update(texts)
    check(index, texts, tmp_path)


def test_stored_texts_stay_until_the_next_index_is_committed(tmp_path: Path) -> None:
    """An update that is not committed leaves the last state, which must still find its texts."""
    texts = random_texts(Random(1), 12)
    index = made_at_once(tmp_path / "search", texts)
    last, before, stored = index.state, dict(texts), []
    assert last
    for _ in range(2):
        segments.close(index.tools.texts)
        texts = {name: edited(Random(int(name)), text) for name, text in texts.items()}
        index.update(texts)
        stored.append([stored_text(index.tools.texts, row.key, row.extent) for row in last.rows])
    assert stored == [list(before.values()), [None] * 12]
    assert index.state
    assert [stored_text(index.tools.texts, row.key, row.extent) for row in index.state.rows] == list(texts.values())


def test_stored_texts_do_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "MIN_UNUSED", 2000)
    random = Random(1)
    texts = random_texts(random, 10)
    index = made_at_once(tmp_path / "search", texts)
    for _ in range(60):
        texts["003"] = edited(random, texts["003"])
        index.update(texts)
    assert index.state
    store = sum(path.stat().st_size for path in index.tools.texts.iterdir())
    used = sum(row.length for row in index.state.rows)
    assert store < 3 * (used + 2000)
    texts["003"] = edited(random, texts["003"])
    assert index.patch(texts, ["003"])
    check(index, texts, tmp_path)
