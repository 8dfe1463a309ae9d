"""Builds in other processes: each is forked from one that has loaded Beilin and never built anything.

So nothing that this process remembers, or what a test planted in it, reaches them; and they have another hash seed,
time zone and working folder. `python -m tests.exact.elsewhere` is the process that forks.
"""

from __future__ import annotations

import json
import os
import pkgutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from pygments.lexers import get_lexer_by_name

import beilin
from beilin.building import index
from beilin.building.build import BuildOptions, build
from beilin.indexing import bulk_terms
from beilin.indexing.sizes import IndexSizes
from beilin.problems.problem import Problem
from beilin.reading.markdown import render_markdown
from beilin.reading.withheld import withheld_by_name
from beilin.text.folding import search_key
from beilin.text.name_slugs import name_slug
from tests.exact.injected import Failure, inject

ROOT = Path(__file__).parents[2]
LOADED = ("text", "reading", "indexing", "planning", "rendering", "publishing", "building")  # parts of beilin/
# What changes the output folder. A build that changes it by another call would not be killed, which tests would see.
CHANGING_CALLS = ("replace", "rename", "unlink", "rmdir")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a build."""

    published: bool = False
    problems: tuple[str, ...] = ()
    was_killed: bool = False


def shown(problem: Problem) -> str:
    """The whole problem as text, for comparing."""
    return json.dumps(asdict(problem), ensure_ascii=False, default=str)


class Elsewhere:
    """The process that forks."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """`process` answers each line with one."""
        self._process = process
        self.has_small_index = False  # whether the index of a few articles is divided as that of thousands

    def build(self, root: Path, options: BuildOptions, *, calls_left: int | None = None) -> Answer:
        """Build there. With `calls_left`, the process is killed by SIGKILL before one more change of the output than that."""
        assert self._process.stdin
        assert self._process.stdout
        plain = {name: str(value) if isinstance(value, Path) else value for name, value in options._asdict().items()}
        line = json.dumps([str(root), plain, calls_left, self.has_small_index])
        print(line, file=self._process.stdin, flush=True)
        published, problems, was_killed = json.loads(self._process.stdout.readline())
        return Answer(published, tuple(problems), was_killed)

    def run(self, arguments: Sequence[str], output: Path, *injection: Any) -> int:
        """Run the command line there, with all that it prints in a file; returns the exit code.

        `injection` are the arguments of `inject`, if a system call is to fail.
        """
        assert self._process.stdin
        assert self._process.stdout
        line = json.dumps([list(arguments), str(output), injection], default=str)
        print(line, file=self._process.stdin, flush=True)
        code: int = json.loads(self._process.stdout.readline())
        return code


@contextmanager
def building_elsewhere() -> Iterator[Elsewhere]:
    """The process, while the block lasts."""
    environment = os.environ | {"PYTHONHASHSEED": "8", "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(
        command, cwd="/", env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield Elsewhere(process)
        assert process.stdin
        process.stdin.close()


def _load_all() -> None:
    """Import what builds import lazily, compile expressions and make the arrays of the folding table, so that forks have
    all of it. These are constants: nothing of an archive is remembered. A build in a fork takes half of the time that it
    takes without.
    """
    for module in pkgutil.walk_packages(beilin.__path__, "beilin."):
        if module.name.split(".")[1] in LOADED:
            import_module(module.name)
    for name in ("encodings.idna", "importlib.metadata", "math_core", "pygments.formatters.html", "rcssmin"):
        import_module(name)
    render_markdown("甲 https://a.example/\n", file="a.md")
    withheld_by_name("content/a/b.c~")
    for language in ("python", "javascript"):  # which the code in tests is in
        get_lexer_by_name(language)
    bulk_terms.folding()
    search_key(name_slug("甲 a"))


def small_sizes() -> IndexSizes:
    """Sizes with which the index of a few articles has two segments."""
    return IndexSizes(max_single=5, step=4, shard=600)


def _answer(root: str, plain: dict[str, Any], calls_left: int | None, has_small_index: bool) -> None:
    """Build in this process, which does nothing else."""
    if has_small_index:
        index.index_sizes = small_sizes
    if calls_left is not None:
        die_before_call(calls_left)
    output = plain.pop("output")
    result = build(Path(root), BuildOptions(output=Path(output) if output else None, **plain))
    _write([result.published, [shown(problem) for problem in result.problems], False])


def _run(arguments: list[str], output: str, injection: list[Any]) -> None:
    """Run the command line in this process, which does nothing else."""
    from beilin.entry import main

    descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    sys.argv = ["beilin", *arguments]
    if injection:
        inject(Failure(*injection[0]), Path(injection[1]), Path(injection[2]))
    main()


def die_before_call(calls_left: int, names: Sequence[str] = CHANGING_CALLS) -> None:
    """Kill this process by SIGKILL before it makes more than `calls_left` of these calls."""
    left = iter(range(calls_left))
    for name in names:
        call = getattr(os, name)

        def counted(*args: Any, _call: Any = call, **kwargs: Any) -> Any:
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return _call(*args, **kwargs)

        setattr(os, name, counted)


def _write(answer: Any) -> None:
    os.write(1, json.dumps(answer, ensure_ascii=False).encode() + b"\n")


def main() -> None:
    """Answer requests until the input ends."""
    _load_all()
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                (_run if isinstance(request[0], list) else _answer)(*request)
                status = 0
            except Exception:
                sys.excepthook(*sys.exc_info())
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        if isinstance(request[0], list):
            _write(os.waitstatus_to_exitcode(status))
        elif status != 0:
            _write([False, [], os.WIFSIGNALED(status)])


if __name__ == "__main__":
    main()
