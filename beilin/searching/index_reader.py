"""The lists of postings in the files of an index: which articles hold a gram or a word, and how prominently."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from beilin.indexing.grams import MAX_WORD
from beilin.indexing.hashes import gram_hash, word_hash
from beilin.indexing.postings import DamagedShardError, decode_list
from beilin.indexing.shards import Shard, decode_gram_shard, decode_word_shard
from beilin.indexing.sizes import file_number, gram_path, low_bits, word_path
from beilin.indexing.state import SegmentState

Key = TypeVar("Key", int, str)
Postings = Mapping[int, int]  # class by the number of an article


@dataclass(frozen=True, slots=True)
class Index:
    """The files of an index."""

    segments: Sequence[SegmentState]
    read: Callable[[str], bytes]  # a file by its path
    _grams: dict[str, Shard[int]] = field(default_factory=dict)
    _words: dict[str, Shard[str]] = field(default_factory=dict)

    def gram(self, segment: SegmentState, gram: str) -> Postings:
        """The articles of the segment with that run of up to three Han characters. Raises DamagedShardError."""
        value = gram_hash(gram)
        path = gram_path(segment.path, file_number(value, segment.bits))
        if path not in self._grams:
            self._grams[path] = _of_epoch(decode_gram_shard(self.read(path)), segment)
        encoded = self._grams[path].lists.get(low_bits(value, segment.bits))
        return _shifted(decode_list(encoded, segment.count), segment) if encoded else {}

    def word(self, segment: SegmentState, word: str, *, is_beginning: bool) -> Postings:
        """The articles of the segment with that word, or with one that begins so. Raises DamagedShardError."""
        path = word_path(segment.path, file_number(word_hash(word), segment.word_bits))
        if path not in self._words:
            self._words[path] = _of_epoch(decode_word_shard(self.read(path)), segment)
        lists = self._words[path].lists
        wanted = word[:MAX_WORD]
        found: dict[int, int] = {}
        for each in [key for key in lists if key.startswith(wanted)] if is_beginning else [wanted]:
            if each in lists:
                for number, rank in decode_list(lists[each], segment.count).items():
                    found[number] = max(rank, found.get(number, 0))
        return _shifted(found, segment)


def _of_epoch(shard: Shard[Key], segment: SegmentState) -> Shard[Key]:
    """The shard. Raises DamagedShardError if its numbers are those of other articles."""
    if shard.epoch != segment.epoch:
        raise DamagedShardError("the file belongs to a different index")
    return shard


def _shifted(postings: Postings, segment: SegmentState) -> Postings:
    """The postings with numbers of the whole index."""
    return {segment.first + number: rank for number, rank in postings.items()} if segment.first else postings
