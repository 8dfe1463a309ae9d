"""What the last build left, in memory or in the state file: the one door to it, and the one place that knows damage.

Everything that is remembered only saves time. Rows are read on demand, so damage may show late; whoever uses what is
remembered does so in a function that can be called again with nothing remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from beilin.building.code_version import code_fingerprint
from beilin.building.inputs import Inputs
from beilin.building.options import BuildOptions, BuildResult, Run
from beilin.building.snapshots import Seen
from beilin.config import Config
from beilin.layout import SITE
from beilin.model import Record, StaticFile
from beilin.planning.archive import Archive
from beilin.planning.article_views import ArticleViews
from beilin.planning.context import Context
from beilin.planning.links import targets_of
from beilin.problems.problem import Problem
from beilin.publishing.output_folder import name_foreign
from beilin.publishing.staging import Staging
from beilin.publishing.state import LastPlan, Output, State, state_path
from beilin.publishing.state_file import DamagedStateError, StateFile
from beilin.reading.content import ContentRead, record_of
from beilin.reading.data_files import data_files
from beilin.reading.files import tags_data
from beilin.rendering.theme import load_theme
from beilin.text.dates import today_in
from beilin.text.overlay import LazyMapping

Value = TypeVar("Value")

# What reading a damaged state raises.
DAMAGE = (DamagedStateError, msgspec.MsgspecError, UnicodeDecodeError)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan was made from."""

    inputs: Inputs
    context: Context
    problems: tuple[Problem, ...]  # of the archive's structure


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the last build left."""

    file: StateFile
    state: State
    basis: Basis | None = None  # if it is in memory

    @property
    def plan(self) -> LastPlan | None:
        """What was planned; None if the output may differ from it."""
        return self.state.plan

    def is_comparable(self, options: BuildOptions) -> bool:
        """Whether the last build was asked for the same, on the same day."""
        plan = self.plan
        if plan is None or options.clean or plan.request != options.request:
            return False
        return plan.today == (options.today or today_in(plan.time_zone))

    def answer(self, run: Run, seen: Seen) -> BuildResult | None:
        """The result of the last build again, if it was asked for the same and nothing changed since."""
        if self.plan is None or not self.is_comparable(run.options) or seen.changed or seen.altered:
            return None
        return result_of(self.plan, run.output)

    def staging(self, output: Path, seen: Seen) -> Staging:
        """The staging of the next build into the output folder."""
        if self.plan:
            last = self.plan.build
        else:
            last = max((output.build for output in self.state.outputs.values()), default=0)
        return Staging(output, seen.output, seen.altered, self.state.outputs, last + 1)

    def without_sources(self) -> Remembered:
        """Only what is known of the output: everything else is to be read again."""
        known = self.state
        outputs: Mapping[str, Output] = known.outputs
        snapshots = replace(known.snapshots, sources={})
        return Remembered(self.file, State({}, outputs, claimed=known.claimed, snapshots=snapshots))

    def inputs(self, root: Path, config: Config, options: BuildOptions) -> Inputs | None:
        """The inputs of the last plan, none of which changed; None if they are unknown. Raises OSError.

        Templates, data files and tags are small and read again.
        """
        if self.basis is not None:
            return self.basis.inputs
        if not self.state.archive or self.plan is None:
            return None
        theme, _ = load_theme(root, config.theme, config.language)
        if theme is None:
            return None
        kept = _unpack(self.state.archive)
        content = ContentRead(rows=self.state.files, static=list(kept.static))
        data, _ = data_files(root)
        return Inputs(config, content, tags_data(root), data, theme, self.plan.today, options.drafts, ())

    def basis_of(self, inputs: Inputs) -> Basis | None:
        """What the last plan was made from, given its inputs; None if it is unknown. Records are unpacked on demand."""
        if self.basis is not None:
            return replace(self.basis, inputs=inputs)
        if not self.state.archive:
            return None
        kept = _unpack(self.state.archive)
        rows, archive = self.state.files, kept.archive
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
    """What the state keeps of a basis, for `Remembered.basis_of`."""
    targets = basis.context.targets
    kept = _Kept(
        archive=basis.context.archive,
        parts=tuple(targets.parts),
        hidden=tuple(sorted(targets.hidden)),
        static=tuple(basis.inputs.content.static),
        problems=basis.problems,
    )
    return msgspec.msgpack.encode(kept)


def _unpack(data: bytes) -> _Kept:
    return msgspec.msgpack.decode(data, type=_Kept)


def result_of(plan: LastPlan, output: Path) -> BuildResult:
    """The result of a build with that plan that read and wrote nothing."""
    return BuildResult(
        problems=(*plan.problems, *name_foreign(output, plan.foreign)),
        published=True,
        output=output,
        base_path=plan.base_path,
        draft_paths=frozenset(plan.drafts),
        pages=plan.pages,
    )


@dataclass(slots=True)
class Session:
    """What a process that builds repeatedly keeps in memory, as long as no other process writes to the state."""

    last: Remembered | None = None
    stamp: bytes = b""  # of the state file

    def recall(self, file: StateFile) -> Remembered | None:
        """What the last build of this process left; None if it may be out of date. It is forgotten until `keep`."""
        last, self.last = self.last, None
        return last if last is not None and self.stamp == file.stamp() != b"" else None

    def keep(self, last: Remembered) -> None:
        """Keep what a build left."""
        self.last, self.stamp = last, last.file.stamp()


def state_file_of(root: Path, output: Path) -> StateFile:
    """The state file of builds into the output folder, for this version of the code."""
    return StateFile(state_path(root, output), code_fingerprint())


def with_remembered(root: Path, output: Path | None, use: Callable[[Remembered], Value]) -> Value:
    """What `use` makes of what the last build into `output` left (default: site/), without a lock.

    If there is nothing, or it proves to be damaged, `use` is called with nothing remembered, and the next build reports
    the damage. `use` may be called twice, and must not return anything that is unpacked on demand.
    """
    file = state_file_of(root, output or root / SITE)
    if file.path.exists():
        with suppress(*DAMAGE, OSError):
            return use(Remembered(file, file.load()))
    return use(Remembered(file, State()))
