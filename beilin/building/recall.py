"""What the last plan was made from, restored from the state: records stay packed until a page needs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from beilin.building.basis import PlanInputs, theme_of, unpack
from beilin.building.inputs import Inputs
from beilin.building.options import BuildOptions
from beilin.building.remembered import Remembered
from beilin.config import Config
from beilin.model import Record
from beilin.planning.article_views import ArticleViews
from beilin.planning.context import Context
from beilin.planning.link_graph import linking_paths, unpack_links
from beilin.planning.targets import targets_of
from beilin.reading.content import ContentRead
from beilin.reading.data_files import data_files
from beilin.reading.file_rows import record_of
from beilin.reading.files import redirects_data, tags_data
from beilin.reading.imports import Imports, read_import
from beilin.reading.link_data import read_link_data
from beilin.rendering.theme import load_theme
from beilin.text.overlay import LazyMapping


def last_inputs(last: Remembered, root: Path, config: Config, options: BuildOptions) -> Inputs | None:
    """The inputs of the last plan, none of which changed; None if they are unknown. Raises OSError.

    Data files, tags and what is known of links are small and read again; so is what belongs to an imported article, on
    demand.
    """
    if last.basis is not None:
        return last.basis.inputs
    if not last.state.archive or last.plan is None:
        return None
    kept = unpack(last.state.archive)
    theme = theme_of(kept) or load_theme(root, config.theme, config.language, without_features=config.features_off)[0]
    if theme is None:
        return None
    content = ContentRead(rows=last.state.files, static=list(kept.static))
    data, _ = data_files(root)
    imports: Imports = {}
    if config.publish_sources:
        imports = LazyMapping(dict.fromkeys(kept.archive.articles), partial(read_import, root))
    return Inputs(
        root, config, content, tags_data(root), redirects_data(root), data, theme, last.plan.today, options.drafts, (),
        imports=imports, share_font=kept.share_font, head=last.plan.head, histories=kept.histories,
        links=read_link_data(root, config, verifies=False)[0],
    )  # fmt: skip


def last_basis(last: Remembered, inputs: Inputs) -> PlanInputs | None:
    """What the last plan was made from, given its inputs, whose structure is the same; None if it is unknown.

    Records are unpacked on demand.
    """
    if last.basis is not None:
        static = last.basis.inputs.content.static
        return replace(last.basis, inputs=inputs.with_static(static, inputs.content.withheld))
    if not last.state.archive:
        return None
    kept = unpack(last.state.archive)
    inputs = inputs.with_static(kept.static, inputs.content.withheld)
    rows, archive = last.state.files, kept.archive
    published = dict.fromkeys((*archive.articles, *archive.pages))
    every = dict.fromkeys((*published, *kept.parts, *(one.path for one in archive.unpublished)))
    records: Mapping[str, Record] = LazyMapping(every, lambda path: record_of(rows[path]))
    targets = targets_of(inputs.config, archive, inputs.files, records)
    context = Context(
        site=inputs.site,
        archive=archive,
        records=records,
        targets=targets,
        views=ArticleViews(archive, records, inputs.config),
        digests=LazyMapping(every, lambda path: rows[path].digest),
        links=unpack_links(last.state.links, linking_paths(archive, targets)),
        imports=inputs.imports,
        histories=inputs.histories,
    )
    return PlanInputs(inputs, context, kept.problems)
