"""What the last build left, in memory or in the state file, and the one way to reach it.

Everything that is remembered only saves time. Rows are read on demand, so damage may show late; whatever is made from
them is made in a function that can be called again with nothing remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from beilin.building.code_version import code_fingerprint, code_stamp
from beilin.building.options import BuildOptions, BuildResult, Run
from beilin.building.snapshots import Seen
from beilin.layout import ARTICLES, SITE
from beilin.publishing.state import LastPlan, State, state_path
from beilin.publishing.state_file import DamagedStateError, StateFile
from beilin.text.today import is_within

if TYPE_CHECKING:
    import msgspec

    from beilin.building.basis import PlanInputs
    from beilin.problems.problem import Problem
    from beilin.publishing.packed_state import Problems
    from beilin.publishing.staging import Staging
    from beilin.rendering.dependencies import TemplateDependencies

Value = TypeVar("Value")


def damage() -> tuple[type[DamagedStateError], type[msgspec.MsgspecError], type[UnicodeDecodeError]]:
    """What reading a damaged state raises. For `except`, which calls it only when something was raised."""
    import msgspec

    return DamagedStateError, msgspec.MsgspecError, UnicodeDecodeError


class Remembered(NamedTuple):
    """What the last build left."""

    file: StateFile
    state: State
    basis: PlanInputs | None = None  # if it is in memory

    @property
    def plan(self) -> LastPlan | None:
        """What was planned; None if the output may differ from it."""
        return self.state.plan

    def is_comparable(self, options: BuildOptions) -> bool:
        """Whether the last build had the same options, on the same day."""
        plan = self.plan
        if plan is None or options.clean or plan.request != options.request:
            return False
        return plan.today == options.today if options.today else is_within(plan.day)

    def has_head(self, root: Path, *, wants_history: bool = True) -> bool:
        """Whether the history of articles was taken up to the commit that is checked out now, if it is wanted."""
        if not wants_history:
            return self.plan is not None and self.plan.head == ""
        from beilin.files.git import head_of  # with subprocess, which takes 8 ms

        return self.plan is not None and self.plan.head == head_of(root / ARTICLES)

    def unchanged_result(self, run: Run, seen: Seen) -> BuildResult | None:
        """The result of the last build again, if its options were the same and nothing changed since."""
        if self.plan is None or not self.is_comparable(run.options) or seen.changed or seen.altered:
            return None
        if self.plan.unindexed != () and not run.options.defers_index:
            return None
        if self.plan.outdated and not run.options.keeps_exports:
            return None
        if self.plan.head and not self.has_head(run.root):
            return None
        return result_of(self.state, self.plan, run.output)

    @property
    def problems(self) -> Problems:
        """What was wrong with the archive."""
        from beilin.publishing.packed_state import unpack_problems

        return unpack_problems(self.state.problems)

    @property
    def templates(self) -> dict[str, TemplateDependencies]:
        """What the templates depend on that the plan has pages of."""
        from beilin.publishing.packed_state import unpack_templates

        return unpack_templates(self.state.templates)

    def staging(self, output: Path, seen: Seen) -> Staging:
        """The staging of the next build into the output folder."""
        from beilin.publishing.staging import Staging

        if self.plan:
            last = self.plan.build
        else:
            last = max((output.build for output in self.state.outputs.values()), default=0)
        return Staging(output, seen.output, seen.altered, self.state.outputs, last + 1)

    def without_sources(self) -> Remembered:
        """Only what is remembered of the output: everything else is read again."""
        known = self.state
        snapshots = known.snapshots._replace(sources={})
        return Remembered(self.file, State({}, known.outputs, claimed=known.claimed, snapshots=snapshots))


def result_of(state: State, plan: LastPlan, output: Path) -> BuildResult:
    """The result of a build that left this state with this plan, and read and wrote nothing."""
    return BuildResult(
        problems=_problems_of(state, plan, output),
        published=True,
        output=output,
        base_path=plan.base_path,
        draft_paths=frozenset(plan.drafts),
        hidden_paths=frozenset(plan.hidden),
        pages=plan.pages,
        held_back=plan.held_back,
        withheld=plan.withheld,
        is_search_outdated=plan.unindexed != (),
    )


def _problems_of(state: State, plan: LastPlan, output: Path) -> tuple[Problem, ...]:
    if not (state.problems or plan.foreign or plan.exposed):
        return ()
    from beilin.publishing.foreign_files import name_exposed, name_foreign
    from beilin.publishing.packed_state import unpack_problems

    return (
        *unpack_problems(state.problems), *name_foreign(output, plan.foreign), *name_exposed(output, plan.exposed),
    )  # fmt: skip


class Session:
    """What a process that builds repeatedly keeps in memory, as long as no other process writes to the state."""

    def __init__(self) -> None:
        self.last: Remembered | None = None
        self.stamp = b""  # of the state file

    def recall(self, file: StateFile) -> Remembered | None:
        """What the last build of this process left; None if it may be out of date. It is forgotten until `keep`."""
        last, self.last = self.last, None
        return last if last is not None and self.stamp == file.stamp() != b"" else None

    def keep(self, last: Remembered) -> None:
        """Keep what a build left."""
        self.last, self.stamp = last, last.file.stamp()


def state_file_of(root: Path, output: Path) -> StateFile:
    """The state file of builds into the output folder, for this version of the code."""
    return StateFile(state_path(root, output), code_fingerprint, code_stamp())


def with_remembered(root: Path, output: Path | None, use: Callable[[Remembered], Value]) -> Value:
    """The result of `use`, given what the last build into `output` left (default: site/). Takes no lock.

    If there is nothing, or it proves to be damaged, `use` is called with nothing remembered, and the next build reports
    the damage. `use` may be called twice, and must not return anything that is unpacked on demand.
    """
    file = state_file_of(root, output or root / SITE)
    if file.path.exists():
        with suppress(*damage(), OSError):
            return use(Remembered(file, file.load()))
    return use(Remembered(file, State()))
