"""Whether a day is still the current one, without the rules of time zones, which take 3 ms to load."""

from __future__ import annotations

import time


def is_within(day: tuple[int, int]) -> bool:
    """Whether it is now between the beginning and the end of the day (see `bounds_of`)."""
    begins, ends = day
    return begins <= time.time() < ends
