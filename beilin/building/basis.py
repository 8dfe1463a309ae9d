"""What a plan was made from, and how the state keeps it: records stay packed until a page asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import msgspec

from beilin.building.inputs import Inputs
from beilin.building.options import BuildOptions
from beilin.building.remembered import Remembered
from beilin.config import Config
from beilin.model import Record, StaticFile
from beilin.planning.archive import Archive
from beilin.planning.article_views import ArticleViews
from beilin.planning.context import Context
from beilin.planning.links import targets_of
from beilin.problems.problem import Problem
from beilin.reading.content import ContentRead, record_of
from beilin.reading.data_files import data_files
from beilin.reading.files import tags_data
from beilin.rendering.theme import load_theme
from beilin.text.overlay import LazyMapping


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan was made from."""

    inputs: Inputs
    context: Context
    problems: tuple[Problem, ...]  # of the archive's structure


def last_inputs(last: Remembered, root: Path, config: Config, options: BuildOptions) -> Inputs | None:
    """The inputs of the last plan, none of which changed; None if they are unknown. Raises OSError.

    Templates, data files and tags are small and read again.
    """
    if last.basis is not None:
        return last.basis.inputs
    if not last.state.archive or last.plan is None:
        return None
    theme, _ = load_theme(root, config.theme, config.language)
    if theme is None:
        return None
    kept = _unpack(last.state.archive)
    content = ContentRead(rows=last.state.files, static=list(kept.static))
    data, _ = data_files(root)
    return Inputs(config, content, tags_data(root), data, theme, last.plan.today, options.drafts, ())


def last_basis(last: Remembered, inputs: Inputs) -> Basis | None:
    """What the last plan was made from, given its inputs; None if it is unknown. Records are unpacked on demand."""
    if last.basis is not None:
        return replace(last.basis, inputs=inputs)
    if not last.state.archive:
        return None
    kept = _unpack(last.state.archive)
    rows, archive = last.state.files, kept.archive
    published = dict.fromkeys((*archive.articles, *archive.pages))
    every = {*published, *kept.parts, *kept.hidden}
    records: Mapping[str, Record] = LazyMapping(every, lambda path: record_of(rows[path]))
    targets = targets_of(inputs.config, archive, inputs.files, records)
    context = Context(
        site=inputs.site,
        archive=archive,
        records=records,
        targets=targets,
        views=ArticleViews(archive, records, inputs.config),
        digests=LazyMapping(every, lambda path: rows[path].digest),
    )
    return Basis(inputs, context, kept.problems)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a plan knows beside its records and what is read again."""

    archive: Archive
    parts: tuple[str, ...]  # the Markdown files under content/parts/
    hidden: tuple[str, ...]  # the Markdown files that are not published
    static: tuple[StaticFile, ...]  # the files under content/ that are published as they are
    problems: tuple[Problem, ...]  # of the archive's structure


def pack(basis: Basis) -> bytes:
    """What the state keeps of a basis, for `last_basis`."""
    targets = basis.context.targets
    kept = _Kept(
        archive=basis.context.archive,
        parts=tuple(targets.parts),
        hidden=tuple(sorted(targets.hidden)),
        static=tuple(basis.inputs.content.static),
        problems=basis.problems,
    )
    return msgspec.msgpack.encode(kept)


@lru_cache(maxsize=1)  # for the inputs, then for the basis
def _unpack(data: bytes) -> _Kept:
    return msgspec.msgpack.decode(data, type=_Kept)
