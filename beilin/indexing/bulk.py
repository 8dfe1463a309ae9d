"""A segment made of all its articles: their postings are written in sorted runs, and merged slice by slice.

Both is shared out to processes, which write the files themselves. The result depends neither on their number nor on
the batches: a posting is one number, and the numbers are sorted.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from beilin.indexing.bulk_runs import GRAM_CUTS, WORD_CUTS, Run, write_gram_run, write_word_run
from beilin.indexing.bulk_shards import ShardJob, Slice, slice_bits, write_slice
from beilin.indexing.bulk_terms import batch_of, characters_of, folding, gram_postings, words_of
from beilin.indexing.documents import Document, SearchText
from beilin.indexing.sizes import Segment, epoch_of, gram_bits, word_bits
from beilin.indexing.state import Row, SegmentState
from beilin.indexing.targets import IndexTarget
from beilin.indexing.texts import append_text
from beilin.indexing.tools import IndexTools
from beilin.parallel.executor import batches

MAX_RUN = 1 << 18  # characters of the texts of a run, about: 100 bytes each while it is made


@dataclass(frozen=True, slots=True)
class BulkJob:
    """What reading and indexing articles needs."""

    texts: Callable[[Document], SearchText]
    store: Path  # the folder of the stored texts
    runs: Path  # the folder of the runs


class Indexed(NamedTuple):
    """A batch of articles after the first step."""

    rows: list[Row]
    grams: list[Run]
    words: list[Run]
    characters: list[tuple[list[int], list[int]]]  # code points, and the number of articles that have each


def build_segments(
    segments: Sequence[Segment], documents: Sequence[Document], job: BulkJob, target: IndexTarget, tools: IndexTools
) -> dict[Segment, tuple[SegmentState, list[Row]]]:
    """Make these segments of all the documents: their states and rows.

    Raises OSError, and what `job.texts` and `tools.progress` raise.
    """
    made = {}
    total = sum(segment.count for segment in segments)
    done = 0
    try:
        for segment in segments:
            shutil.rmtree(job.runs, ignore_errors=True)  # those of a process that was killed
            job.runs.mkdir(parents=True)
            own = documents[segment.first : segment.first + segment.count]

            def progress(indexed: int, done: int = done) -> None:
                tools.progress(done + indexed, total)

            made[segment] = _build_segment(segment, own, job, target, tools, progress)
            done += segment.count
    finally:
        shutil.rmtree(job.runs, ignore_errors=True)
    return made


def _build_segment(
    segment: Segment, documents: Sequence[Document], job: BulkJob, target: IndexTarget, tools: IndexTools,
    progress: Callable[[int], None],
) -> tuple[SegmentState, list[Row]]:  # fmt: skip
    count, workers = len(documents), tools.workers
    if workers.is_shared(count):
        folding()
    rows: list[Row] = []
    grams: list[Run] = []
    words: list[Run] = []
    characters: Counter[int] = Counter()
    for indexed in workers.map(partial(index_batch, job), batches(list(enumerate(documents))), count):
        rows += indexed.rows
        grams += indexed.grams
        words += indexed.words
        for codes, counts in indexed.characters:
            for code, articles in zip(codes, counts, strict=True):
                characters[code] += articles
        progress(len(rows))
    totals = sum(row.grams for row in rows), sum(row.words for row in rows)
    bits = gram_bits(totals[0], tools.sizes), word_bits(totals[1], tools.sizes)
    epoch = epoch_of(document.address for document in documents)
    slices = slice_bits(totals[0], bits[0], GRAM_CUTS), slice_bits(totals[1], bits[1], WORD_CUTS)
    shards = ShardJob(segment.path, count, epoch, grams, words, *bits, *slices, target.write)
    for written in workers.map(partial(write_slice, shards), _slices(*slices), count):
        for one in written:
            target.note(one)
        progress(count)
    occurring = {chr(code): characters[code] for code in sorted(characters)}
    return SegmentState(segment.path, segment.first, count, *bits, epoch, occurring), rows


def _slices(grams: int, words: int) -> Iterable[Slice]:
    for number in range(1 << words):
        yield Slice("words", number)
    for number in range(1 << grams):
        yield Slice("grams", number)


def index_batch(job: BulkJob, numbered: Sequence[tuple[int, Document]]) -> Indexed:
    """Read and store the texts of consecutive articles, and write their postings."""
    result = Indexed([], [], [], [])
    waiting: list[SearchText] = []
    size = 0
    for number, document in numbered:
        text = job.texts(document)
        extent = append_text(job.store, document.key, text)
        result.rows.append(Row(*document, *extent, 0, 0))
        waiting.append(text)
        size += len(text.title) + len(text.headings) + len(text.body)
        if size >= MAX_RUN or number == numbered[-1][0]:
            _index_texts(job, number - len(waiting) + 1, waiting, result)
            waiting, size = [], 0
    return result


def _index_texts(job: BulkJob, first: int, texts: Sequence[SearchText], result: Indexed) -> None:
    batch = batch_of(first, texts)
    words = words_of(batch)
    result.words.append(write_word_run(job.runs / f"{first}.words", first, words))
    codes, counts = characters_of(batch)
    result.characters.append((codes.tolist(), counts.tolist()))
    postings = gram_postings(batch)
    result.grams.append(write_gram_run(job.runs / f"{first}.grams", postings))
    totals = np.bincount((postings.astype(np.uint32) >> np.uint32(2)) - np.uint32(first), minlength=len(texts))
    for position, (grams, in_words) in enumerate(zip(totals.tolist(), words, strict=True), -len(texts)):
        row = result.rows[position]
        result.rows[position] = Row(*row.document, *row.extent, grams, len(in_words))
