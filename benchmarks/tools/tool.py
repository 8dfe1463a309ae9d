"""What the harness has to know of a generator."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import Article, markdown_file

_LINK_TO_FILE = re.compile(r"\]\(([^)/:]+)\.md\)")
PEERS = Path(__file__).parent.parent / "peers"


@dataclass(frozen=True, slots=True)
class Tool:
    """A generator with its project in peers/. `home` is where it is installed; commands run in the project's folder."""

    name: str
    peer: str  # the folder in peers/; tools that share it share what is installed
    label: str
    install: Callable[[Path], None]  # into `home`
    version: Callable[[Path], str]
    build: Callable[[Path, Path], list[str]]  # the command, given `home` and the project
    articles: str  # folder of the project for the corpus
    output: str = "site"
    caches: tuple[str, ...] = ()  # what else a build leaves behind
    write: Callable[[Article], str] = markdown_file
    more: Mapping[str, str] = field(default_factory=dict)  # other files of the project: path → text
    serve: Callable[[Path, Path, int], list[str]] | None = None  # the same for a port
    is_available: Callable[[], bool] = lambda: True
    remarks: tuple[str, ...] = ()  # how its pages differ from those of the others

    def packages(self) -> str:
        """What is to be installed; when it changes, the tool is installed anew."""
        files = [PEERS / self.peer / name for name in ("requirements.txt", "package.json")]
        return "".join(file.read_text("utf-8") for file in files if file.exists())

    def prepare(self, project: Path, articles: Iterable[Article]) -> None:
        """Make the project anew with the corpus in it."""
        shutil.rmtree(project, ignore_errors=True)
        shutil.copytree(PEERS / self.peer, project)
        folder = project / self.articles
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in self.more.items():
            (project / name).write_bytes(text.encode())
        for article in articles:
            self.source(project, article.name).write_bytes(self.write(article).encode())

    def source(self, project: Path, name: str) -> Path:
        """The file of an article."""
        return project / self.articles / f"{name}.md"

    def clear(self, project: Path) -> None:
        """Remove all that builds left behind."""
        for name in (self.output, *self.caches):
            shutil.rmtree(project / name, ignore_errors=True)


def links_as_addresses(body: str) -> str:
    """The body with the addresses of articles in place of their files, for tools that are not asked to find them."""
    return _LINK_TO_FILE.sub(r"](/articles/\1/)", body)


def pip_install(home: Path, requirements: Path) -> None:
    """A virtual environment at `home` with the packages in it."""
    # A virtual environment made from within another one would depend on that one's Python.
    python = getattr(sys, "_base_executable", None) or sys.executable
    subprocess.run([python, "-m", "venv", "--clear", home], check=True)
    pip: list[str | Path] = [home / "bin" / "python", "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "--requirement", requirements], check=True)


def output_of(command: Sequence[str | Path]) -> str:
    """What the command prints, without the space around it."""
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment()).stdout.strip()


def environment() -> dict[str, str]:
    """The environment that every tool runs in: no colours, one locale, and Python may keep what it has compiled."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return inherited | {"LC_ALL": "C.UTF-8", "NO_COLOR": "1", "PYTHONUTF8": "1"}
