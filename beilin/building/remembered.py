"""What the last build left, in memory or in the state file, and the one way to reach it.

DAMAGE lists what reading a damaged state raises; build.py and prepare.py catch it as well.

Everything that is remembered only saves time. Rows are read on demand, so damage may show late; whatever is made from
them is made in a function that can be called again with nothing remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from beilin.building.code_version import code_fingerprint
from beilin.building.options import BuildOptions, BuildResult, Run
from beilin.building.snapshots import Seen
from beilin.layout import SITE
from beilin.publishing.output_folder import name_exposed, name_foreign
from beilin.publishing.staging import Staging
from beilin.publishing.state import LastPlan, State, state_path
from beilin.publishing.state_file import DamagedStateError, StateFile
from beilin.text.dates import today_in

if TYPE_CHECKING:
    from beilin.building.basis import PlanInputs

Value = TypeVar("Value")

# What reading a damaged state raises.
DAMAGE = (DamagedStateError, msgspec.MsgspecError, UnicodeDecodeError)


@dataclass(frozen=True, slots=True)
class Remembered:
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
        return plan.today == (options.today or today_in(plan.time_zone))

    def unchanged_result(self, run: Run, seen: Seen) -> BuildResult | None:
        """The result of the last build again, if its options were the same and nothing changed since."""
        if self.plan is None or not self.is_comparable(run.options) or seen.changed or seen.altered:
            return None
        if self.plan.unindexed != () and not run.options.defers_index:
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
        """Only what is remembered of the output: everything else is read again."""
        known = self.state
        snapshots = replace(known.snapshots, sources={})
        return Remembered(self.file, State({}, known.outputs, claimed=known.claimed, snapshots=snapshots))


def result_of(plan: LastPlan, output: Path) -> BuildResult:
    """The result of a build that has this plan, and read and wrote nothing."""
    return BuildResult(
        problems=(*plan.problems, *name_foreign(output, plan.foreign), *name_exposed(output, plan.exposed)),
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
    """The result of `use`, given what the last build into `output` left (default: site/). Takes no lock.

    If there is nothing, or it proves to be damaged, `use` is called with nothing remembered, and the next build reports
    the damage. `use` may be called twice, and must not return anything that is unpacked on demand.
    """
    file = state_file_of(root, output or root / SITE)
    if file.path.exists():
        with suppress(*DAMAGE, OSError):
            return use(Remembered(file, file.load()))
    return use(Remembered(file, State()))
