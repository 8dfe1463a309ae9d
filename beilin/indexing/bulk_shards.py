"""The shards of a slice of the hashes, from the runs of all articles. A slice has all postings of some whole shards."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from beilin.indexing.bulk_lists import encode_lists, varints
from beilin.indexing.bulk_runs import GRAM_CUTS, WORD_CUTS, Run, read_grams, read_words
from beilin.indexing.bulk_terms import U64, group_starts
from beilin.indexing.hashes import word_hash
from beilin.indexing.postings import EncodedList, varint
from beilin.indexing.shards import Shard, encode_word_shard
from beilin.indexing.sizes import file_number, gram_path, word_path
from beilin.indexing.targets import Write, Written

MAX_SLICE = 1 << 18  # postings, about: 8 bytes each, and 50 while they are encoded


class Slice(NamedTuple):
    """A slice of the hashes: those of which the first bits are the number."""

    kind: Literal["grams", "words"]
    number: int


@dataclass(frozen=True, slots=True)
class ShardJob:
    """What making the shards of one segment needs."""

    segment: str
    count: int  # of its articles
    epoch: int
    grams: Sequence[Run]
    words: Sequence[Run]
    bits: int
    word_bits: int
    gram_slices: int  # as bits
    word_slices: int
    write: Write


def slice_bits(postings: int, bits: int, cuts: int) -> int:
    """How many bits number the slices, if files are numbered by `bits`, and runs can be cut by `cuts`."""
    needed = 0
    while postings >> needed > MAX_SLICE:
        needed += 1
    return min(needed, bits, cuts)


def write_slice(job: ShardJob, which: Slice) -> list[Written]:
    """Write the shards of the slice. Raises OSError."""
    return _write_grams(job, which.number) if which.kind == "grams" else _write_words(job, which.number)


def _write_grams(job: ShardJob, number: int) -> list[Written]:
    parts = 1 << GRAM_CUTS - job.gram_slices
    postings = read_grams(job.grams, number * parts, (number + 1) * parts)
    files = 1 << job.bits - job.gram_slices
    made = gram_shards(postings, range(number * files, (number + 1) * files), job)
    return [job.write(gram_path(job.segment, file), data) for file, data in made]


def gram_shards(postings: U64, files: range, job: ShardJob) -> list[tuple[int, bytes]]:
    """The numbers and bytes of the files that these sorted postings belong to, all of them."""
    starts = group_starts(postings >> np.uint64(32))
    data, ends, lengths = encode_lists(postings, starts, job.count)
    hashes = postings[starts] >> np.uint64(32)
    file_of = hashes >> np.uint64(32 - job.bits)
    firsts = group_starts(file_of)
    steps = np.diff(hashes, prepend=np.uint64(0))
    steps[firsts] = hashes[firsts] & np.uint64((1 << 32 - job.bits) - 1)
    heads = np.column_stack((steps.astype(np.uint32), lengths)).ravel()
    keys, key_ends = varints(heads)
    key_bytes, key_ends = keys.tobytes(), np.append(0, key_ends[1::2])
    ends = np.append(0, ends)
    borders = np.searchsorted(file_of, np.arange(files.start, files.stop + 1, dtype=np.uint64)).tolist()
    epoch = struct.pack("<I", job.epoch)
    made = []
    for file, start, end in zip(files, borders, borders[1:], strict=False):
        head = epoch + varint(end - start) + key_bytes[key_ends[start] : key_ends[end]]
        made.append((file, head + data[ends[start] : ends[end]]))
    return made


def _write_words(job: ShardJob, number: int) -> list[Written]:
    parts = 1 << WORD_CUTS - job.word_slices
    lists = read_words(job.words, number * parts, (number + 1) * parts)
    found = {word for one in lists for word in one.words}
    ordered = sorted((file_number(word_hash(word), job.word_bits), word) for word in found)
    rank = {word: position for position, (_, word) in enumerate(ordered)}
    ranks = np.repeat(
        np.array([rank[word] for one in lists for word in one.words], np.uint64),
        np.frombuffer(b"".join(one.totals for one in lists), np.uint32),
    )
    postings = ranks << np.uint64(32)
    postings |= np.frombuffer(b"".join(one.postings for one in lists), np.uint32)
    postings.sort()
    del lists, ranks
    data, ends, lengths = encode_lists(postings, group_starts(postings >> np.uint64(32)), job.count)
    files = 1 << job.word_bits - job.word_slices
    shards = {file: Shard[str](job.epoch, {}) for file in range(number * files, (number + 1) * files)}
    start = 0
    for (file, word), end, length in zip(ordered, ends.tolist(), lengths.tolist(), strict=True):
        shards[file].lists[word] = EncodedList(data[start:end], bool(length & 1))
        start = end
    return [job.write(word_path(job.segment, file), encode_word_shard(shard)) for file, shard in shards.items()]
