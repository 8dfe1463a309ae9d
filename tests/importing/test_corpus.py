"""On composed sources with known results: no genuine line is lost, no fact is invented, and hardly any noise stays."""

from __future__ import annotations

import pytest

from tests.importing.corpus.measure import Figures, measure

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("corpus")]  # the figures are made once


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure(300)


def test_no_genuine_line_is_lost(figures: Figures) -> None:
    assert figures.lost == []


def test_no_fact_is_invented(figures: Figures) -> None:
    assert figures.invented == []


@pytest.mark.parametrize(
    ("kinds", "minimum"),
    [
        ("noise", 0.99),
        ("structure: heading", 0.98),
        ("structure: item", 0.98),
        ("structure: marker", 0.98),
        ("byline", 0.98),
        ("fact", 0.98),
        ("language", 0.98),
    ],
)
def test_almost_everything_is_recognised(figures: Figures, kinds: str, minimum: float) -> None:
    assert figures.share(kinds) >= minimum, figures.table() + "\n".join(figures.wrong[:20])
