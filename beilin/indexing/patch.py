"""A segment after a few articles were edited: only the shards are read and written that hold what differs.

The bytes are those that making the whole segment gives. Plain Python: numpy takes longer to import than an edit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias, TypeVar

from msgspec.structs import replace

from beilin.indexing.documents import Document, SearchText
from beilin.indexing.grams import Terms, terms_of
from beilin.indexing.hashes import word_hash
from beilin.indexing.postings import DamagedShardError
from beilin.indexing.sizes import IndexSizes, file_number, gram_bits, gram_path, low_bits, word_bits, word_path
from beilin.indexing.splice import spliced_grams, spliced_words
from beilin.indexing.state import Row, SegmentState
from beilin.indexing.targets import IndexTarget
from beilin.indexing.texts import append_text, stored_text
from beilin.indexing.tools import IndexTools

# Beyond these, making the segment anew is faster: an article takes 15 ms here and less than 1 there, a shard 1.5 ms.
MIN_ARTICLES, ARTICLES_SHARE = 8, 32
MIN_SHARDS, SHARDS_SHARE = 64, 2
MAX_SHARDS = 1024  # 12 MB, which are in memory together

Key = TypeVar("Key", int, str)
# What differs: by file and by the key in it, the new class in each article by number; None where there is none now.
Changes: TypeAlias = dict[int, dict[Key, dict[int, int | None]]]


class Patch(NamedTuple):
    """A segment after an edit."""

    state: SegmentState
    rows: dict[int, Row]  # of the edited articles, by number
    files: dict[str, bytes]  # the shards that differ
    titles: dict[int, str]  # those that the edited articles had before


class _Edited(NamedTuple):
    document: Document
    before: SearchText
    after: SearchText
    old_terms: Terms
    terms: Terms


def patch_segment(
    segment: SegmentState, rows: Sequence[Row], changed: Mapping[int, Document],
    texts: Callable[[Document], SearchText], target: IndexTarget, tools: IndexTools,
) -> Patch | None:  # fmt: skip
    """The segment after an edit of some of its articles, given by their numbers, for which `rows` has all articles.

    None if it has to be made anew: because much differs, the files would be divided differently, or a stored text or a
    file is missing or damaged. Writes no file of the index. Raises what `texts` and `tools.progress` raise.
    """
    if not changed:
        return Patch(segment, {}, {}, {})
    if len(changed) > max(MIN_ARTICLES, segment.count // ARTICLES_SHARE):
        return None
    edited: dict[int, _Edited] = {}
    for number, document in changed.items():
        before = stored_text(tools.texts, rows[number].key, rows[number].extent)
        if before is None:
            return None
        after = texts(document)
        edited[number] = _Edited(document, before, after, terms_of(before), terms_of(after))
        tools.progress(len(edited), len(changed))
    if not _is_divided_alike(segment, rows, edited, tools.sizes):
        return None
    try:
        files = _patched_files(segment, edited, target)
    except DamagedShardError:
        return None
    if files is None:
        return None
    new_rows = {
        number: Row(*one.document, *append_text(tools.texts, one.document.key, one.after), *_totals(one.terms))
        for number, one in edited.items()
    }
    state = _with_characters(segment, edited.values())
    return Patch(state, new_rows, files, {number: one.before.title for number, one in edited.items()})


def _is_divided_alike(
    segment: SegmentState, rows: Sequence[Row], edited: Mapping[int, _Edited], sizes: IndexSizes
) -> bool:
    """Whether the segment still has as many shards."""
    own = rows[segment.first : segment.first + segment.count]
    grams = sum(row.grams for row in own) + sum(len(one.terms.grams) for one in edited.values())
    words = sum(row.words for row in own) + sum(len(one.terms.words) for one in edited.values())
    grams -= sum(rows[number].grams for number in edited)
    words -= sum(rows[number].words for number in edited)
    bits = gram_bits(grams, sizes), word_bits(words, sizes)
    return bits == (segment.bits, segment.word_bits)


def _patched_files(
    segment: SegmentState, edited: Mapping[int, _Edited], target: IndexTarget
) -> dict[str, bytes] | None:
    """The shards that differ; None if they are many, or one is not intact. Raises DamagedShardError."""
    grams, words = _changes(segment, edited)
    touched = len(grams) + len(words)
    shards = (1 << segment.bits) + (1 << segment.word_bits)
    if touched > min(MAX_SHARDS, max(MIN_SHARDS, shards // SHARDS_SHARE)):
        return None
    files: dict[str, bytes] = {}
    for number, in_grams in grams.items():
        path = gram_path(segment.path, number)
        if (data := target.read(path)) is None:
            return None
        files[path] = spliced_grams(data, in_grams, segment.count, segment.epoch)
    for number, in_words in words.items():
        path = word_path(segment.path, number)
        if (data := target.read(path)) is None:
            return None
        files[path] = spliced_words(data, in_words, segment.count, segment.epoch)
    return files


def _changes(segment: SegmentState, edited: Mapping[int, _Edited]) -> tuple[Changes[int], Changes[str]]:
    grams: Changes[int] = defaultdict(lambda: defaultdict(dict))
    words: Changes[str] = defaultdict(lambda: defaultdict(dict))
    for number, one in edited.items():
        within = number - segment.first
        for gram, _ in one.old_terms.grams.items() ^ one.terms.grams.items():
            in_file = grams[file_number(gram, segment.bits)][low_bits(gram, segment.bits)]
            in_file[within] = one.terms.grams.get(gram)
        for word, _ in one.old_terms.words.items() ^ one.terms.words.items():
            in_file = words[file_number(word_hash(word), segment.word_bits)][word]
            in_file[within] = one.terms.words.get(word)
    return grams, words


def _with_characters(segment: SegmentState, edited: Iterable[_Edited]) -> SegmentState:
    counts = Counter(segment.characters)
    for one in edited:
        counts.subtract(_characters(one.before))
        counts.update(_characters(one.after))
    characters = {character: counts[character] for character in sorted(counts) if counts[character]}
    return replace(segment, characters=characters)


def _totals(terms: Terms) -> tuple[int, int]:
    return len(terms.grams), len(terms.words)


def _characters(text: SearchText) -> set[str]:
    return set(f"{text.title}\n{text.headings}\n{text.body}\n")
