"""Many change signals → one moment to rebuild.

Saving one file causes three to six events, and a checkout tens of thousands. A rebuild waits until they pause, but
only for a limited time, since some program may write without a pause.
"""

from __future__ import annotations

import time
from queue import Empty, SimpleQueue
from typing import Literal

# "writing": a file changed and may still be incomplete; "saved": a file was closed after writing or renamed into
# place; "stop": the watch has ended.
Signal = Literal["writing", "saved", "stop"]
Wakeup = Literal["changed", "idle", "stop"]  # what ended a wait

PAUSE = 0.030  # seconds without a signal after which files count as complete
PAUSE_AFTER_SAVE = 0.010  # the same if the last signal was "saved"
MAX_SIGNALS_OF_A_SAVE = 12  # more than this are several files, and one being saved says little about the next
MAX_WAIT = 0.3  # seconds from the first signal to the rebuild, however many follow
MIN_SIGNALS_OF_A_CHECKOUT = 200  # more than this are a checkout or a copy …
MAX_WAIT_FOR_CHECKOUT = 5.0  # … which is worth waiting for, since every rebuild before its end is wasted


def wait_for_change(signals: SimpleQueue[Signal], idle: float) -> Wakeup:
    """Wait for a burst of signals and its end; "idle" if none came for `idle` seconds."""
    try:
        signal = signals.get(timeout=idle)
    except Empty:
        return "idle"
    began = time.monotonic()
    count = 1
    while signal != "stop":
        max_wait = MAX_WAIT if count <= MIN_SIGNALS_OF_A_CHECKOUT else MAX_WAIT_FOR_CHECKOUT
        remaining = began + max_wait - time.monotonic()
        pause = PAUSE_AFTER_SAVE if signal == "saved" and count <= MAX_SIGNALS_OF_A_SAVE else PAUSE
        try:
            signal = signals.get(timeout=max(0.0, min(remaining, pause)))
        except Empty:
            return "changed"
        count += 1
    return "stop"
