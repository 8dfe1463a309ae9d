"""An index brought up to date: each segment is kept, patched or made anew, then the small files follow.

Bytes are a function of the articles alone: what is patched is what would be made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from beilin.indexing.documents import Document, SearchText
from beilin.indexing.patch import Patch, patch_segment
from beilin.indexing.sizes import Segment, segments_of
from beilin.indexing.small_files import IndexValues, patched_small_files, write_small_files
from beilin.indexing.state import FORMAT, IndexState, Row, SegmentState
from beilin.indexing.targets import IndexTarget
from beilin.indexing.texts import tidy_texts
from beilin.indexing.tools import IndexTools


def update_index(
    before: IndexState | None, documents: Sequence[Document], texts: Callable[[Document], SearchText],
    values: IndexValues | None, target: IndexTarget, tools: IndexTools,
) -> IndexState:  # fmt: skip
    """The index of the documents, in the order of their numbers. Every file of it is kept or noted in the target.

    `before` is the state of the index that the target has, None for none. `texts` is picklable, because other processes
    call it too. Without `values` the index has shards only. Raises OSError, and what `texts`, `values` and
    `tools.progress` raise: what was written by then is not an index, and `before` is still the state of the last one.
    """
    segments = segments_of(len(documents), tools.sizes)
    made = {segment: _updated(segment, before, documents, texts, target, tools) for segment in segments}
    waiting = [segment for segment in segments if made[segment] is None]
    if waiting:
        # Imported here: numpy takes as long to import as an edit takes.
        from beilin.indexing.bulk import BulkJob, build_segments

        job = BulkJob(texts, tools.texts, tools.runs)
        made |= build_segments(waiting, documents, job, target, tools)
    ready = [one for one in made.values() if one]
    rows = [row for _, own in ready for row in own]
    copies = tidy_texts(
        tools.texts, (row.extent for row in before.rows) if before else (), (row.extent for row in rows)
    )
    if copies:
        rows = [row.moved(copies[row.extent]) if row.extent in copies else row for row in rows]
    state = IndexState(FORMAT, rows, [segment for segment, _ in ready], -1, [])
    return write_small_files(state, values, target, tools) if values else state


def patch_index(
    before: IndexState, changed: Mapping[int, Document], texts: Callable[[Document], SearchText],
    values: IndexValues | None, target: IndexTarget, tools: IndexTools,
) -> IndexState | None:  # fmt: skip
    """The index after an edit of some articles, given by number, that left all else of the archive as it was.

    Only the files that may differ are noted in the target. None if that is not enough, and `update_index` is needed;
    no file was then written. Raises OSError, and what `texts`, `values` and `tools.progress` raise.
    """
    patches: list[Patch] = []
    for segment in before.segments:
        own = {number: document for number, document in changed.items() if number in segment.extent.numbers}
        if own:
            patch = patch_segment(segment, before.rows, own, texts, target, tools)
            if patch is None:
                return None
            patches.append(patch)
    after = _with_patches(before, patches)
    files = {path: data for patch in patches for path, data in patch.files.items()}
    if values:
        titles = {number: title for patch in patches for number, title in patch.titles.items()}
        small = patched_small_files(before, after, titles, values, target)
        if small is None:
            return None
        files |= small
    _write(files, target)
    return after


def _updated(
    segment: Segment, before: IndexState | None, documents: Sequence[Document],
    texts: Callable[[Document], SearchText], target: IndexTarget, tools: IndexTools,
) -> tuple[SegmentState, list[Row]] | None:  # fmt: skip
    """The segment kept as it is, or patched; None if it has to be made anew."""
    old = next((one for one in before.segments if one.extent == segment), None) if before else None
    if not before or not old:
        return None
    changed = {}
    for number in segment.numbers:
        row, document = before.rows[number], documents[number]
        if row.address != document.address:
            return None
        if row.key != document.key:
            changed[number] = document
    patch = patch_segment(old, before.rows, changed, texts, target, tools)
    if patch is None:
        return None
    for path in old.shards:
        if path not in patch.files:
            target.keep(path)
    _write(patch.files, target)
    rows = [patch.rows.get(number, before.rows[number]) for number in segment.numbers]
    return patch.state, [row.at(documents[number].path) for number, row in zip(segment.numbers, rows, strict=True)]


def _with_patches(before: IndexState, patches: Sequence[Patch]) -> IndexState:
    rows = list(before.rows)
    states = {patch.state.path: patch.state for patch in patches}
    for patch in patches:
        for number, row in patch.rows.items():
            rows[number] = row
    return replace(before, rows=rows, segments=[states.get(one.path, one) for one in before.segments])


def _write(files: Mapping[str, bytes], target: IndexTarget) -> None:
    for path, data in files.items():
        target.note(target.write(path, data))
