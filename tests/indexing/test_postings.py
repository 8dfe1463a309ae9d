"""Lists of postings and shards: what is encoded is decoded, and damage is noticed."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.indexing.hashes import gram_hash, text_hash
from beilin.indexing.postings import (
    DENSE_SHARE,
    DamagedShardError,
    EncodedList,
    decode_list,
    encode_list,
    read_varint,
    varint,
)
from beilin.indexing.shards import (
    Shard,
    decode_gram_shard,
    decode_word_shard,
    encode_gram_shard,
    encode_word_shard,
)

COUNT = 50
postings = st.dictionaries(st.integers(0, COUNT - 1), st.integers(0, 3), min_size=1)
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)
many = settings(derandomize=True, max_examples=80, deadline=None)


@many
@given(st.integers(0, 2**32 - 1))
def test_a_number_is_read_as_it_was_written(value: int) -> None:
    data = varint(value)
    assert read_varint(b"\x80" + data + b"\x05", 1) == (value, 1 + len(data))


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xff\xff\xff\xff\x7f", b"\x80" * 9 + b"\1"])
def test_a_number_that_is_truncated_or_too_large_is_damage(data: bytes) -> None:
    with pytest.raises(DamagedShardError):
        read_varint(data, 0)


@many
@given(postings)
def test_a_list_is_decoded_in_ascending_order(members: dict[int, int]) -> None:
    encoded = encode_list(members, COUNT)
    assert encoded.is_dense == (len(members) * DENSE_SHARE > COUNT)
    assert list(decode_list(encoded, COUNT).items()) == sorted(members.items())


def test_lists_have_the_bytes_that_scripts_read() -> None:
    assert encode_list({0: 3, 2: 1, 42: 0}, 1000) == (bytes([3, 1 << 2 | 1, 39 << 2 & 127 | 128, 39 << 2 >> 7]), False)
    assert encode_list({0: 3, 2: 1, 9: 2, 10: 0, 11: 1}, 12) == (bytes([0b101, 0b1110, 0b00_10_01_11, 1]), True)


def test_shards_have_the_bytes_that_scripts_read() -> None:
    first, second = EncodedList(b"\3", False), EncodedList(b"\1\0", True)
    assert (
        encode_gram_shard(Shard(0x04030201, {7: second, 300: first})).hex(" ")
        == "01 02 03 04 02 07 05 a5 02 02 01 00 03"
    )
    words = encode_word_shard(Shard(1, {"able": first, "abé": second}))
    assert words == b"\1\0\0\0\2\0\4able\2\2\2\xc3\xa9\5\3\1\0"
    assert encode_gram_shard(Shard(1, {})) == encode_word_shard(Shard(1, {})) == b"\1\0\0\0\0"


@many
@given(st.dictionaries(st.integers(0, 2**32 - 1), postings, max_size=20), st.integers(0, 2**32 - 1))
def test_a_shard_of_grams_is_decoded_as_it_was_encoded(lists: dict[int, dict[int, int]], epoch: int) -> None:
    shard = Shard(epoch, {key: encode_list(members, COUNT) for key, members in lists.items()})
    assert decode_gram_shard(encode_gram_shard(shard)) == shard


@many
@given(st.dictionaries(WORDS, postings, max_size=20))
def test_a_shard_of_words_is_decoded_as_it_was_encoded(lists: dict[str, dict[int, int]]) -> None:
    shard = Shard(1, {word: encode_list(members, COUNT) for word, members in lists.items()})
    assert decode_word_shard(encode_word_shard(shard)) == shard
    assert list(decode_word_shard(encode_word_shard(shard)).lists) == sorted(lists, key=str.encode)


def sample_shards() -> tuple[bytes, bytes]:
    lists = [encode_list({number: number % 4 for number in range(0, COUNT, step)}, COUNT) for step in range(1, 30)]
    words = [f"{'x' * (step % 5)}{step}é" for step in range(29)]
    return (
        encode_gram_shard(Shard(5, {gram_hash("漢" * (step % 3 + 1)) + step: each for step, each in enumerate(lists)})),
        encode_word_shard(Shard(5, dict(zip(words, lists, strict=True)))),
    )


def read_all(grams: bytes, words: bytes) -> None:
    """Decode every list, as a search does."""
    gram_shard, word_shard = decode_gram_shard(grams), decode_word_shard(words)
    for encoded in (*gram_shard.lists.values(), *word_shard.lists.values()):
        assert all(0 <= number < COUNT and cls in range(4) for number, cls in decode_list(encoded, COUNT).items())


def test_a_truncated_shard_is_damage() -> None:
    grams, words = sample_shards()
    read_all(grams, words)
    for data, decode in ((grams, decode_gram_shard), (words, decode_word_shard)):
        for length in range(len(data)):
            with pytest.raises(DamagedShardError):
                decode(data[:length])
        with pytest.raises(DamagedShardError):
            decode(data + b"\0")


def test_random_damage_gives_postings_of_the_segment_or_one_exception() -> None:
    random = Random(1)
    noticed, shards = 0, sample_shards()
    for _ in range(1500):
        damaged = [bytearray(data) for data in shards]
        for data in damaged:
            for _ in range(random.choice((1, 1, 3))):
                data[random.randrange(4, len(data))] = random.choice((0, 127, 128, 255, random.randrange(256)))
        try:
            read_all(*map(bytes, damaged))
        except DamagedShardError:
            noticed += 1
    assert noticed > 500
    for _ in range(300):
        with pytest.raises(DamagedShardError):
            read_all(random.randbytes(random.randrange(200)), b"")


def test_hashes_are_those_of_the_script() -> None:
    """Computed by the formulas with numpy's 32-bit integers; the scripts' tests have the same table."""
    assert [f"{gram_hash(gram):08x}" for gram in ("一", "開源", "開源碼", "𠮷", "𠮷野", "野𠮷家")] == HASHES_OF_GRAMS
    assert [f"{text_hash(text):08x}" for text in ("", "a", "pyt", "開源", "𠮷")] == HASHES_OF_TEXTS


HASHES_OF_GRAMS = ["cfb880b6", "24223848", "c33a5b34", "b149dc0f", "2e63a41d", "6228949f"]
HASHES_OF_TEXTS = ["74141c20", "6c4e37eb", "f0b9dbe0", "ac37bf18", "a8837c79"]
