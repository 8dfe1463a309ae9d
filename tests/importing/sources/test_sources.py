"""Composed sources of every kind in three languages: no word is lost, no fact invented, and their structure is kept."""

from __future__ import annotations

import pytest

from beilin.importing.formats.recognise import TEXT
from beilin.importing.formats.table import FORMATS
from tests.importing.sources.measure import Reading, measure, table_of

MIN_RIGHT = 0.98  # of all headings, items, tables, listings, figures and footnotes
# What is known not to be right, of about 200 sentences and 140 facts.
MAX_OUTSIDE = 1  # sentences of articles that are only in the import record
MAX_SURPLUS = 4  # sentences that are not the article's, but in it
MAX_MISSED = 4  # facts


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return measure()


def test_no_word_is_lost(readings: dict[str, Reading]) -> None:
    assert not any(reading.lost for reading in readings.values()), table_of(readings)


def test_no_fact_is_invented(readings: dict[str, Reading]) -> None:
    assert not any(reading.invented for reading in readings.values()), table_of(readings)


def test_headings_lists_tables_code_figures_and_footnotes_are_kept(readings: dict[str, Reading]) -> None:
    right = sum(reading.right.total() for reading in readings.values())
    assert right >= MIN_RIGHT * sum(reading.elements.total() for reading in readings.values()), table_of(readings)


def test_almost_all_of_each_article_and_nothing_else_is_in_it(readings: dict[str, Reading]) -> None:
    known = {"outside": MAX_OUTSIDE, "surplus": MAX_SURPLUS, "missed": MAX_MISSED}
    for part, most in known.items():
        assert sum(len(getattr(reading, part)) for reading in readings.values()) <= most, table_of(readings)


def test_there_are_sources_of_every_kind(readings: dict[str, Reading]) -> None:
    kinds = {kind for reading in readings.values() for kind in reading.kinds}
    assert kinds == {TEXT, *(known.name for known in FORMATS)}
