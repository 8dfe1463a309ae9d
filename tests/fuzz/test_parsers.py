"""No input makes a parser fail, and every message says where."""

from __future__ import annotations

import os
import random
import sys
import time
import traceback
from pathlib import Path

import pytest

from beilin.problems.kinds import KINDS
from beilin.problems.problem import Problem
from tests.conftest import Count
from tests.fuzz.mutations import mutated
from tests.fuzz.parsers import PARSERS, Parser

EXAMPLES = int(os.environ.get("BEILIN_FUZZ", "50"))
MAX_SHOWN = 8
# Some of these concern a whole file.
WITHOUT_LINE = {"wrong-encoding", "uncertain-encoding", "nothing-left"}


def fault_of(parser: Parser, data: bytes, folder: Path) -> str:
    """What is wrong with how the parser reads the input; "" if nothing is."""
    try:
        problems = list(parser.read(data, folder))
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}: {str(error)[:300]}"
    lines = 2 * (data.count(b"\n") + data.count(b"\r")) + 8  # some are put into a file twice, below other lines
    return next((fault for problem in problems if (fault := _fault_of(problem, parser, lines))), "")


def _fault_of(problem: Problem, parser: Parser, lines: int) -> str:
    if problem.code not in KINDS or problem.code == "internal":
        return f"the code is {problem.code}: {problem.message}"
    if not problem.file.startswith(parser.file or "?"):
        return f"{problem.code} names the file {problem.file!r}"
    if problem.line is None:
        return "" if problem.code in WITHOUT_LINE else f"{problem.code} has no line: {problem.message}"
    if not 1 <= problem.line <= lines or (problem.column is not None and problem.column < 1):
        return f"{problem.code} is at {problem.location}, of {lines} lines"
    return "" if problem.message and "\n" not in problem.message else f"{problem.code}: {problem.message!r}"


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_no_input_makes_a_parser_fail(parser: Parser, tmp_path: Path, count: Count) -> None:
    chance = random.Random(parser.name)
    faults: dict[str, bytes] = {}
    longest = 0.0
    for data in [*parser.samples, *(mutated(parser.samples, parser.pieces, chance) for _ in range(EXAMPLES))]:
        began = time.process_time()
        if fault := fault_of(parser, data, tmp_path):
            faults.setdefault(fault.partition(":")[0], fault.encode() + b"\n    " + data[:500])
        longest = max(longest, time.process_time() - began)
    if EXAMPLES > 1000:
        sys.stdout.write(
            f"{parser.name}: {EXAMPLES} inputs, at most {longest * 1000:.0f} ms of the processor for one\n"
        )
    count("inputs read by parsers", EXAMPLES)
    shown = "\n".join(fault.decode(errors="backslashreplace") for fault in list(faults.values())[:MAX_SHOWN])
    assert not faults, f"{len(faults)} kinds of failure:\n{shown}"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("formulas", b"x\x1cy"),
        ("templates", b"{% extends 'list.h\\ud800tml' %}"),
        ("data as JSON", b'-Infinity[{"\r\nx": 1},'),
        ("patterns of files", b"a[z-b]"),
    ],
)
def test_inputs_that_made_a_parser_fail(name: str, data: bytes, tmp_path: Path) -> None:
    """Found by long runs."""
    parser = next(parser for parser in PARSERS if parser.name == name)
    assert fault_of(parser, data, tmp_path) == ""
