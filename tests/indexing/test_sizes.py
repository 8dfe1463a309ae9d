"""How an index is divided depends on numbers alone, without floats."""

from __future__ import annotations

from math import log2

from beilin.indexing.sizes import (
    GRAM_BYTES,
    IndexSizes,
    Segment,
    epoch_of,
    file_number,
    gram_bits,
    low_bits,
    name_bits,
    segments_of,
)

SIZES = IndexSizes()


def test_a_new_article_changes_the_second_segment_only() -> None:
    assert segments_of(0, SIZES) == []
    assert segments_of(2048, SIZES) == [Segment("a", 0, 2048)]
    assert segments_of(2049, SIZES) == [Segment("a", 0, 2048), Segment("b", 2048, 1)]
    assert segments_of(3071, SIZES) == [Segment("a", 0, 2048), Segment("b", 2048, 1023)]
    assert segments_of(3072, SIZES) == [Segment("a", 0, 3072)]


def test_shards_are_as_many_as_the_logarithm_says() -> None:
    for postings in (1, 100, 5000, 8475, 11984, 11985, 16948, 10**6, 48 * 10**6, 10**9):
        bits = round(log2(postings * GRAM_BYTES / 100 / SIZES.shard))
        assert gram_bits(postings, SIZES) == min(15, max(0, bits)), postings
    assert gram_bits(0, SIZES) == 0


def test_names_are_few_in_each_file() -> None:
    assert [name_bits(count) for count in (0, 128, 129, 256, 257, 10**9)] == [0, 0, 1, 1, 2, 15]


def test_a_hash_is_divided_into_the_number_of_the_file_and_the_rest() -> None:
    for bits in (0, 1, 15):
        assert file_number(0xFEDCBA98, bits) << 32 - bits | low_bits(0xFEDCBA98, bits) == 0xFEDCBA98
    assert file_number(0xFEDCBA98, 0) == 0


def test_the_epoch_tells_one_order_of_articles_from_another() -> None:
    assert epoch_of([]) == 0
    assert epoch_of(["/articles/a/", "/articles/題/"]) == 0xD35A41DD
