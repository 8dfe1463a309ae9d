"""The guard against slower builds: what it counts, and when it fails."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from benchmarks.guard import BASELINES, Counts, compare
from benchmarks.instructions import CASES, count_in_log, count_instructions
from benchmarks.measure import CommandFailedError
from tests.conftest import Require

BEFORE = Counts(interpreter="Python 3", instructions={"cold": 1000, "warm": 100})


def counts(cold: int, warm: int, interpreter: str = "Python 3") -> Counts:
    return Counts(interpreter=interpreter, instructions={"cold": cold, "warm": warm})


def test_a_case_fails_if_it_takes_over_five_percent_more_than_its_baseline() -> None:
    assert not compare(counts(1050, 20), BEFORE)[1]
    lines, failure = compare(counts(1051, 105), BEFORE)
    assert failure.startswith("cold: over 5% more than the baseline.")
    assert [line.rpartition(" (")[2].split()[0] for line in lines] == ["+5.1%", "+5.0%"]


@pytest.mark.parametrize("baseline", [None, BEFORE])
def test_without_a_baseline_for_the_interpreter_it_reports_and_does_not_fail(baseline: Counts | None) -> None:
    counted = counts(9000, 9000, "Python 3, compiled otherwise")
    lines, failure = compare(counted, baseline)
    assert not failure
    assert json.loads(lines[-1]) == counted


def test_a_new_case_is_reported() -> None:
    counted = Counts(interpreter="Python 3", instructions={"new": 5_000_000})
    assert compare(counted, BEFORE) == (["new: 5.0 million instructions (no baseline)"], "")


def test_baselines_have_all_cases_and_no_other() -> None:
    baselines: dict[str, Counts] = json.loads(BASELINES.read_text("utf-8"))
    assert baselines
    assert all(list(one["instructions"]) == [case.name for case in CASES] for one in baselines.values())
    assert all(case.articles <= 100 for case in CASES)


def test_instructions_of_a_command_and_of_its_forks_are_counted(tmp_path: Path, require: Require) -> None:
    require(shutil.which("valgrind") is not None, "valgrind is not installed")
    counted = []
    for name, script in (("1", ":"), ("2", ":"), ("3", ": & wait")):
        (tmp_path / name).mkdir()
        counted.append(count_instructions(["/bin/sh", "-c", script], tmp_path / name, {"PATH": os.defpath}))
    assert counted[0] == pytest.approx(counted[1], rel=0.001)
    assert counted[2] > counted[0] * 1.01 > 10_000
    with pytest.raises(CommandFailedError, match="exit code 3"):
        count_instructions(["/bin/sh", "-c", "exit 3"], tmp_path, {})


def test_what_valgrind_reports_is_read() -> None:
    assert count_in_log("==7== \n==7== I   refs:      4,933,700,846\n") == 4_933_700_846
    assert count_in_log("==7== Process terminating with default action of signal 9\n") == 0
