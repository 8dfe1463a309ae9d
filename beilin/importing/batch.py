"""Many sources in one run: converted in several processes, committed one after the other."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path

from beilin.files.digest import digest_of
from beilin.importing.archive.aliases import Addresses
from beilin.importing.archive.import_index import read_import_index
from beilin.importing.archive.own_keys import Identifiers
from beilin.importing.commit import commit
from beilin.importing.loose_images import LooseImage, report_images
from beilin.importing.prepare import Prepared, prepare
from beilin.importing.report import ImportReport
from beilin.importing.runs.recorder import Recorder
from beilin.importing.settings import ImportSettings
from beilin.importing.steps import convert_task
from beilin.importing.tasks import ConvertedSource, ImportTask, Source
from beilin.parallel.cluster import Cluster
from beilin.parallel.executor import MIN_BATCH, MIN_ITEMS_TO_FORK, MIN_ITEMS_TO_SPAWN, Workers

MAX_BATCH_BYTES = 4 << 20  # a batch is smaller if its articles are large
UNKNOWN = 0  # the number of articles, while a file with many is read
Progress = Callable[[str, int, int], None]
Converted = ConvertedSource | ImportReport | LooseImage


def import_all(
    sources: Sequence[Source], settings: ImportSettings, workers: Workers, progress: Progress,
    records: dict[Path, str] | None = None, addresses: Addresses | None = None,
    identifiers: Identifiers | None = None,
) -> Iterator[ImportReport]:  # fmt: skip
    """Import the sources in order, and yield the report of each article as soon as it is done.

    The archive is read once. An interrupted run leaves whole articles; the next run skips them. `records` gets the
    paths of the records of runs, by the folder or file that was imported. With `addresses`, aliases that something
    else has are left out; with `identifiers`, each article has one. Raises RunError, ClusterError.
    """
    index = read_import_index(settings.root)
    tasks = chain.from_iterable(prepare(source, settings, index) for source in sources)
    first = list(islice(tasks, MIN_ITEMS_TO_FORK))
    count = len(first) if len(first) < MIN_ITEMS_TO_FORK else max(len(sources), MIN_ITEMS_TO_SPAWN)
    images: list[LooseImage] = []
    shown: set[str] = set()  # the digests of images that came with articles
    done = 0
    total = UNKNOWN if len(first) > len(sources) else len(sources)
    with closing(Recorder(settings.root, {} if records is None else records)) as recorder:
        for results in _converted(_batches(chain(first, tasks)), settings, workers, count):
            for result in results:
                done += 1
                total = total if done <= total else UNKNOWN
                progress("importing", done, total)
                if isinstance(result, LooseImage):
                    images.append(result)
                elif isinstance(result, ConvertedSource):
                    shown.update(digest_of(image.data) for image in result.images)
                    yield commit(result, settings, index, recorder, addresses, identifiers)
                else:
                    yield result
    yield from report_images(settings.root, images, shown)


def _batches(items: Iterator[Prepared]) -> Iterator[list[Prepared]]:
    batch: list[Prepared] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.item.data) if isinstance(item, ImportTask) else 0
        if len(batch) >= MIN_BATCH or size >= MAX_BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _converted(
    batches: Iterator[list[Prepared]], settings: ImportSettings, workers: Workers, count: int
) -> Iterator[list[Converted]]:
    if cluster := workers.cluster_for(count):
        return _convert_elsewhere(cluster, batches, settings)
    return workers.map(partial(_convert_batch, settings), batches, count)


def _convert_batch(settings: ImportSettings, batch: Sequence[Prepared]) -> list[Converted]:
    return [convert_task(item, settings) if isinstance(item, ImportTask) else item for item in batch]


def _convert_elsewhere(
    cluster: Cluster, batches: Iterator[list[Prepared]], settings: ImportSettings
) -> Iterator[list[Converted]]:
    """As `_convert_batch` for each batch. What makes Beilin fail there fails here again, where its details are kept."""
    sent: deque[list[Prepared]] = deque()

    def noted() -> Iterator[list[Prepared]]:
        for batch in batches:
            sent.append(batch)
            yield batch

    nowhere = replace(settings, root=Path(os.devnull))  # this machine's folders are not there
    for results in cluster.map(partial(_convert_batch, nowhere), noted()):
        batch = sent.popleft()
        yield [
            convert_task(item, settings) if isinstance(item, ImportTask) and _has_crashed(result) else result
            for item, result in zip(batch, results, strict=True)
        ]


def _has_crashed(result: Converted) -> bool:
    return isinstance(result, ImportReport) and any(problem.code == "internal" for problem in result.problems)
