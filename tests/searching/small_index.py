"""Indexes of a few texts, written article by article: what a build writes for them, without the engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from beilin.indexing.documents import SearchText
from beilin.indexing.grams import terms_of
from beilin.indexing.hashes import word_hash
from beilin.indexing.postings import EncodedList, encode_list
from beilin.indexing.shards import Shard, encode_gram_shard, encode_word_shard
from beilin.indexing.sizes import file_number, gram_path, low_bits, word_path
from beilin.indexing.state import SegmentState
from beilin.searching.index_reader import Index

EPOCH = 7


def small_index(texts: Sequence[SearchText], first_in_tail: int | None = None) -> Index:
    """The index of the texts, in the order of their numbers; those from `first_in_tail` on are a second segment."""
    split = len(texts) if first_in_tail is None else first_in_tail
    segments = [
        SegmentState("a", 0, split, 2, 1, EPOCH, {}), SegmentState("b", split, len(texts) - split, 1, 0, EPOCH, {}),
    ]  # fmt: skip
    segments = [segment for segment in segments if segment.count]
    files: dict[str, bytes] = {}
    for segment in segments:
        files |= _files(segment, texts[segment.first : segment.first + segment.count])
    return Index(segments, files.__getitem__)


def _files(segment: SegmentState, texts: Sequence[SearchText]) -> dict[str, bytes]:
    grams: dict[int, dict[int, int]] = defaultdict(dict)
    words: dict[str, dict[int, int]] = defaultdict(dict)
    for number, text in enumerate(texts):
        terms = terms_of(text)
        for gram, rank in terms.grams.items():
            grams[gram][number] = rank
        for word, rank in terms.words.items():
            words[word][number] = rank
    gram_lists: list[dict[int, EncodedList]] = [{} for _ in range(1 << segment.bits)]
    word_lists: list[dict[str, EncodedList]] = [{} for _ in range(1 << segment.word_bits)]
    for gram, postings in grams.items():
        encoded = encode_list(postings, segment.count)
        gram_lists[file_number(gram, segment.bits)][low_bits(gram, segment.bits)] = encoded
    for word, postings in words.items():
        place = file_number(word_hash(word), segment.word_bits)
        word_lists[place][word] = encode_list(postings, segment.count)
    return {
        **{gram_path(segment.path, n): encode_gram_shard(Shard(EPOCH, one)) for n, one in enumerate(gram_lists)},
        **{word_path(segment.path, n): encode_word_shard(Shard(EPOCH, one)) for n, one in enumerate(word_lists)},
    }
