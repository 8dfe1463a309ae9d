"""The archive of a history, and what steps need to know of it."""

from __future__ import annotations

import os
import random
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions, BuildResult, Session, build
from beilin.publishing import staging
from tests.exact.elsewhere import Answer, Elsewhere
from tests.little_site import LittleSite


@dataclass
class Subject(LittleSite):
    """An archive in which steps are taken."""

    elsewhere: Elsewhere | None = None
    strays: set[str] = field(default_factory=set)  # foreign files in the output
    mends: list[Callable[[], object]] = field(default_factory=list)  # each reverts a breakage
    is_published: bool = True  # whether the last build did
    is_told: bool = True  # whether a watcher can notice the last step
    number: int = 0  # increases, for unique names
    session: Session | None = None  # of builds in this process, if they have one

    @property
    def output(self) -> Path:
        """Where it is built to."""
        return self.root / (".beilin/preview" if self.options.drafts else "site")

    def build(self) -> BuildResult:
        """Build it in this process, with or without problems."""
        return build(self.root, self.options, session=self.session)

    def build_and_be_killed(self) -> None:
        """Build it in a fork of this process, which is killed after all files were moved in and before any is removed."""
        child = os.fork()
        if child == 0:
            try:
                pytest.MonkeyPatch().setattr(staging, "sweep", lambda _output: os.kill(os.getpid(), signal.SIGKILL))
                self.build()
            finally:
                os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL

    def next(self) -> int:
        """A number that is unique in the archive."""
        self.number += 1
        return self.number

    def articles(self) -> list[Path]:
        """The existing articles."""
        return sorted((self.root / "content/articles").rglob("*.md"))

    def some_article(self, chance: random.Random) -> Path:
        """One of the articles; one is created if there are none."""
        if not self.articles():
            self.write({"content/articles/only.md": "---\ntitle: 獨\n---\n\n一段文字。\n"})
        return chance.choice(self.articles())

    def output_files(self) -> list[str]:
        """The paths in the output that Beilin wrote."""
        return sorted(set(self.outputs()) - self.strays)

    def mend(self) -> None:
        """Revert the breakages, the last one first."""
        while self.mends:
            self.mends.pop()()


def clean_build(site: LittleSite, elsewhere: Elsewhere, fresh: Path) -> tuple[Answer, dict[str, bytes]]:
    """The result of a first build of the same sources, in a fresh folder and a different process."""
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(site.root, fresh, symlinks=True, ignore=shutil.ignore_patterns(".beilin", "site"))
    clean = Subject(fresh, BuildOptions(jobs=1, today=site.options.today, drafts=site.options.drafts))
    answer = elsewhere.build(fresh, clean.options)
    return answer, clean.outputs()


def differences(
    now: dict[str, bytes], problems: tuple[str, ...], clean: Answer, files: dict[str, bytes], strays: set[str]
) -> list[str]:
    """The differences from a clean build, in words; empty if there are none.

    `now` and `problems` are those of the archive, `clean` and `files` those of the clean build. The `strays` are to be
    there still, and to be named in a warning.
    """
    found = [f"{path} is missing" for path in files.keys() - now.keys()]
    found += [f"{path} is left over" for path in now.keys() - files.keys() - strays]
    found += [f"{path} has other bytes" for path, data in files.items() if path in now and now[path] != data]
    found += [f"the stray {path} is gone" for path in strays - now.keys()]
    found += [f"no warning names {path}" for path in strays if not any(path in problem for problem in problems)]
    told = sorted(problem for problem in problems if not any(path in problem for path in strays))
    found += [f"lost: {problem}" for problem in clean.problems if problem not in told]
    found += [f"told without a reason: {problem}" for problem in told if problem not in clean.problems]
    if not found and told != sorted(clean.problems):
        found.append(f"a problem is told another number of times: {told}")
    return sorted(found)


Operation = Callable[[Subject, random.Random], str]  # it changes the archive, and says what it did
