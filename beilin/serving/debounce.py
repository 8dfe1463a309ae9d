"""Many signals of change → one moment to look.

Saving one file makes three to six events and a checkout makes tens of thousands. A rebuild waits until they
pause, but not for ever, since something may write without a pause.
"""

from __future__ import annotations

import time
from queue import Empty, SimpleQueue
from typing import Literal

# "writing": something changes and may not be whole yet; "saved": a file was closed after writing or
# renamed into place; "end": nobody listens any more.
Signal = Literal["writing", "saved", "end"]

PAUSE = 0.030  # seconds without a signal after which files count as whole
PAUSE_WHEN_SAVED = 0.010  # the same where the last signal already said so
FEW = 12  # more signals than this are no single save, and a pause between two files means little
MAX_LENGTH = 0.3  # seconds from the first signal to the rebuild, however many follow
MANY = 200  # more signals than this are a checkout or a copy …
MAX_FOR_MANY = 5.0  # … which is worth waiting for, since each rebuild before its end is wasted


def wait_for_change(signals: SimpleQueue[Signal], idle: float) -> Literal["changed", "idle", "end"]:
    """Wait for a burst of signals and its end; "idle" where none came for `idle` seconds."""
    try:
        signal = signals.get(timeout=idle)
    except Empty:
        return "idle"
    began = time.monotonic()
    count = 1
    while signal != "end":
        left = began + (MAX_LENGTH if count <= MANY else MAX_FOR_MANY) - time.monotonic()
        pause = PAUSE_WHEN_SAVED if signal == "saved" and count <= FEW else PAUSE
        try:
            signal = signals.get(timeout=max(0.0, min(left, pause)))
        except Empty:
            return "changed"
        count += 1
    return "end"
