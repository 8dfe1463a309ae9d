"""The project is formatted, typed, documented, and free of paths of the machine on which it was written."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from beilin import __version__
from beilin.cli import cli
from beilin.problems.kinds import KINDS

ROOT = Path(__file__).parent.parent


def tracked_files() -> list[Path]:
    """The files of the project: what git tracks or would add; without git or a repository, what is not ignored."""
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    except (FileNotFoundError, subprocess.CalledProcessError):
        return sorted(_not_ignored(ROOT))
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


def _not_ignored(folder: Path) -> Iterator[Path]:
    """The files below a folder of the project, without those that .gitignore names or that were built into site/."""
    ignored = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines()} | {".git"}
    for path in folder.iterdir():
        if path.name in ignored:
            continue
        if path.is_dir():
            yield from [path / ".gitignore"] if path == ROOT / "site" else _not_ignored(path)
        elif path.is_file():
            yield path


@pytest.mark.usefixtures("needs_git")
def test_the_files_of_the_project_are_known_without_git() -> None:
    """An archive of the project that was downloaded has no repository around it."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a clone of the repository")
    assert set(tracked_files()) <= set(_not_ignored(ROOT))
    assert not [path for path in _not_ignored(ROOT) if path.is_relative_to(ROOT / "site") and path.suffix]


@pytest.mark.parametrize("command", [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]])
def test_ruff_and_mypy_find_nothing(command: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_and_option_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    missing = []
    for name, command in cli.commands.items():
        missing += [] if f"`{name}" in readme else [name]
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                missing += [option for option in parameter.opts if f"`{option}" not in readme]
    assert not missing


def test_every_command_that_is_written_is_in_the_list() -> None:
    """A new command needs two changes: its file in beilin/commands/, and the list in beilin/cli.py."""
    written = set()
    for path in (ROOT / "beilin/commands").glob("*.py"):
        module = importlib.import_module(f"beilin.commands.{path.stem}")
        written |= {id(value) for value in vars(module).values() if isinstance(value, click.Command)}
    listed = list(cli.commands.values())
    for command in listed:
        listed += command.commands.values() if isinstance(command, click.Group) else ()
    assert {id(command) for command in listed} == written


def test_every_command_has_an_example_in_its_help() -> None:
    assert not [name for name, command in cli.commands.items() if "Example: build.py" not in (command.help or "")]


def test_readme_begins_with_the_two_ways_in() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    places = [readme.index(f"\n{typed}") for typed in ("python3 build.py serve", "python3 build.py test", "pip install .",
                                                      "beilin init ")]  # fmt: skip
    assert places == sorted(places)
    assert places[-1] < 500


def test_continuous_integration_runs_the_readme_command() -> None:
    last = (ROOT / ".ci/run").read_text("utf-8").strip().splitlines()[-2:]
    assert last == ["python3 build.py test", ".venv/bin/python -m benchmarks.guard"]


def test_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == __version__


def test_every_dependency_has_a_lower_bound() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    dependencies = pyproject["project"]["dependencies"] + pyproject["dependency-groups"]["dev"]
    assert all(re.fullmatch(r"[A-Za-z0-9-]+>=[\d.]+(,<\d+(\.\d+)?)?", dependency) for dependency in dependencies)


def test_no_dependency_is_named_twice() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for dependencies in (pyproject["project"]["dependencies"], pyproject["dependency-groups"]["dev"]):
        names = [dependency.partition(">=")[0].lower() for dependency in dependencies]
        assert len(names) == len(set(names))


def test_the_project_has_no_large_file_and_no_path_of_a_machine() -> None:
    files = tracked_files()
    # A catalogue of messages is one file by convention, and read whole; a lock is written by a program.
    allowed = {"zh-Hant.po", "zh-Hans.po", "requirements-dev.txt"}
    large = {path.name for path in files if path.stat().st_size > 200_000 and path.name not in allowed}
    assert not large
    machine_path = re.compile(rb"(?:^|[^A-Za-z0-9_.])/(?:home|root|Users)/[A-Za-z]")
    assert not [path.name for path in files if path != Path(__file__) and machine_path.search(path.read_bytes())]


# Functions that create a problem, or an error that becomes one. The first argument of each is the code.
MAKERS = {"Problem", "problem_at", "YamlError", "Fault"}


def makers(path: Path) -> Iterator[ast.Call]:
    """The calls in a module that create a problem."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MAKERS:
                yield node


def codes_of(node: ast.expr) -> set[str]:
    """The codes that an argument can be; empty if the code of another problem is passed on."""
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    if isinstance(node, ast.IfExp):
        return codes_of(node.body) | codes_of(node.orelse)
    return set() if (getattr(node, "attr", "") or getattr(node, "id", "")) == "code" else {ast.unparse(node)}


def test_every_problem_has_a_code_from_the_table() -> None:
    wrong = []
    for path in sorted((ROOT / "beilin").rglob("*.py")):
        for call in makers(path):
            codes = codes_of(call.args[0]) if call.args else {"nothing"}
            wrong += [f"{path.relative_to(ROOT)}:{call.lineno}: {code!r}" for code in codes - KINDS.keys()]
    assert not wrong, "\n".join(wrong) + (
        "\nthe first argument must be a code from beilin/problems/kinds.py; for a new kind of problem add a Kind(code, severity, "
        "title, meaning, remedy) there, then run .venv/bin/python -m beilin.reference docs"
    )


def test_no_expression_repeats_a_group_possessively() -> None:
    """Python before 3.11.5 matches such groups wrongly, and many have 3.11.2 from Debian 12."""
    possessive = re.compile(r"\)(?:[*+?]|\{[0-9,]+\})\+|\(\?>")
    for path in (ROOT / "beilin").rglob("*.py"):
        texts = (node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant))
        matches = [text for text in texts if isinstance(text, str) and possessive.search(text) and "(?" in text]
        assert not matches, f"{path.relative_to(ROOT)}: {matches}"
