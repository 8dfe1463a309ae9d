"""Signatures: whether a file may have changed since the last snapshot, from its metadata alone."""

from __future__ import annotations

import os
import time

# A change within the same tick of the file system's clock as the snapshot leaves no trace in the metadata. A tick is at
# most 10 ms where times have fractions; HFS+ and old NFS count in seconds, FAT in two.
SETTLE_NS = 50_000_000
COARSE_SETTLE_NS = 2_000_000_000


def signature(status: os.stat_result, *, now_ns: int | None = None) -> str:
    """A text that differs whenever the file's content may differ; "" if it changed too recently to tell.

    Signatures are compared for equality only: a restored or older time is a difference like any other.
    `now_ns` is the time of the snapshot, as `time.time_ns`.
    """
    now = time.time_ns() if now_ns is None else now_ns
    is_coarse = status.st_ctime_ns % 1_000_000_000 == 0
    if now - status.st_ctime_ns < (COARSE_SETTLE_NS if is_coarse else SETTLE_NS):
        return ""
    return f"{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_size}:{status.st_ino}"
