"""The index that commands ask, brought up to date with the archive first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from beilin.building.code_version import code_fingerprint
from beilin.building.options import Reporting
from beilin.config import Config
from beilin.indexing.postings import DamagedShardError
from beilin.indexing.state import decode_state, encode_state, paths_of
from beilin.indexing.tools import IndexTools
from beilin.model import InputChangedError
from beilin.parallel.executor import Workers
from beilin.parallel.garbage import without_garbage_collection
from beilin.publishing.lock import folder_lock
from beilin.searching.articles import Articles, read_articles
from beilin.searching.index_folder import RUNS, TEXTS, IndexFolder, Stored, index_folder
from beilin.searching.index_reader import Index

MAX_ATTEMPTS = 3

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class IndexedArchive:
    """The articles of an archive, and the index of their texts."""

    articles: Articles
    index: Index


def with_index(root: Path, config: Config, reporting: Reporting, use: Callable[[IndexedArchive], Value]) -> Value:
    """The result of `use` for the archive as it is now. Nothing is published.

    `use` is called again if a file changes or the index proves to be damaged. Other processes wait meanwhile. Raises
    OSError, and InputChangedError if the archive does not come to rest.
    """
    folder = index_folder(root)
    with folder_lock(folder.path, reporting.say, ("search", "using the index")), without_garbage_collection():
        for _ in range(MAX_ATTEMPTS - 1):
            try:
                return use(_up_to_date(root, config, reporting, folder))
            except InputChangedError:
                continue
            except (DamagedShardError, FileNotFoundError):
                folder.forget()
        return use(_up_to_date(root, config, reporting, folder))


def _up_to_date(root: Path, config: Config, reporting: Reporting, folder: IndexFolder) -> IndexedArchive:
    version = code_fingerprint()
    stored = folder.load(version)
    before = decode_state(stored.index) if stored else None
    articles = read_articles(root, config, stored.rows if stored else {}, reporting.progress)
    if stored and before and [row.document for row in before.rows] == articles.documents:
        if stored.rows != articles.fresh_rows:
            folder.remember(Stored(version, stored.index, articles.fresh_rows))
        return IndexedArchive(articles, Index(before.segments, folder.read))
    # Imported here: most questions follow one another without an edit between them.
    from beilin.indexing.update import update_index

    target = folder.target()
    progress = partial(reporting.progress, "Indexing")
    tools = IndexTools(Workers(None), folder.path / TEXTS, folder.path / RUNS, progress)
    after = update_index(before, articles.documents, articles.texts, None, target, tools)
    folder.commit(Stored(version, encode_state(after), articles.fresh_rows), target.moved, paths_of(after))
    return IndexedArchive(articles, Index(after.segments, folder.read))
