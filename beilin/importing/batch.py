"""Many sources in one run: found in folders, converted in several processes, committed one after the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from beilin.importing.known import Known, read_known
from beilin.importing.report import ImportReport
from beilin.importing.run import Converted, Settings, Task, commit, convert_task, look
from beilin.parallel.executor import MIN_BATCH, Workers

SUFFIXES = {".txt", ".text"}

Progress = Callable[[str, int, int], None]


def sources_in(paths: Iterable[Path]) -> tuple[list[Path], int]:
    """The files, with the plain-text files in each folder in its place, and how many others the folders hold.

    Hidden files and folders are passed over.
    """
    found: list[Path] = []
    others = 0
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            visible = sorted(name for name in names if not name.startswith("."))
            texts = [name for name in visible if os.path.splitext(name)[1].lower() in SUFFIXES]
            others += len(visible) - len(texts)
            found += [Path(folder, name) for name in texts]
    return list(dict.fromkeys(found)), others


def import_all(
    sources: Sequence[Path], settings: Settings, jobs: int | None, progress: Progress
) -> Iterator[ImportReport]:
    """Import the sources in order, and give each one's report as soon as it is done.

    What the archive holds is read once. A run that is cut off leaves whole articles; the next one finds them imported.
    """
    known = read_known(settings.root)
    work = _batches(_looks(sources, settings, known))
    done = 0
    workers = Workers(jobs)
    for answers in workers.map(partial(_convert_batch, settings), work, len(sources)):
        for found in answers:
            done += 1
            progress("importing", done, len(sources))
            yield commit(found, settings, known) if isinstance(found, Converted) else found


def _looks(sources: Sequence[Path], settings: Settings, known: Known) -> Iterator[Task | ImportReport]:
    return (look(source, settings, known) for source in sources)


def _batches(items: Iterator[Task | ImportReport]) -> Iterator[list[Task | ImportReport]]:
    while batch := list(islice(items, MIN_BATCH)):
        yield batch


def _convert_batch(settings: Settings, batch: Sequence[Task | ImportReport]) -> list[Converted | ImportReport]:
    return [convert_task(item, settings) if isinstance(item, Task) else item for item in batch]
