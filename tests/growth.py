"""How the time of an action grows with the length of its input."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

# Four times the input takes four times as long if the time is linear, and sixteen times if it is quadratic.
MAX_RATIO = 8.0
_TIMED = 0.01  # seconds of the processor, below which a measurement is mostly noise
_MAX_LENGTH = 200_000  # characters; an input of that length that takes no time at all is linear enough


def growth(action: Callable[[str], object], make: Callable[[int], str]) -> float:
    """How many times as long the action takes for `make(4 * n)` as for `make(n)`; n is chosen so that it can be timed.

    The least of three measurements that are taken in turn, in seconds of this process alone.
    """
    gc.freeze()  # or each collection goes through all that the suite has loaded, which takes longer than what is timed
    try:
        return _growth(action, make)
    finally:
        gc.unfreeze()


def _growth(action: Callable[[str], object], make: Callable[[int], str]) -> float:
    number = 100
    action(make(number))  # what is loaded or compiled on first use
    while _seconds(action, make(number)) < _TIMED:
        number *= 2
        if len(make(number)) > _MAX_LENGTH:
            return 0.0
    short, long = make(number), make(4 * number)
    times = [(_seconds(action, short), _seconds(action, long)) for _ in range(3)]
    return min(pair[1] for pair in times) / min(pair[0] for pair in times)


def _seconds(action: Callable[[str], object], text: str) -> float:
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        action(text)
        return time.process_time() - started
    finally:
        gc.enable()
