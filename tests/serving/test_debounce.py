from __future__ import annotations

from collections.abc import Sequence
from queue import Empty, SimpleQueue

import pytest

from beilin.serving.debounce import Signal, wait_for_change

Timed = tuple[float, Signal]  # the second at which it arrives


class Timeline(SimpleQueue[Signal]):
    """A queue whose signals arrive at given times, on a clock that moves only while a caller waits."""

    def __init__(self, signals: Sequence[Timed]) -> None:
        self.signals, self.now = list(signals), 0.0

    def get(self, block: bool = True, timeout: float | None = None) -> Signal:
        """Move the clock to the next signal, or to the end of the wait."""
        assert block
        assert timeout is not None
        assert timeout >= 0
        if self.signals and self.signals[0][0] <= self.now + timeout:
            at, signal = self.signals.pop(0)
            self.now = max(self.now, at)
            return signal
        self.now += timeout
        raise Empty


def every(pause: float, signal: Signal, number: int, start: float = 0.0) -> list[Timed]:
    """`number` signals, each `pause` seconds after the one before."""
    return [(start + pause * index, signal) for index in range(number)]


SAVE: list[Timed] = [(1.0, "writing"), (1.002, "writing"), (1.003, "saved")]


@pytest.mark.parametrize(
    ("signals", "answer", "at", "left"),
    [
        pytest.param([], "idle", 2.0, 0, id="silence is idle, so that watches are renewed"),
        pytest.param(SAVE, "changed", 1.013, 0, id="a save is one rebuild, without waiting for a finished file"),
        pytest.param(SAVE[:2], "changed", 1.032, 0, id="a file that may be incomplete is waited for"),
        pytest.param([*SAVE, (1.2, "saved")], "changed", 1.013, 1, id="a second save is a second rebuild"),
        pytest.param([*SAVE, (1.01, "writing")], "changed", 1.04, 0, id="writing after a save is waited for"),
        pytest.param(
            every(0.02, "writing", 50),
            "changed",
            0.3,
            35,
            id="writing without a pause does not delay a rebuild for long",
        ),
        pytest.param(every(0.009, "saved", 13), "changed", 0.138, 0, id="several files in turn are one rebuild"),
        pytest.param(every(0.001, "saved", 3000), "changed", 3.029, 0, id="a checkout is waited for to its end"),
        pytest.param(every(0.001, "saved", 9000), "changed", 5.0, 4000, id="but not indefinitely"),
        pytest.param(every(0.0, "saved", 30_000), "changed", 0.03, 0, id="queued signals are one rebuild"),
        pytest.param([(0.0, "writing"), (0.01, "stop")], "stop", 0.01, 0, id="a stop ends a burst"),
        pytest.param([(0.5, "stop"), (0.6, "saved")], "stop", 0.5, 1, id="a stop ends silence"),
    ],
)
def test_when_to_rebuild(
    signals: list[Timed], answer: str, at: float, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too early, and half a file is built; too late, and the user waits."""
    timeline = Timeline(signals)
    monkeypatch.setattr("beilin.serving.debounce.time.monotonic", lambda: timeline.now)
    assert wait_for_change(timeline, idle=2.0) == answer
    assert timeline.now == pytest.approx(at)
    assert len(timeline.signals) == pytest.approx(left, abs=1)
