"""What is being served: the last good site, and the problems of the archive since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from beilin.problems.kinds import KINDS
from beilin.problems.problem import Problem, has_errors

if TYPE_CHECKING:
    from beilin.building.build import BuildResult
    from beilin.building.linked_folders import LinkedPlace


@dataclass(frozen=True, slots=True)
class Site:
    """A built site."""

    output: Path  # its folder
    base_path: str = "/"  # the prefix of every address, percent-encoded; begins and ends with "/"
    draft_paths: frozenset[str] = frozenset()  # paths in `output` of pages that show drafts
    hidden_paths: frozenset[str] = frozenset()  # of files that are published although they are hidden


@dataclass(frozen=True, slots=True)
class Status:
    """What is served."""

    site: Site | None = None  # None until a build succeeds
    version: int = 0  # incremented whenever the site changes
    problems: tuple[Problem, ...] = ()  # of the last build; if one is an error, the site is older
    findings: tuple[Problem, ...] = ()  # of the last full check, which may be a few seconds older
    held_back: str = ""  # which articles are not published, in words
    linked: frozenset[LinkedPlace] = frozenset()  # what symbolic links among the sources lead to
    is_search_outdated: bool = False  # whether the search's index is older than the site

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """The problems that pages show: those of the build, and those that only a full check finds."""
        found = {identity(problem): problem for problem in (*self.findings, *self.problems)}
        return tuple(found.values())

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the archive from being built."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def identity(problem: Problem) -> tuple[str, ...]:
    """Equal for a problem with its source line and without: a build adds that only to what it prints."""
    line = "" if KINDS[problem.code].key else str(problem.line)
    return (problem.code, problem.file, line, problem.message)


def after_build(before: Status, result: BuildResult) -> Status:
    """The status after a build. The version is incremented only if a reader could see a difference."""
    linked = before.linked if result.linked is None else result.linked
    if has_errors(result.problems):
        return replace(before, problems=result.problems, linked=linked)
    site = Site(result.output, result.base_path, result.draft_paths, result.hidden_paths)
    is_changed = bool(result.written or result.removed) or site != before.site
    is_changed |= before.is_search_outdated and not result.is_search_outdated
    return Status(
        site,
        before.version + is_changed,
        result.problems,
        before.findings,
        result.held_back,
        linked,
        result.is_search_outdated,
    )
