"""Whole pages pasted as text: title, date, authors and source are right, and no line of an article is lost or offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.pastes.measure import PASTES, Reading, read_paste

MAX_LEFT = 70  # lines of pages, in all pastes, that are neither set aside nor offered


@pytest.fixture(scope="module")
def readings() -> dict[Path, Reading]:
    return {path: read_paste(path) for path in PASTES}


@pytest.mark.parametrize("path", PASTES, ids=lambda path: path.stem)
def test_facts_and_the_article_are_right(path: Path, readings: dict[Path, Reading]) -> None:
    reading = readings[path]
    assert (reading.wrong, reading.lost, reading.offered_wrongly) == ((), (), ())


def test_almost_every_line_of_the_page_is_offered(readings: dict[Path, Reading]) -> None:
    assert sum(len(reading.left) for reading in readings.values()) <= MAX_LEFT
