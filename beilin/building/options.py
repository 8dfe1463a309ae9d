"""The options of a build, and its result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from beilin.layout import PREVIEW, SITE, STATE_FOLDER

if TYPE_CHECKING:
    from beilin.building.linked_folders import LinkedPlace
    from beilin.parallel.cluster import Cluster
    from beilin.parallel.executor import Workers
    from beilin.problems.problem import Problem
    from beilin.publishing.state_file import StateFile
    from beilin.reading.content import ContentRead

Progress = Callable[[str, int, int], None]


class BuildOptions(NamedTuple):
    """What the caller chooses for one build; the rest is in site.yaml."""

    output: Path | None = None  # default: site/, or .beilin/preview/ with drafts
    base_url: str | None = None
    drafts: bool = False
    today: str | None = None  # YYYY-MM-DD; default: the current day in the site's time zone
    clean: bool = False  # forget the state, and remove what is not planned from an output folder that Beilin made
    jobs: int | None = None  # processes; default: one for each processor
    defers_index: bool = False  # leave the index of the search as it is, for a later build
    keeps_exports: bool = False  # leave exports that are there as they are, likewise
    cluster: Cluster | None = None  # does the work that can be sent, instead of processes

    @property
    def request(self) -> str:
        """The options on which the result depends, to compare with those of the last build."""
        return f"{self.base_url} {self.drafts}"


class BuildResult(NamedTuple):
    """What a build did."""

    problems: tuple[Problem, ...]
    published: bool  # whether the output folder is now the new site
    output: Path
    base_path: str = "/"
    draft_paths: frozenset[str] = frozenset()  # output paths of pages that show drafts
    read: int = 0  # Markdown files
    pages: int = 0
    rendered: int = 0
    written: int = 0
    removed: int = 0
    seconds: float = 0.0
    named: tuple[str, ...] = ()  # some of the files written, for messages
    is_interrupted: bool = False  # whether the output was changed, but not completely, so that the next build goes on
    held_back: str = ""  # which articles are not published, in words; "" if all are
    hidden_paths: frozenset[str] = frozenset()  # output paths with a name that begins with a full stop
    linked: frozenset[LinkedPlace] | None = None  # what symbolic links among the sources lead to; None if unknown
    withheld: Mapping[str, int] = {}  # files under content/ not published, by kind
    withdrawn: tuple[str, ...] = ()  # files under content/ that were published by earlier builds, and no longer are
    is_search_outdated: bool = False  # whether the search's index waits for a later build


class Reporting(NamedTuple):
    """Where a build reports what it does while it runs."""

    say: Callable[[str], None] = lambda _words: None
    progress: Progress = lambda _what, _done, _count: None


def output_folder(root: Path, options: BuildOptions) -> Path:
    """The folder to build into. By default drafts never reach site/."""
    if options.output is not None:
        return Path(root, options.output).absolute()
    return root / STATE_FOLDER / PREVIEW if options.drafts else root / SITE


class Run(NamedTuple):
    """What one build works with."""

    root: Path
    output: Path
    options: BuildOptions
    reporting: Reporting
    workers: Workers
    file: StateFile  # of the output folder


class AbandonedError(Exception):
    """What a `Reporting.progress` raises to abandon a build. The site and the state are as they were."""


class UnpublishableError(Exception):
    """Problems that prevent publishing."""

    def __init__(self, problems: Iterable[Problem], content: ContentRead | None = None, base_path: str = "/") -> None:
        """`content` is what was read before, so that it need not be read again."""
        super().__init__()
        self.problems, self.content, self.base_path = tuple(problems), content, base_path
