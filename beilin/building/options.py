"""What is asked of a build, what it works with, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from beilin.parallel.executor import Workers
from beilin.problems.problem import Problem
from beilin.publishing.output_folder import name_foreign
from beilin.publishing.state import FOLDER, PlanMemo, State, StateFile
from beilin.text.dates import today_in

if TYPE_CHECKING:
    from beilin.building.inputs import Gathered, Inputs

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How this build differs from what site.yaml says."""

    output: Path | None = None  # default: site/, or .beilin/preview/ with drafts
    base_url: str | None = None
    drafts: bool = False
    today: str | None = None  # YYYY-MM-DD; default: the day it is in the site's time zone
    clean: bool = False  # forget the state, and remove what is not planned from an output folder that Beilin made
    jobs: int | None = None  # processes; default: one for each processor


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did."""

    problems: tuple[Problem, ...]
    published: bool  # whether the output folder now is the site; if not, it is as it was
    output: Path
    base_path: str = "/"
    draft_paths: frozenset[str] = frozenset()  # output paths of pages that show drafts
    read: int = 0  # Markdown files
    pages: int = 0
    rendered: int = 0
    written: int = 0
    removed: int = 0
    seconds: float = 0.0
    named: tuple[str, ...] = ()  # some of the files written, for people


@dataclass(frozen=True, slots=True)
class Reporting:
    """Where a build tells what goes on while it runs."""

    say: Callable[[str], None] = lambda _words: None
    progress: Progress = lambda _what, _done, _count: None


def output_folder(root: Path, options: BuildOptions) -> Path:
    """Where the build goes: drafts never reach site/ by default."""
    if options.output is not None:
        return Path(root, options.output).absolute()
    return root / FOLDER / "preview" if options.drafts else root / "site"


@dataclass(frozen=True, slots=True)
class Run:
    """What one attempt at a build works with."""

    root: Path
    output: Path
    options: BuildOptions
    reporting: Reporting
    state_file: StateFile
    before: State
    workers: Workers

    @property
    def request(self) -> str:
        """What the command asks for, beside what the archive says."""
        return f"{self.options.base_url} {self.options.drafts}"


@dataclass(slots=True)
class Memory:
    """What a process that builds again and again need not load again."""

    state: State | None = None  # as this process left it
    stamp: bytes = b""  # of the state file then; another process's build gives it another
    planned_from: tuple[Inputs, Gathered] | None = None  # what the state's plan was made from
    is_lasting: bool = True  # whether it is worth while to fill it where the build itself has no need


def result_again(run: Run) -> BuildResult | None:
    """What the last build told, where the same is asked for and nothing at all has changed since then."""
    plan = run.before.plan
    if plan is None or run.options.clean or plan.request != run.request:
        return None
    if plan.today != (run.options.today or today_in(plan.time_zone)):
        return None
    return result_of(run, plan)


def result_of(run: Run, plan: PlanMemo) -> BuildResult:
    """What a build with that plan tells, which has read and made nothing."""
    return BuildResult(
        problems=(*plan.told, *name_foreign(run.output, plan.foreign)),
        published=True,
        output=run.output,
        base_path=plan.base_path,
        draft_paths=frozenset(plan.drafts),
        pages=plan.pages,
    )
