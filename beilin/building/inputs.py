"""What a build has to plan: everything, or only the pages that show what has changed of some articles."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from beilin import __version__
from beilin.building.code_version import code_fingerprint
from beilin.config import Config
from beilin.model import Record, StaticFile
from beilin.planning import addresses
from beilin.planning.archive import Archive, gather, positions_of, with_records
from beilin.planning.article_views import ArticleViews
from beilin.planning.changed import Changed
from beilin.planning.includes import users_of
from beilin.planning.links import Targets
from beilin.planning.page import Page, SiteContext, site_context
from beilin.planning.plan import plan_changed, plan_site, targets_of
from beilin.planning.wiki import other_meanings
from beilin.problems.problem import Problem, has_errors
from beilin.publishing.publish import Staging
from beilin.publishing.state import State
from beilin.reading.data_files import DataFiles, read_data
from beilin.reading.files import PARTS
from beilin.reading.frozen import Data
from beilin.reading.memo import ContentRead, record_of
from beilin.reading.tags import TagAuthority, read_tag_authority
from beilin.rendering.dependencies import TemplateDependencies
from beilin.rendering.theme import Theme
from beilin.text.lazily import overlaid

if TYPE_CHECKING:
    from beilin.planning.survey import Survey


@dataclass(frozen=True)
class Inputs:
    """All that a plan is made from."""

    config: Config
    content: ContentRead
    tags: bytes  # content/tags.yaml
    data_files: DataFiles
    theme: Theme | None
    today: str  # YYYY-MM-DD
    drafts: bool
    problems: tuple[Problem, ...]

    @cached_property
    def files(self) -> tuple[StaticFile, ...]:
        """All files that are published as they are."""
        return (*self.content.static, *(self.theme.assets.values() if self.theme else ()))

    @cached_property
    def key(self) -> str:
        """The digest of everything that decides which pages there are, where they are and what is counted on them.

        What the pages show of single articles beside that is left out.
        """
        shapes = [(path, memo.shape) for path, memo in self.content.memos.items() if memo.key]
        theme = self.theme.digest if self.theme else ""
        parts = (code_fingerprint(), self.config, self.tags, theme, self.today, self.drafts, shapes, self.files,
                 self.data_files)  # fmt: skip
        return hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=20).hexdigest()

    @cached_property
    def authority(self) -> tuple[TagAuthority, tuple[Problem, ...]]:
        """The tag authority, and what is wrong with it."""
        return read_tag_authority(self.tags)

    @cached_property
    def data(self) -> tuple[Data, tuple[Problem, ...]]:
        """What the data files hold, and what is wrong with them."""
        return read_data(self.data_files)

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digest of each file under content/."""
        return {path: memo.digest for path, memo in self.content.memos.items()}

    @cached_property
    def scene(self) -> SiteContext:
        """What planners of pages are given beside the archive."""
        assert self.theme
        assets = {name: file.output for name, file in self.theme.assets.items()}
        return site_context(
            self.config, __version__, assets, frozenset(self.theme.templates), self.theme.messages, self.data[0]
        )


@dataclass(frozen=True, slots=True)
class Gathered:
    """The archive's facts, and the key of the inputs that they were gathered from."""

    key: str
    records: Mapping[str, Record]  # of every Markdown file that could be read
    archive: Archive
    problems: tuple[Problem, ...]
    targets: Targets | None = None  # of the archive's references, once they were needed
    views: ArticleViews | None = None  # of its articles, likewise
    positions: Mapping[str, int] | None = None  # of its articles, by path, likewise
    found: Survey | None = None  # of an archive in which every article stands as in this one, likewise


@dataclass(frozen=True, slots=True)
class Planned:
    """What this build will look at, and what it may leave as it is."""

    key: str  # of all that the plan depends on
    pages: Sequence[Page]  # to be rendered unless they are fresh
    facts: dict[str, TemplateDependencies]  # of their templates
    problems: tuple[Problem, ...]  # of the whole plan
    outputs: Set[str]  # of the whole plan
    drafts: tuple[str, ...]  # output paths of all pages that show drafts
    count: int  # of all pages
    gathered: Gathered | None = None  # for the next build of the same process
    shown: Set[str] | None = None  # the Markdown files of which anything is another, and nothing else; None: everything

    @property
    def is_whole(self) -> bool:
        """Whether everything was planned; if not, what was not is as it was."""
        return self.shown is None


def plan_changes(inputs: Inputs, before: State, staging: Staging, known: Gathered | None) -> Planned | None:
    """The pages that may be others, where nothing but what is shown of Markdown files has changed; else None.

    `known` is what the last plan was made of, where this process still has it. The plan rests on three things: the last
    one was made from the same, its output is whole, and every page that shows any of what changed is planned again.
    """
    was = before.plan
    if was is None or was.key != inputs.key:
        return None
    if known is None or known.key != inputs.key:
        memos = {path: before.files[path] for path in inputs.content.memos}
        known = gather_inputs(replace(inputs, content=replace(inputs.content, memos=memos)))
    changed = {path for path, memo in inputs.content.memos.items() if memo.key and memo is not before.files.get(path)}
    return plan_known(inputs, before, staging, known, changed)


