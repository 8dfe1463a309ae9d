"""Describing the machine in the results: what is needed to judge them, and nothing that identifies it."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def describe_machine(work: Path) -> str:
    """Cores, processor, memory, system, the type of the file system of `work`, and Python, in one line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    gigabytes = _field("/proc/meminfo", "MemTotal").split()[0]
    memory = f"{int(gigabytes) / 1024**2:.0f} GB" if gigabytes.isdigit() else "unknown"
    processor = _field("/proc/cpuinfo", "model name")
    return (
        f"{cores} cores ({processor}), {memory} of memory, {platform.system()}, "
        f"{_file_system(work)}, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def _file_system(folder: Path) -> str:
    """The type of the folder's file system, such as ext4, or tmpfs for memory."""
    mounts = Path("/proc/mounts")
    nearest = ("", "unknown file system")
    for line in mounts.read_text("utf-8", errors="replace").splitlines() if mounts.exists() else ():
        _, point, kind, *_ = line.split()
        if folder.resolve().is_relative_to(point) and len(point) >= len(nearest[0]):
            nearest = (point, kind)
    return nearest[1]


def _field(path: str, name: str) -> str:
    """The value of the first line with that name in a file of /proc."""
    file = Path(path)
    if file.exists():
        for line in file.read_text("utf-8", errors="replace").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == name:
                return value.strip()
    return "unknown"
