"""No source makes its importer fail or hang, whatever was changed in it."""

from __future__ import annotations

import os
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

import pytest

from beilin.problems.kinds import KINDS as CODES
from tests.conftest import Count
from tests.fuzz.mutations import mutated
from tests.fuzz.sources import KINDS, SourceKind, read_whole

EXAMPLES = int(os.environ.get("BEILIN_FUZZ", "12"))
MAX_SECONDS = 2.0  # of the processor for one input
MAX_SHOWN = 8


def _fault_of(kind: SourceKind, data: bytes, folder: Path, codes: Counter[str]) -> str:
    """What is wrong with how the source is read; "" if nothing is."""
    try:
        problems = list(read_whole(kind.name, kind.wrap(data), folder))
    except Exception as error:
        frames = [
            f for f in traceback.extract_tb(error.__traceback__) if "/beilin/" in f.filename or "/tests/" in f.filename
        ]
        return f"{type(error).__name__} in {Path(frames[-1].filename).name}:{frames[-1].lineno}: {str(error)[:300]}"
    codes.update(problem.code for problem in problems)
    for problem in problems:
        if problem.code not in CODES or not problem.message or "\n" in problem.message or problem.file != "source":
            return f"{problem.code} at {problem.location}: {problem.message!r}"
    return ""


@pytest.mark.parametrize("kind", KINDS, ids=[f"{kind.name}-{number}" for number, kind in enumerate(KINDS)])
def test_no_source_makes_its_importer_fail(kind: SourceKind, tmp_path: Path, count: Count) -> None:
    chance = random.Random(os.environ.get("BEILIN_FUZZ_SEED", kind.name))
    faults: dict[str, bytes] = {}
    codes: Counter[str] = Counter()
    longest, slow = 0.0, b""
    for _ in range(EXAMPLES):
        data = mutated(kind.samples, kind.pieces, chance)
        began = time.process_time()
        if fault := _fault_of(kind, data, tmp_path, codes):
            faults.setdefault(
                fault.partition(":")[0] + fault.partition(":")[2][:20], fault.encode() + b"\n    " + data[:3000]
            )
        if (seconds := time.process_time() - began) > longest:
            longest, slow = seconds, data
        if EXAMPLES > 1000 and seconds > MAX_SECONDS:
            (Path("/tmp") / f"slow-{kind.name}-{seconds:.1f}").write_bytes(kind.wrap(data))
    if EXAMPLES > 100:
        sys.stdout.write(f"{kind.name}: {EXAMPLES} inputs, at most {longest * 1000:.0f} ms for one; {dict(codes)}\n")
    count("sources read by importers", EXAMPLES)
    shown = "\n".join(fault.decode(errors="backslashreplace") for fault in list(faults.values())[:MAX_SHOWN])
    assert not faults, f"{len(faults)} kinds of failure:\n{shown}"
    assert longest < MAX_SECONDS, slow[:3000]
