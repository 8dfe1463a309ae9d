"""Fixtures of the tests of exact builds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.exact.elsewhere import Elsewhere, building_elsewhere


@dataclass
class Tally:
    """What the long tests did, for the summary at the end."""

    seeds: list[int] = field(default_factory=list)  # of histories
    steps: int = 0  # that were compared with a clean build
    through_serve: int = 0
    kills: int = 0  # builds that were killed before they ended
    builds_to_kill: int = 0


_tally = Tally()


@pytest.fixture(scope="session")
def tally() -> Tally:
    """The record of what the long tests did."""
    return _tally


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Elsewhere]:
    """A process that builds in forks of itself."""
    with building_elsewhere() as process:
        yield process


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the numbers of histories and kills, which the options for long tests set."""
    if _tally.seeds:
        terminalreporter.write_line(
            f"histories: seeds {_tally.seeds[0]} to {_tally.seeds[-1]}, {_tally.steps} steps equal to a clean build, "
            f"{_tally.through_serve} of them through serve"
        )
    if _tally.builds_to_kill:
        terminalreporter.write_line(
            f"kills: {_tally.kills} of {_tally.builds_to_kill} builds were killed while they ran"
        )
