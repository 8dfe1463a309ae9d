"""What the last plan was made from, as its state tells it: as much as a saved body needs, the rest when asked for.

A process that has not built before would have to unpack every record to plan a page. Here it unpacks those of the
articles that the page shows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from beilin.building.inputs import Gathered, Inputs
from beilin.config import Config
from beilin.model import StaticFile
from beilin.planning import addresses
from beilin.planning.archive import Archive
from beilin.planning.links import Targets
from beilin.planning.wiki import WikiTargets
from beilin.problems.problem import Problem
from beilin.publishing.state import State
from beilin.reading.data_files import data_files
from beilin.reading.files import tags_data
from beilin.reading.memo import ContentRead, record_of
from beilin.rendering.theme import load_theme
from beilin.text.lazily import LazyMapping, LazySequence


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a plan knows beside its records and what is read again."""

    archive: Archive  # without its records
    articles: tuple[str, ...]  # the Markdown files of these, in order
    pages: tuple[str, ...]
    parts: tuple[str, ...]
    hidden: tuple[str, ...]  # those that are not published
    static: tuple[StaticFile, ...]  # the files under content/ that are published as they are
    problems: tuple[Problem, ...]  # that were found when the facts were gathered


def packed_facts(inputs: Inputs, gathered: Gathered) -> bytes:
    """What `recalled` needs beside the state's rows."""
    archive, targets = gathered.archive, gathered.targets
    assert targets
    facts = _Facts(
        archive=replace(archive, articles=(), pages=()),
        articles=tuple(record.summary.path for record in archive.articles),
        pages=tuple(record.summary.path for record in archive.pages),
        parts=tuple(targets.parts),
        hidden=tuple(sorted(targets.hidden)),
        static=tuple(inputs.content.static),
        problems=gathered.problems,
    )
    return msgspec.msgpack.encode(facts)


def recalled(root: Path, config: Config, *, today: str, drafts: bool, before: State) -> tuple[Inputs, Gathered] | None:
    """What the last plan was made from, where nothing that it depends on has changed; None where that is not known.

    The rest, which is small, is read again. Raises OSError.
    """
    theme, _ = load_theme(root, config.theme, config.language)
    if theme is None or before.plan is None or not before.facts:
        return None
    facts = msgspec.msgpack.decode(before.facts, type=_Facts)
    data, _ = data_files(root)
    content = ContentRead(memos=before.files, static=list(facts.static))
    inputs = Inputs(config, content, tags_data(root), data, theme, today, drafts, ())
    published = {path: position for position, path in enumerate((*facts.articles, *facts.pages))}
    everything = {*published, *facts.parts, *facts.hidden}
    records = LazyMapping(everything, lambda path: record_of(before.files[path]))
    summaries = LazyMapping(everything, lambda path: records[path].summary)

    def address(path: str) -> str:
        summary = summaries[path]
        if published[path] < len(facts.articles):
            return addresses.article_address(config, summary)
        return addresses.page_address(path, summary.slug)

    shown = LazyMapping(published, address)
    archive = replace(
        facts.archive,
        articles=LazySequence(facts.articles, records),
        pages=tuple(records[path] for path in facts.pages),
    )
    targets = Targets(
        articles=shown,
        hidden=frozenset(facts.hidden),
        files={file.source: "/" + file.output for file in inputs.files},
        parts={path: records[path] for path in facts.parts},
        images={"/" + file.output: file.image for file in inputs.files if file.image},
        wiki=WikiTargets(LazyMapping(published, summaries.__getitem__), shown, LazySequence(facts.hidden, summaries)),
    )
    positions = {path: position for path, position in published.items() if position < len(facts.articles)}
    return inputs, Gathered(before.plan.key, records, archive, facts.problems, targets, positions=positions)
