"""What the tests of exact builds share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.exact.elsewhere import Elsewhere, building_elsewhere


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Elsewhere]:
    """A process that builds in forks of itself."""
    with building_elsewhere() as process:
        yield process
