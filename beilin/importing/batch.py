"""Many sources in one run: collected from folders, converted in several processes, committed one after the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from beilin.importing.archive.import_index import read_import_index
from beilin.importing.report import ImportReport
from beilin.importing.settings import ImportSettings
from beilin.importing.steps import commit, convert_task, prepare
from beilin.importing.tasks import ConvertedSource, ImportTask
from beilin.parallel.executor import MIN_BATCH, Workers

SUFFIXES = {".txt", ".text"}

Progress = Callable[[str, int, int], None]


def collect_sources(paths: Iterable[Path]) -> tuple[list[Path], int]:
    """The files, with each folder replaced by the plain-text files in it; and how many other files the folders have.

    Hidden files and folders are skipped.
    """
    sources: list[Path] = []
    others = 0
    for path in paths:
        if not path.is_dir():
            sources.append(path)
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            visible = sorted(name for name in names if not name.startswith("."))
            texts = [name for name in visible if os.path.splitext(name)[1].lower() in SUFFIXES]
            others += len(visible) - len(texts)
            sources += [Path(folder, name) for name in texts]
    return list(dict.fromkeys(sources)), others


def import_all(
    sources: Sequence[Path], settings: ImportSettings, jobs: int | None, progress: Progress
) -> Iterator[ImportReport]:
    """Import the sources in order, and yield each one's report as soon as it is done.

    The archive is read once. An interrupted run leaves whole articles; the next run skips them.
    """
    index = read_import_index(settings.root)
    batches = _batches(prepare(source, settings, index) for source in sources)
    done = 0
    workers = Workers(jobs)
    for results in workers.map(partial(_convert_batch, settings), batches, len(sources)):
        for result in results:
            done += 1
            progress("importing", done, len(sources))
            yield commit(result, settings, index) if isinstance(result, ConvertedSource) else result


def _batches(items: Iterator[ImportTask | ImportReport]) -> Iterator[list[ImportTask | ImportReport]]:
    while batch := list(islice(items, MIN_BATCH)):
        yield batch


def _convert_batch(
    settings: ImportSettings, batch: Sequence[ImportTask | ImportReport]
) -> list[ConvertedSource | ImportReport]:
    return [convert_task(item, settings) if isinstance(item, ImportTask) else item for item in batch]
