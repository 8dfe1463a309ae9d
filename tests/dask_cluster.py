"""A Dask cluster on this machine: a scheduler, and workers in folders of their own, without the archive."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import distributed

ROOT = Path(__file__).parent.parent
WORKERS = 3


@dataclass(frozen=True)
class LocalCluster:
    """Its processes."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


def unused_address() -> str:
    """An address at which nothing answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"dask://127.0.0.1:{probe.getsockname()[1]}"


@contextmanager
def local_cluster(folder: Path, workers: int = WORKERS) -> Iterator[LocalCluster]:
    """A cluster whose processes work below `folder`, and end with the block. All workers are there."""
    address = unused_address()
    place = address.removeprefix("dask://")
    host, _, port = place.partition(":")
    processes: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        own = folder / str(len(processes))
        own.mkdir(parents=True)
        command = [sys.executable, "-m", "dask", *arguments, "--host", host, "--no-dashboard"]
        with (own / "log.txt").open("wb") as log:
            process = subprocess.Popen(
                command, cwd=own, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=log, stderr=log
            )
        processes.append(process)
        return process

    try:
        scheduler = start("scheduler", "--port", port)
        started = [
            start("worker", f"tcp://{place}", "--nthreads", "1", "--no-nanny", "--death-timeout", "60")
            for _ in range(workers)
        ]
        connect: Any = distributed.Client  # which has no types
        with connect(f"tcp://{place}", timeout=60, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)
        yield LocalCluster(address, scheduler, started)
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.wait()
