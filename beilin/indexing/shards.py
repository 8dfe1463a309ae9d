"""A shard: one file of the index, with the lists of all grams or words whose hash begins alike.

    u32 epoch, varint number of lists, for each list its key and varint(length << 1 | dense), then the lists

The key of a gram is the part of its hash that the file's name does not give, as the difference from the gram before.
The key of a word is its UTF-8: varint number of bytes shared with the word before, varint number of others, the others.
Keys ascend.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from beilin.indexing.postings import DamagedShardError, EncodedList, read_varint, varint

Key = TypeVar("Key", int, str)
_EPOCH = struct.Struct("<I")
MIN_ENTRY = 2  # bytes of a gram's key and length


@dataclass(slots=True)
class Shard(Generic[Key]):
    """The lists of a file, by key: the low bits of a gram's hash, or a word."""

    epoch: int  # a checksum of the segment's addresses: which articles the numbers mean
    lists: dict[Key, EncodedList]


def encode_gram_shard(shard: Shard[int]) -> bytes:
    """The file of a shard of grams."""
    keys = sorted(shard.lists)
    steps = (varint(key - before) for before, key in zip([0, *keys], keys, strict=False))
    return _encode(shard.epoch, steps, [shard.lists[key] for key in keys])


def encode_word_shard(shard: Shard[str]) -> bytes:
    """The file of a shard of words."""
    words = sorted(shard.lists)  # the order of code points, which is that of UTF-8 as well
    return _encode(shard.epoch, front_coded(map(str.encode, words)), [shard.lists[word] for word in words])


def front_coded(words: Iterable[bytes]) -> Iterable[bytes]:
    """Each of the sorted words as what differs from the one before it."""
    before = b""
    for word in words:
        shared, most = 0, min(len(before), len(word))
        while shared < most and before[shared] == word[shared]:
            shared += 1
        yield varint(shared) + varint(len(word) - shared) + word[shared:]
        before = word


def _encode(epoch: int, keys: Iterable[bytes], lists: list[EncodedList]) -> bytes:
    encoded = [shard_start(epoch, len(lists))]
    for key, (data, is_dense) in zip(keys, lists, strict=True):
        encoded += [key, varint(len(data) << 1 | is_dense)]
    encoded += [data for data, _ in lists]
    return b"".join(encoded)


def decode_gram_shard(data: bytes) -> Shard[int]:
    """The lists of a file of grams. Raises DamagedShardError."""
    keys, lengths, offsets = gram_heads(data)
    return Shard(epoch_in(data), dict(zip(keys, _lists(data, offsets[-1], lengths), strict=True)))


def decode_word_shard(data: bytes) -> Shard[str]:
    """The lists of a file of words, in the order of the words. Raises DamagedShardError."""
    total, at = _total(data)
    words, lengths = [], []
    before = b""
    for _ in range(total):
        shared, at = read_varint(data, at)
        size, at = read_varint(data, at)
        word = before[:shared] + data[at : at + size]
        if shared > len(before) or at + size > len(data) or word <= before:
            raise DamagedShardError("a word is truncated or out of order")
        length, at = read_varint(data, at + size)
        try:
            words.append(word.decode())
        except UnicodeDecodeError:
            raise DamagedShardError("a word is not UTF-8") from None
        lengths.append(length)
        before = word
    return Shard(epoch_in(data), dict(zip(words, _lists(data, at, lengths), strict=True)))


def gram_heads(data: bytes) -> tuple[list[int], list[int], list[int]]:
    """The keys of a shard of grams, for each its length << 1 | dense, and where it begins, with the end of all.

    Raises DamagedShardError, also if the lists behind the keys are not as long.
    """
    total, at = _total(data)
    keys, lengths, offsets = [], [], []
    key = -1
    try:
        for _ in range(total):
            offsets.append(at)
            step = data[at]
            at += 1
            # Nearly always of two bytes: a call of `read_varint` for each would take as long as the rest.
            if step > 127:
                second = data[at]
                if second > 127:
                    step, at = read_varint(data, at - 1)
                else:
                    step += (second << 7) - 128
                    at += 1
            length = data[at]
            at += 1
            if length > 127:
                length, at = read_varint(data, at - 1)
            if key < 0:
                key = step
            elif step:
                key += step
            else:
                raise DamagedShardError("a gram is there twice")
            keys.append(key)
            lengths.append(length)
    except IndexError:
        raise DamagedShardError("the file is truncated") from None
    _check_end(data, at, lengths)
    return keys, lengths, [*offsets, at]


def epoch_in(data: bytes) -> int:
    """The epoch of a shard. Raises DamagedShardError."""
    if len(data) <= _EPOCH.size:
        raise DamagedShardError("the file is truncated")
    epoch: int = _EPOCH.unpack_from(data)[0]
    return epoch


def shard_start(epoch: int, total: int) -> bytes:
    """What a shard of that many lists begins with."""
    return _EPOCH.pack(epoch) + varint(total)


def _total(data: bytes) -> tuple[int, int]:
    """The number of lists, and where the keys begin."""
    total, at = read_varint(data, _EPOCH.size)
    if total * MIN_ENTRY > len(data):
        raise DamagedShardError("the file is truncated")
    return total, at


def _check_end(data: bytes, start: int, lengths: list[int]) -> None:
    if start + sum(length >> 1 for length in lengths) != len(data):
        raise DamagedShardError("the lists are truncated")


def _lists(data: bytes, start: int, lengths: list[int]) -> list[EncodedList]:
    """The lists behind the keys; each of the lengths has the mark of a dense list in its lowest bit."""
    _check_end(data, start, lengths)
    lists = []
    for length in lengths:
        end = start + (length >> 1)
        lists.append(EncodedList(data[start:end], bool(length & 1)))
        start = end
    return lists
