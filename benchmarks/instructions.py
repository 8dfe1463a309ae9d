"""Counting the instructions of small builds: the same number on a busy machine and on one at rest.

With the same code, packages and interpreter the counts of two runs are the same but for a ten-thousandth. What would
make them vary is fixed: the order of sets (PYTHONHASHSEED), the environment, the clock where a build goes by it, one
processor and so one process, bytecode that is already there, and the length of all paths of the code and of the
archive, which are copied to a folder whose name has always as many characters. Valgrind itself always gives a program
the same addresses.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import make_articles
from benchmarks.measure import MAX_OUTPUT, CommandFailedError
from benchmarks.tools.beilin import BEILIN, BEILIN_INK
from benchmarks.tools.tool import Tool

ROOT = Path(__file__).parent.parent
# Of Valgrind's tools this one takes half of the time of callgrind, and counts the same within 0.3%.
VALGRIND = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
# A build says how far it is every five seconds, and digests what changed less than 50 ms ago. Both would make a count
# depend on how busy the machine is.
START = """\
import time
time.monotonic = lambda: 0.0
from beilin.files import signature
signature.SETTLE_NS = signature.COARSE_SETTLE_NS = 0
from beilin.entry import main
main()
"""
BUILD = (sys.executable, "-c", START, "build")
_COUNT = re.compile(r"I +refs: +([\d,]+)")


@dataclass(frozen=True, slots=True)
class Case:
    """A build whose instructions are counted."""

    name: str
    tool: Tool
    articles: int
    is_cold: bool = False
    edits: bool = False  # whether one body is edited before


CASES = (
    Case("parity, 100 articles, cold", BEILIN, 100, is_cold=True),
    Case("ink, 60 articles, cold", BEILIN_INK, 60, is_cold=True),
    Case("ink, 60 articles, one body edited", BEILIN_INK, 60, edits=True),
    Case("ink, 60 articles, nothing changed", BEILIN_INK, 60),
)


def copy_code(scratch: Path) -> None:
    """Copy the package and its themes to where `environment` finds them."""
    for name in ("beilin", "themes"):
        shutil.copytree(ROOT / name, scratch / "code" / name, ignore=shutil.ignore_patterns("__pycache__"))


def environment(scratch: Path) -> dict[str, str]:
    """All variables of a counted build."""
    return {
        "HOME": str(scratch),
        "LC_ALL": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": "/usr/bin:/bin",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(scratch / "code"),
        "PYTHONUTF8": "1",
    }


def count_case(case: Case, scratch: Path, number: int) -> int:
    """The instructions of a case, whose archive is made in the folder with that number. Raises CommandFailedError.

    The case is rehearsed without being counted, so that its bytecode is there. From now on this thread runs on one
    processor, as do the builds that it starts: for one they start no further process.
    """
    processors = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {processors[number % len(processors)]})
    project, surroundings = scratch / f"archive-{number}", environment(scratch)
    articles = list(make_articles(case.articles))
    case.tool.prepare(project, articles)
    _run(BUILD, project, surroundings)
    for counted in (False, True):
        if case.is_cold:
            case.tool.clear(project)
        if case.edits:
            _edit(case.tool.source(project, articles[len(articles) // 2].name))
        if not counted:
            _run(BUILD, project, surroundings)
    return count_instructions(BUILD, project, surroundings | {"PYTHONDONTWRITEBYTECODE": "1"})


def count_instructions(command: Sequence[str], folder: Path, surroundings: Mapping[str, str]) -> int:
    """The instructions of a command and of the processes that it forks. Raises CommandFailedError."""
    log = folder / "instructions.log"
    _run([*VALGRIND, f"--log-file={log}.%p", *command], folder, surroundings)
    return sum(count_in_log(path.read_text("utf-8")) for path in folder.glob(f"{log.name}.*"))


def count_in_log(log: str) -> int:
    """The instructions that Valgrind reports of one process."""
    match = _COUNT.search(log)
    return int(match[1].replace(",", "")) if match else 0


def _edit(source: Path) -> None:
    source.write_text(source.read_text("utf-8") + "\n存檔又一次。\n", "utf-8")


def _run(command: Sequence[str], folder: Path, surroundings: Mapping[str, str]) -> None:
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        end = (done.stdout + done.stderr)[-MAX_OUTPUT:]
        raise CommandFailedError(f"{' '.join(command)} failed with exit code {done.returncode}:\n{end}")
