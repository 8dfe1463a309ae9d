"""The stage that brings the search's index up to date with what is planned.

The files of the index are outputs like any other: staged, moved in with the pages, removed when they are no longer
planned. What is known of the index is kept in the state, to patch it after an edit; without that it is made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Set
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from beilin import layout
from beilin.building.inputs import reader_for
from beilin.building.options import Run
from beilin.building.plan import Planned
from beilin.building.remembered import Remembered
from beilin.publishing.staging import Staging
from beilin.publishing.state import INDEX
from beilin.reading.bodies import BodySource

if TYPE_CHECKING:  # a build that does not index, or leaves it for later, need not wait for these
    from beilin.indexing.sizes import IndexSizes
    from beilin.indexing.state import IndexState

FOLDER = layout.SEARCH.removeprefix("/")
_DIGEST_SIZE = 16


@dataclass(frozen=True, slots=True)
class Indexed:
    """What came of the index."""

    state: bytes | None = None  # what to keep of it; None if that is as it was
    removed: Set[str] = frozenset()  # output paths that it no longer has, if not everything was planned
    unindexed: tuple[str, ...] | None = ()  # as in LastPlan


def index(run: Run, last: Remembered, planned: Planned, staging: Staging) -> Indexed:
    """Stage the files of the index that differ, and keep the others; if the build defers that, keep all as they are.

    Raises InputChangedError, OSError, and whatever the reporting of progress raises.
    """
    context = planned.basis.context
    if not context.site.view.search:
        return Indexed(b"" if planned.is_whole else None)
    paths = _paths_to_index(last, planned)
    if paths is not None and not paths:
        return Indexed()
    if run.options.defers_index and _keep_all(planned, staging):
        return Indexed(unindexed=None if paths is None else tuple(sorted(paths)))
    return _update(run, planned, staging, paths)


def _paths_to_index(last: Remembered, planned: Planned) -> Set[str] | None:
    """The articles of which the index may be older than what is planned; None if all may be."""
    before = last.plan.unindexed if last.plan else None
    if planned.is_whole or before is None:
        return None
    articles = planned.basis.context.positions
    return {*before, *(path for path in planned.checked if path in articles)}


def _keep_all(planned: Planned, staging: Staging) -> bool:
    """Keep the files of the index as they are; returns whether there are any, all of them intact."""
    if not planned.is_whole:
        return True  # of a partial plan everything else is as it was
    files = _intact_files(staging)
    for path in files:
        staging.keep(path)
    return bool(files)


def _files(staging: Staging) -> list[str]:
    """The output paths of the index that the last build left."""
    return [path for path, output in staging.known.items() if output.key == INDEX]


def _intact_files(staging: Staging) -> list[str]:
    """The same; none if one of them was altered or deleted."""
    files = _files(staging)
    return files if all(map(staging.is_intact, files)) else []


def _update(run: Run, planned: Planned, staging: Staging, paths: Set[str] | None) -> Indexed:
    from beilin.building.index_files import IndexFiles
    from beilin.building.search_texts import ArticleTexts, document_of
    from beilin.building.search_values import SearchValues
    from beilin.indexing.state import encode_state
    from beilin.indexing.tools import IndexTools
    from beilin.indexing.update import patch_index, update_index

    context, content = planned.basis.context, planned.basis.inputs.content
    reader = reader_for(run.root, context.site.config, run.workers, run.file.bodies)
    texts = ArticleTexts(context, BodySource(run.root, reader.settings, run.file.bodies, content.rows, content.bodies))
    values = SearchValues(context)
    staging.open()
    files = IndexFiles(staging, FOLDER, _reason(paths))
    progress = partial(run.reporting.progress, "Indexing")
    tools = IndexTools(run.workers, run.file.texts, run.file.path.with_suffix(".runs"), progress, index_sizes())
    progress(0, len(context.archive.articles) if paths is None else len(paths))
    before = _last_state(run, staging, is_whole=planned.is_whole)
    if before is not None and paths is not None:
        last_number = len(context.archive.articles) - 1
        changed = {last_number - context.positions[path]: document_of(path, context) for path in paths}
        state = patch_index(before, changed, texts, values, files, tools)
        if state is not None:
            return Indexed(_pack(encode_state(state)))
    known = set(_files(staging))
    documents = [document_of(path, context) for path in reversed(context.archive.articles)]
    state = update_index(before, documents, texts, values, files, tools)
    return Indexed(_pack(encode_state(state)), removed=known - staging.outputs.keys())


def index_sizes() -> IndexSizes:
    """How large the parts of the index become. A function, so that tests can divide the index of a few articles."""
    from beilin.indexing.sizes import IndexSizes

    return IndexSizes()


def _last_state(run: Run, staging: Staging, *, is_whole: bool) -> IndexState | None:
    """What is known of the index, if all of its files are intact."""
    from beilin.indexing.state import decode_state

    if is_whole and not _intact_files(staging):  # before a partial plan it is known that all outputs are
        return None
    data = run.file.index()
    digest, packed = data[:_DIGEST_SIZE], data[_DIGEST_SIZE:]
    if not packed or _digest(packed) != digest:
        return None
    return decode_state(packed)


def _pack(state: bytes) -> bytes:
    """The state with its digest: a few damaged bytes may decode all the same, and would spoil shards for ever."""
    return _digest(state) + state


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_SIZE).digest()


def _reason(paths: Set[str] | None) -> str:
    """Why files of the index are written, in words for `explain`."""
    if paths is None:
        return "articles came, went or changed, or the index was made anew"
    first, *others = sorted(paths)
    return f"{first} changed" if not others else f"{first} and {len(others)} more changed"
