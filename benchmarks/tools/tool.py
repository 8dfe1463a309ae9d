"""What the benchmarks need to know about a generator."""

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
    peer: str  # the folder in peers/
    label: str
    install: Callable[[Path], None]  # into `home`
    version: Callable[[Path], str]
    build: Callable[[Path, Path], list[str]]  # the command, given `home` and the project
    articles: str  # the project's folder for the corpus
    output: str = "site"
    caches: tuple[str, ...] = ()  # what else a build creates
    write: Callable[[Article], str] = markdown_file
    other_files: Mapping[str, str] = field(default_factory=dict)  # path → text
    serve: Callable[[Path, Path, int], list[str]] | None = None  # the same for a port
    is_available: Callable[[], bool] = lambda: True
    remarks: tuple[str, ...] = ()  # how its pages differ from those of the others
    installed_for: str = ""  # the folder in peers/ whose installation it uses, if not its own

    @property
    def installation(self) -> str:
        """The folder in peers/ that names the packages to install."""
        return self.installed_for or self.peer

    def packages(self) -> str:
        """The packages to install; when they change, the tool is installed again."""
        files = [PEERS / self.installation / name for name in ("requirements.txt", "package.json")]
        return "".join(file.read_text("utf-8") for file in files if file.exists())

    def prepare(self, project: Path, articles: Iterable[Article]) -> None:
        """Create a fresh project that contains the corpus."""
        shutil.rmtree(project, ignore_errors=True)
        shutil.copytree(PEERS / self.peer, project)
        folder = project / self.articles
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in self.other_files.items():
            (project / name).write_bytes(text.encode())
        for article in articles:
            self.source(project, article.name).write_bytes(self.write(article).encode())

    def source(self, project: Path, name: str) -> Path:
        """The file of an article."""
        return project / self.articles / f"{name}.md"

    def clear(self, project: Path) -> None:
        """Remove everything that builds created."""
        for name in (self.output, *self.caches):
            if (project / name).is_file():
                (project / name).unlink()
            else:
                shutil.rmtree(project / name, ignore_errors=True)


def links_as_addresses(body: str) -> str:
    """The body with articles' addresses instead of their files, for tools that do not resolve links by file."""
    return _LINK_TO_FILE.sub(r"](/articles/\1/)", body)


def pip_install(home: Path, requirements: Path) -> None:
    """Create a virtual environment at `home` with the packages."""
    # A virtual environment created inside a virtual environment would depend on the outer one's Python.
    python = getattr(sys, "_base_executable", None) or sys.executable
    subprocess.run([python, "-m", "venv", "--clear", home], check=True)
    pip: list[str | Path] = [home / "bin" / "python", "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "--requirement", requirements], check=True)


def has_npm() -> bool:
    """Whether packages of npm can be installed and run."""
    return bool(shutil.which("node") and shutil.which("npm"))


def npm_install(home: Path, package: Path) -> None:
    """Install the packages of a package.json at `home`."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    shutil.copy(package, home)
    subprocess.run(["npm", "install", "--no-fund", "--no-audit", "--silent"], cwd=home, check=True)


def link_modules(home: Path, project: Path) -> None:
    """Let Node find the packages of `home` from the project."""
    modules = project / "node_modules"
    if not modules.exists():
        modules.symlink_to(home / "node_modules")


def output_of(command: Sequence[str | Path]) -> str:
    """The command's output, stripped."""
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment()).stdout.strip()


def environment() -> dict[str, str]:
    """The environment of every tool: no colours, a fixed locale, and Python may cache bytecode."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return inherited | {"LC_ALL": "C.UTF-8", "NO_COLOR": "1", "PYTHONUTF8": "1"}
