"""Incremental equals clean, byte for byte, after any history of edits to any input.

Each history begins with one archive and takes random steps over everything there is to change. After each step the
archive is built where its state is, by one `serve` that lives as long as the history or by other builds, and anew in a
fresh folder by another process; every file that Beilin writes, and every problem that it tells, must be the same.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions
from tests.conftest import Count
from tests.exact.edits import TOLD, first_archive
from tests.exact.elsewhere import Elsewhere
from tests.exact.harm import BREAKING, UNTOLD
from tests.exact.histories import History, living_serve
from tests.exact.subject import Operation, Subject
from tests.little_site import little_site

pytestmark = pytest.mark.slow

ALL: list[Operation] = [*TOLD, *BREAKING, *UNTOLD]

STEPS = int(os.environ.get("BEILIN_STEPS", "100"))
FIRST_SEED = int(os.environ.get("BEILIN_SEED", "0"))
STEPS_OF_A_HISTORY = 25
SEEDS = range(FIRST_SEED, FIRST_SEED + -(-STEPS // STEPS_OF_A_HISTORY))


def steps_of(seed: int, chance: random.Random) -> list[tuple[Operation, bool]]:
    """The operations of a history, each with whether it goes through `serve`, which half of them do.

    Every second one is dealt from a pack that holds each operation once, so that few histories meet all of them.
    """
    pack = random.Random(seed * STEPS_OF_A_HISTORY // len(ALL)).sample(ALL, len(ALL))
    start = seed * (STEPS_OF_A_HISTORY // 2)
    dealt = [pack[(start + number) % len(pack)] for number in range(STEPS_OF_A_HISTORY)]
    through_serve = [number % 2 == seed % 2 for number in range(STEPS_OF_A_HISTORY)]
    chance.shuffle(through_serve)
    return [
        (dealt[number // 2] if number % 2 else chance.choice(ALL), is_served)
        for number, is_served in enumerate(through_serve)
    ]


@pytest.mark.usefixtures("small_index")
@pytest.mark.parametrize("seed", SEEDS)
def test_incremental_equals_clean(tmp_path: Path, elsewhere: Elsewhere, count: Count, seed: int) -> None:
    chance = random.Random(seed)
    options = BuildOptions(jobs=1, today="2026-06-01", drafts=seed % 3 == 2)
    site = Subject(tmp_path / "archive", options, elsewhere)
    little_site(site.root, first_archive(chance))
    with living_serve(site) as living:
        history = History(site, elsewhere, tmp_path / "fresh", living)
        for operation, is_served in steps_of(seed, chance):
            is_mended = chance.random() < 0.7 or operation not in BREAKING

            def edit(operation: Operation = operation, is_mended: bool = is_mended) -> str:
                if is_mended:
                    site.mend()
                return operation(site, chance)

            history.step(edit, through_serve=is_served, alone=operation in (*UNTOLD, *BREAKING), chance=chance)
            count("steps equal to a clean build", 1)
            count("steps through serve", is_served)
