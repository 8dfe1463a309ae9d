"""Folders that are expensive to make, shared by all processes of a test run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` of this test run, made by the first process that asks for it; the others wait.

    `make` is given a new, empty folder. The folder gets its name only after `make` has returned, so a failure leaves
    nothing that another process could take for the whole. Tests must not write into it.
    """
    own = factory.getbasetemp()
    # Each worker of pytest-xdist has a base folder of its own inside that of the run.
    base = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = base / name
    with FileLock(base / f"{name}.lock"):
        if not folder.exists():
            unfinished = factory.mktemp(name)
            make(unfinished)
            unfinished.rename(folder)
    return folder
