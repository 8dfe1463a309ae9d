"""A segment made of all its articles: their postings are written in sorted runs, and merged slice by slice.

Both steps are shared out to processes, which write the files themselves. The result depends neither on their number nor
on the batches: a posting is one number, and the numbers are sorted. A cluster only makes the postings: they are merged
here, because that takes 0.1 ms an article of 3,000 characters, and sending them, 8 bytes each, would take longer.
"""

from __future__ import annotations

import shutil
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from beilin.indexing.bulk_runs import GRAM_CUTS, WORD_CUTS, Run, RunData, gram_run, word_run
from beilin.indexing.bulk_shards import ShardJob, Slice, slice_bits, write_slice
from beilin.indexing.bulk_terms import batch_of, characters_of, folding, gram_postings, words_of
from beilin.indexing.documents import Document, SearchText
from beilin.indexing.sizes import Segment, epoch_of, gram_bits, word_bits
from beilin.indexing.state import Row, SegmentState
from beilin.indexing.targets import IndexTarget
from beilin.indexing.texts import append_text
from beilin.indexing.tools import IndexTools
from beilin.parallel.cluster import Cluster
from beilin.parallel.executor import Workers, batches

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


class Texts(NamedTuple):
    """The texts of consecutive articles, for one run."""

    first: int  # number
    texts: Sequence[SearchText]


class Postings(NamedTuple):
    """What is in such texts."""

    first: int
    grams: RunData
    words: RunData
    characters: tuple[list[int], list[int]]  # as in Indexed
    totals: list[tuple[int, int]]  # grams and words of each article


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
    rows: list[Row] = []
    grams: list[Run] = []
    words: list[Run] = []
    characters: Counter[int] = Counter()
    for indexed in _indexed(documents, job, workers):
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


def _indexed(documents: Sequence[Document], job: BulkJob, workers: Workers) -> Iterable[Indexed]:
    """All articles after the first step, in batches."""
    numbered, count = batches(list(enumerate(documents))), len(documents)
    if cluster := workers.cluster_for(count):
        return _index_elsewhere(cluster, job, numbered)
    if workers.is_shared(count):
        folding()
    return workers.map(partial(index_batch, job), numbered, count)


def index_batch(job: BulkJob, numbered: Sequence[tuple[int, Document]]) -> Indexed:
    """Read and store the texts of consecutive articles, and write their postings."""
    result = Indexed([], [], [], [])
    for texts, rows in _loaded(job, numbered):
        _add(job, rows, postings_of(texts), result)
    return result


def _index_elsewhere(
    cluster: Cluster, job: BulkJob, work: Iterable[Sequence[tuple[int, Document]]]
) -> Iterator[Indexed]:
    """As `index_batch` for each batch. Texts are read and stored here and sent, and the postings are written here."""
    waiting: deque[list[list[Row]]] = deque()

    def sent() -> Iterator[list[Texts]]:
        for numbered in work:
            loaded = list(_loaded(job, numbered))
            waiting.append([rows for _, rows in loaded])
            yield [texts for texts, _ in loaded]

    for made in cluster.map(_postings_of_all, sent()):
        result = Indexed([], [], [], [])
        for rows, postings in zip(waiting.popleft(), made, strict=True):
            _add(job, rows, postings, result)
        yield result


def _postings_of_all(work: Sequence[Texts]) -> list[Postings]:
    return [postings_of(texts) for texts in work]


def _loaded(job: BulkJob, numbered: Sequence[tuple[int, Document]]) -> Iterator[tuple[Texts, list[Row]]]:
    """The texts for each run, which are stored, and the articles' rows without the numbers of postings."""
    waiting: list[SearchText] = []
    rows: list[Row] = []
    size = 0
    for number, document in numbered:
        text = job.texts(document)
        extent = append_text(job.store, document.key, text)
        rows.append(Row(*document, *extent, 0, 0))
        waiting.append(text)
        size += len(text.title) + len(text.headings) + len(text.body)
        if size >= MAX_RUN or number == numbered[-1][0]:
            yield Texts(number - len(waiting) + 1, waiting), rows
            waiting, rows, size = [], [], 0


def postings_of(texts: Texts) -> Postings:
    """The postings of consecutive articles. Pure, so that it may run on another machine."""
    batch = batch_of(texts.first, texts.texts)
    words = words_of(batch)
    codes, counts = characters_of(batch)
    grams = gram_postings(batch)
    first = np.uint32(texts.first)
    totals = np.bincount((grams.astype(np.uint32) >> np.uint32(2)) - first, minlength=len(texts.texts))
    return Postings(
        texts.first,
        gram_run(grams),
        word_run(texts.first, words),
        (codes.tolist(), counts.tolist()),
        list(zip(totals.tolist(), map(len, words), strict=True)),
    )


def _add(job: BulkJob, rows: Sequence[Row], postings: Postings, result: Indexed) -> None:
    """Write the runs, and add them and the articles' rows to the result. Raises OSError."""
    first, grams, words, characters, totals = postings
    result.words.append(words.write(job.runs / f"{first}.words"))
    result.grams.append(grams.write(job.runs / f"{first}.grams"))
    result.characters.append(characters)
    for row, (in_grams, in_words) in zip(rows, totals, strict=True):
        result.rows.append(Row(*row.document, *row.extent, in_grams, in_words))