def plan_known(
    inputs: Inputs, before: State, staging: Staging, known: Gathered, read: Collection[str]
) -> Planned | None:
    """As `plan_changes`, where the inputs are known to have the last plan's key, and `known` to be its facts.

    `read` are the Markdown files among which the changed ones are.
    """
    was = before.plan
    assert was
    if not all(staging.is_intact(path) for path in staging.altered if path in before.outputs):
        return None
    memos = inputs.content.memos
    fresh = {path: record_of(memos[path]) for path in read if memos[path].digest != before.files[path].digest}
    known, only = with_changes(inputs.config, inputs.files, known, fresh, inputs.scene)
    assert known.targets
    assert known.views is not None
    digests = {path: memos[path].digest for path in only.files}
    plan = plan_changed(
        known.archive, inputs.scene, known.found, known.views, known.targets, digests, only, before.outputs
    )
    problems = [problem for problem in was.problems if problem.file not in only.files]
    problems += [problem for problem in known.problems if problem.file in only.files]
    problems += plan.problems
    return Planned(
        was.key, plan.pages, was.facts, tuple(problems), frozenset(), was.drafts, was.pages, known, only.files
    )


def with_changes(
    config: Config, files: Sequence[StaticFile], known: Gathered, fresh: dict[str, Record], scene: SiteContext
) -> tuple[Gathered, Changed]:
    """The facts with these records in place of those before, and all that is another now.

    The `fresh` records differ from those before only in what is shown of them. `files` are published as they are.
    """
    was = known.targets or targets_of(config, known.archive, files, known.records)
    positions = known.positions or positions_of(known.archive)
    archive, records, targets = known.archive, known.records, was
    looks_other = {path for path, record in fresh.items() if record.summary != records[path].summary}
    found = known.found or (_survey(known.archive, scene) if looks_other else None)
    if fresh:
        archive, records = with_records(archive, fresh, positions), overlaid(records, fresh)
    if looks_other or any(path.startswith(PARTS) for path in fresh):
        targets = was.changed(fresh)
    changed = set(fresh)
    if looks_other:
        changed |= other_meanings(records.values(), was.wiki, targets.wiki)
    changed |= users_of(changed, records.values())
    seen = frozenset(positions[path] for path in looks_other if path in positions)
    views = known.views.changed(archive, seen) if known.views is not None else ArticleViews(archive, config)
    only = Changed(frozenset(changed), frozenset(positions[path] for path in changed if path in positions), seen)
    return Gathered(known.key, records, archive, known.problems, targets, views, positions, found), only


def _survey(archive: Archive, scene: SiteContext) -> Survey:
    # Imported here: where only a body has changed a command has no use for it.
    from beilin.planning.survey import Survey

    return Survey(archive, scene)


def has_page(path: str) -> bool:
    """Whether the Markdown file is an article, or a page of its own."""
    return path.endswith(".md") and path.startswith((addresses.ARTICLES, addresses.PAGES))


def plan_everything(inputs: Inputs, last: tuple[Inputs, Gathered] | None = None) -> Planned:
    """The whole plan. `last` is what the last one was made from, where this process still has it."""
    from beilin.rendering.environment import template_dependencies
    from beilin.rendering.pages import environment_for

    assert inputs.theme
    gathered = gather_inputs(inputs, last)
    if has_errors(gathered.problems):
        return Planned(inputs.key, (), {}, gathered.problems, frozenset(), (), 0)
    views = ArticleViews(gathered.archive, inputs.config, last[1].views if last else None)
    targets = targets_of(inputs.config, gathered.archive, inputs.files, gathered.records)
    found, positions = _survey(gathered.archive, inputs.scene), positions_of(gathered.archive)
    gathered = replace(gathered, views=views, targets=targets, positions=positions, found=found)
    plan = plan_site(found, views, targets, inputs.files, inputs.digests)
    templates = inputs.theme.templates
    facts, faults = template_dependencies(environment_for(templates), templates, {page.template for page in plan.pages})
    return Planned(
        key=inputs.key,
        pages=plan.pages,
        facts=facts,
        problems=(*gathered.problems, *plan.problems, *faults),
        outputs=frozenset(page.output for page in plan.pages) | {file.output for file in inputs.files},
        drafts=tuple(page.output for page in plan.pages if page.is_draft),
        count=len(plan.pages),
        gathered=gathered,
    )


def gather_inputs(inputs: Inputs, last: tuple[Inputs, Gathered] | None = None) -> Gathered:
    """The facts of the archive as it stands, and what is wrong with its tags and series."""
    known: dict[str, Record] = {}
    if last:
        memos = last[0].content.memos
        known = {
            path: record for path, record in last[1].records.items() if inputs.content.memos.get(path) is memos[path]
        }
    authority, problems = inputs.authority
    articles, pages = inputs.content.records(addresses.ARTICLES, known), inputs.content.records(addresses.PAGES, known)
    archive, found = gather(articles, pages, authority, today=inputs.today, drafts=inputs.drafts)
    records = {record.summary.path: record for record in (*articles, *pages, *inputs.content.records(PARTS, known))}
    return Gathered(inputs.key, records, archive, (*problems, *found, *inputs.data[1]))
