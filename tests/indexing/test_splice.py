"""A shard that is spliced has the bytes of one that is encoded anew, and damage is noticed."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.indexing.postings import DamagedShardError, encode_list
from beilin.indexing.shards import Shard, encode_gram_shard, encode_word_shard
from beilin.indexing.splice import spliced_grams, spliced_words

COUNT = 21
KEYS = (0, 1, 2, 127, 128, 300, 70_000, 2**32 - 1)
# Of a few keys, so that lists are added, changed and removed, at the ends and next to each other.
lists = st.dictionaries(
    st.sampled_from(KEYS), st.dictionaries(st.integers(0, COUNT - 1), st.integers(0, 3), min_size=1, max_size=8)
)


@settings(derandomize=True, max_examples=120, deadline=None)
@given(lists, lists)
def test_a_spliced_shard_is_the_one_encoded_anew(
    before: dict[int, dict[int, int]], after: dict[int, dict[int, int]]
) -> None:
    changes = {
        key: {
            number: after.get(key, {}).get(number)
            for number in {*before.get(key, {}), *after.get(key, {})}
            if before.get(key, {}).get(number) != after.get(key, {}).get(number)
        }
        for key in {*before, *after}
        if before.get(key) != after.get(key)
    }  # fmt: skip
    old, new = (Shard(7, {key: encode_list(each, COUNT) for key, each in of.items()}) for of in (before, after))
    assert spliced_grams(encode_gram_shard(old), changes, COUNT, 7) == encode_gram_shard(new)
    old_words, new_words = (Shard(7, {f"w{key}": each for key, each in of.lists.items()}) for of in (old, new))
    in_words = {f"w{key}": each for key, each in changes.items()}
    assert spliced_words(encode_word_shard(old_words), in_words, COUNT, 7) == encode_word_shard(new_words)


def test_damage_is_noticed_or_gives_some_shard() -> None:
    random = Random(1)
    members = [{number: number % 4 for number in range(0, COUNT, step)} for step in (1, 2, 5, 9)]
    grams = encode_gram_shard(
        Shard(7, {key: encode_list(each, COUNT) for key, each in zip(KEYS, members * 2, strict=True)})
    )
    changes: dict[int, dict[int, int | None]] = {0: {1: None, 2: 3}, 127: {5: 1}, 128: {0: None}, 5: {0: 0}}
    spliced_grams(grams, changes, COUNT, 7)
    noticed = 0
    for _ in range(2000):
        damaged = bytearray(grams)
        for _ in range(random.choice((1, 1, 4))):
            damaged[random.randrange(len(grams))] = random.choice((0, 127, 128, 255, random.randrange(256)))
        try:
            assert len(spliced_grams(bytes(damaged), changes, COUNT, 7)) < 3 * len(grams)
        except DamagedShardError:
            noticed += 1
    assert noticed > 1000
    for length in range(len(grams)):
        with pytest.raises(DamagedShardError):
            spliced_grams(grams[:length], changes, COUNT, 7)


@pytest.mark.parametrize("number", [1, 20])
def test_an_article_that_should_be_in_a_list_and_is_not_is_damage(number: int) -> None:
    for members in ({0: 1}, {0: 1, 2: 1, 3: 1, 4: 0, 5: 0}):
        grams = encode_gram_shard(Shard(7, {3: encode_list(members, COUNT)}))
        with pytest.raises(DamagedShardError):
            spliced_grams(grams, {3: {number: None}}, COUNT, 7)
        with pytest.raises(DamagedShardError):
            spliced_grams(grams, {3: {0: 2}}, COUNT, 8)
