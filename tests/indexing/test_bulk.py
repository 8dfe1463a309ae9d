"""What numpy makes of many articles is what plain Python makes of each, byte for byte."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.indexing import bulk, bulk_shards
from beilin.indexing.bulk_lists import encode_lists, varints
from beilin.indexing.bulk_terms import batch_of, characters_of, gram_postings, words_of
from beilin.indexing.documents import SearchText
from beilin.indexing.grams import terms_of
from beilin.indexing.hashes import word_hash
from beilin.indexing.postings import encode_list, varint
from beilin.indexing.shards import Shard, encode_gram_shard, encode_word_shard
from beilin.indexing.sizes import (
    IndexSizes,
    epoch_of,
    file_number,
    gram_bits,
    gram_path,
    low_bits,
    segments_of,
    word_bits,
    word_path,
)
from tests.indexing.folder_index import FolderIndex
from tests.indexing.texts import random_texts, search_texts

many = settings(derandomize=True, max_examples=150, deadline=None)


@many
@given(st.lists(search_texts, min_size=1, max_size=4), st.integers(0, 5))
def test_grams_and_words_are_those_of_plain_python(texts: list[SearchText], first: int) -> None:
    batch = batch_of(first, texts)
    terms = [terms_of(text) for text in texts]
    postings = [
        gram << 32 | number << 2 | cls
        for number, one in enumerate(terms, first)
        for gram, cls in one.grams.items()
    ]  # fmt: skip
    assert gram_postings(batch).tolist() == sorted(postings)
    assert words_of(batch) == [one.words for one in terms]
    codes, counts = characters_of(batch)
    as_written = [set(f"{text.title}\n{text.headings}\n{text.body}\n") for text in texts]
    expected = {ord(one): sum(one in own for own in as_written) for own in as_written for one in own}
    assert dict(zip(codes.tolist(), counts.tolist(), strict=True)) == expected


@many
@given(st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 300)))
def test_numbers_are_encoded_alike(values: list[int]) -> None:
    encoded, ends = varints(np.array(values, np.uint32))
    assert encoded.tobytes() == b"".join(map(varint, values))
    assert ends.tolist() == [sum(len(varint(value)) for value in values[: end + 1]) for end in range(len(values))]


@many
@given(st.lists(st.dictionaries(st.integers(0, 20), st.integers(0, 3), min_size=1), max_size=8))
def test_lists_are_encoded_alike(lists: list[dict[int, int]]) -> None:
    postings = [number << 2 | cls for one in lists for number, cls in sorted(one.items())]
    starts = np.cumsum([0, *map(len, lists)][:-1]).astype(np.int64) if lists else np.empty(0, np.int64)
    data, ends, lengths = encode_lists(np.array(postings, np.uint64), starts, 21)
    encoded = [encode_list(one, 21) for one in lists]
    assert data == b"".join(one.data for one in encoded)
    assert ends.tolist() == np.cumsum([len(one.data) for one in encoded]).tolist()
    assert lengths.tolist() == [len(one.data) << 1 | one.is_dense for one in encoded]


def plain_index(texts: Mapping[str, SearchText], sizes: IndexSizes) -> dict[str, bytes]:
    """All shards of an index, made in the most obvious way."""
    names, files = list(texts), {}
    for segment in segments_of(len(names), sizes):
        own = [names[number] for number in segment.numbers]
        terms = [terms_of(texts[name]) for name in own]
        epoch = epoch_of(f"/articles/{name}/" for name in own)
        bits = gram_bits(sum(len(one.grams) for one in terms), sizes)
        word = word_bits(sum(len(one.words) for one in terms), sizes)
        grams: defaultdict[int, defaultdict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
        words: defaultdict[int, defaultdict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
        for number, one in enumerate(terms):
            for gram, cls in one.grams.items():
                grams[file_number(gram, bits)][low_bits(gram, bits)][number] = cls
            for each, cls in one.words.items():
                words[file_number(word_hash(each), word)][each][number] = cls
        for file in range(1 << bits):
            lists = {key: encode_list(members, segment.count) for key, members in grams[file].items()}
            files[gram_path(segment.path, file)] = encode_gram_shard(Shard(epoch, lists))
        for file in range(1 << word):
            in_file = {key: encode_list(members, segment.count) for key, members in words[file].items()}
            files[word_path(segment.path, file)] = encode_word_shard(Shard(epoch, in_file))
    return files


def shards_of(index: FolderIndex) -> dict[str, bytes]:
    return {path: data for path, data in index.files().items() if path[:2] in ("a/", "b/")}


@pytest.mark.parametrize("count", [0, 1, 7, 8, 23])
def test_an_index_has_the_shards_of_plain_python(tmp_path: Path, count: int) -> None:
    texts = random_texts(Random(count), count)
    sizes = IndexSizes(max_single=7, step=5, shard=100)
    index = FolderIndex(tmp_path / "search", sizes)
    state = index.update(texts)
    assert shards_of(index) == plain_index(texts, sizes)
    assert count < 20 or any(segment.bits > 2 and segment.word_bits > 0 for segment in state.segments)


def test_neither_processes_nor_batches_nor_slices_change_a_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = random_texts(Random(5), 100)
    sizes = IndexSizes(max_single=60, step=50, shard=400)
    index = FolderIndex(tmp_path / "one", sizes)
    index.update(texts)
    monkeypatch.setattr(bulk, "MAX_RUN", 500)
    monkeypatch.setattr(bulk_shards, "MAX_SLICE", 10)
    shared = FolderIndex(tmp_path / "two", sizes, jobs=2)
    shared.update(texts)
    assert shared.files() == index.files()
    assert shards_of(index) == plain_index(texts, sizes)
    assert not list(tmp_path.glob("*.runs"))


def test_what_is_raised_while_indexing_leaves_nothing_but_the_last_state(tmp_path: Path) -> None:
    index = FolderIndex(tmp_path / "search", IndexSizes(max_single=40, step=20))
    index.update(random_texts(Random(1), 50))
    reported: Sequence[tuple[int, int]] = index.reports
    assert reported[0] == (32, 50)
    assert reported[-1] == (50, 50)
    before = index.state
    for raise_at in range(len(reported)):
        index.raise_at = raise_at
        with pytest.raises(KeyboardInterrupt):
            index.update(random_texts(Random(2), 50))
        assert index.state is before
        assert not list(tmp_path.glob("*.runs"))


def test_an_edit_does_not_import_numpy() -> None:
    """It takes 100 ms: only making a segment anew imports it, inside a function."""
    folder = Path(bulk.__file__).parent
    for path in folder.glob("*.py"):
        if path.name.startswith("bulk"):
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.startswith(("numpy", "beilin.indexing.bulk"))], path.name
