"""What the tests of exact builds share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from beilin.building import index
from tests.exact.elsewhere import Elsewhere, building_elsewhere, small_sizes


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Elsewhere]:
    """A process that builds in forks of itself."""
    with building_elsewhere() as process:
        yield process


@pytest.fixture
def small_index(elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index of a few articles is divided as that of thousands, here and elsewhere."""
    monkeypatch.setattr(index, "index_sizes", small_sizes)
    monkeypatch.setattr(elsewhere, "has_small_index", True)
