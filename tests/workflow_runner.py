"""One job of a workflow, run on this machine: its commands, and the effects of its actions on files.

An action or an expression that is not known here raises, so that nothing of the workflow is passed over.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
# The interpreter that setup-python would put first in PATH, not the one of this environment.
PYTHON = getattr(sys, "_base_executable", sys.executable)


@dataclass
class Runner:
    """A runner, whose cache persists between its runs."""

    repository: Path  # what is checked out
    workspace: Path
    cache: dict[str, Path] = field(default_factory=dict)  # key → archive
    runs: int = 0

    def run(self, job: dict[str, Any], *, event: str, base_url: str) -> Run:
        """Run the steps of the job in a fresh clone; returns the run."""
        self.runs += 1
        shutil.rmtree(self.workspace, ignore_errors=True)
        run = Run(self, {"github.event_name": event, "runner.os": "Linux", "github.run_id": str(self.runs),
                         "github.run_attempt": "1"}, base_url)  # fmt: skip
        for step in job["steps"]:
            run.step(step)
        for key, paths in run.to_save:
            archive = self.workspace.parent / f"cache-{len(self.cache)}.tar"
            with tarfile.open(archive, "w") as tar:
                for path in paths:
                    tar.add(self.workspace / path, path)
            self.cache[key] = archive
        return run


@dataclass
class Run:
    """One run of a job."""

    runner: Runner
    values: dict[str, str]  # of expressions
    base_url: str
    said: str = ""  # by the commands, on standard output and error
    restored: str = ""  # the key of the cache entry that was found
    to_save: list[tuple[str, list[str]]] = field(default_factory=list)
    artifact: Path | None = None

    def step(self, step: dict[str, Any]) -> None:
        """Run one step, unless its condition forbids it."""
        assert set(step) <= {"name", "id", "if", "uses", "with", "run", "env"}, step
        if not self._holds(step.get("if", "")):
            return
        inputs = {name: self._filled(str(value)) for name, value in step.get("with", {}).items()}
        match step.get("uses", "").partition("@")[0]:
            case "":
                self._command(self._filled(step["run"]), step.get("env", {}))
            case "actions/checkout":
                subprocess.run(
                    ["git", "clone", "--quiet", str(self.runner.repository), str(self.runner.workspace)], check=True
                )
            case "actions/setup-python":
                assert tuple(map(int, inputs["python-version"].split("."))) >= (3, 11)
                if "cache-dependency-path" in inputs:
                    assert (self.runner.workspace / inputs["cache-dependency-path"]).is_file()
            case "actions/configure-pages":
                self.values[f"steps.{step['id']}.outputs.base_url"] = self.base_url
            case "actions/cache":
                self._restore(inputs["key"], inputs["restore-keys"].split(), inputs["path"].split())
            case "actions/upload-pages-artifact":
                self._upload(
                    self.runner.workspace / inputs["path"], hidden=inputs.get("include-hidden-files") == "true"
                )
            case other:
                raise AssertionError(f"what does {other} do?")

    def _command(self, script: str, environment: dict[str, str]) -> None:
        """Run the script in bash, which stops at the first failure (workflow syntax, `jobs.<id>.steps[*].shell`)."""
        kept = {name: os.environ[name] for name in ("HOME", "PIP_CONFIG_FILE", "PIP_INDEX_URL") if name in os.environ}
        path = f"{Path(PYTHON).parent}:{os.environ['PATH']}"
        own = {name: self._filled(str(value)) for name, value in environment.items()}
        # Messages are in the language in which the tests read them, whatever the archive's is.
        given = {"CI": "true", "GITHUB_ACTIONS": "true", "LANG": "C.UTF-8", "BEILIN_LANGUAGE": "en"}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.runner.workspace,
            env={**kept, "PATH": path, **given, **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.said += done.stdout
        assert done.returncode == 0, done.stdout

    def _restore(self, key: str, prefixes: list[str], paths: list[str]) -> None:
        """Restore the entry with the key, else the newest with one of the prefixes; saved after a run without it."""
        assert key not in self.runner.cache, "a key that was used before is never saved again"
        found = [old for prefix in prefixes for old in reversed(self.runner.cache) if old.startswith(prefix)]
        if found:
            self.restored = found[0]
            subprocess.run(["tar", "-xf", str(self.runner.cache[found[0]])], cwd=self.runner.workspace, check=True)
        self.to_save.append((key, paths))

    def _upload(self, folder: Path, *, hidden: bool) -> None:
        """Pack the folder as upload-pages-artifact does: links as files, and hidden files if they are included."""
        self.artifact = self.runner.workspace.parent / f"artifact-{self.runner.runs}"
        self.artifact.mkdir()
        exclude = "" if hidden else "--exclude='.[^/]*'"
        command = f"tar --dereference --hard-dereference -cf - --exclude=.git --exclude=.github {exclude} . | tar -xf - -C '{self.artifact}'"
        subprocess.run(["bash", "-eo", "pipefail", "-c", command], cwd=folder, check=True)

    def _filled(self, text: str) -> str:
        return _EXPRESSION.sub(lambda match: self._value(match[1]), text)

    def _value(self, expression: str) -> str:
        if expression.startswith("steps."):
            return self.values.get(expression, "")  # the output of a skipped step
        return self.values[expression]

    def _holds(self, condition: str) -> bool:
        if not condition:
            return True
        match = re.fullmatch(r"(\S+) (==|!=) '([^']*)'", condition)
        assert match, f"what does {condition!r} mean?"
        return (self._value(match[1]) == match[3]) == (match[2] == "==")
