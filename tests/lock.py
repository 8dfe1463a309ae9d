"""Renew requirements.txt, requirements-dev.txt and requirements-pip.txt from pyproject.toml.

Type `.venv/bin/python -m tests.lock [--upgrade]`. They name every package with its exact version and the SHA-256 of each of its files, wheels and sdists, for every system
and every Python that Beilin supports. Versions stay as they are where pyproject.toml still allows them; with `--upgrade`
each becomes the newest that it allows. Nothing in the files says where the packages came from.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
BASE = "requirements.txt"
DEV = "requirements-dev.txt"  # the packages of BASE, in the same versions, and those of the tests
PIP = "requirements-pip.txt"  # what installs them


def lock(*options: str) -> None:
    """Renew the files; the options are for `uv pip compile`. Raises CalledProcessError if uv fails."""
    _compile(DEV, "pyproject.toml", "--group", "dev", *options)
    _compile(BASE, "pyproject.toml", "--constraints", DEV, *options)
    _compile(PIP, "--group", "installer", *options)


def _compile(output: str, *options: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    command = [
        sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes",
        "--python-version", oldest, "--output-file", output, *options,
    ]  # fmt: skip
    header = {
        "UV_CUSTOM_COMPILE_COMMAND": "python -m tests.lock"
    }  # uv would name its own options, and a registry's host
    subprocess.run(command, cwd=ROOT, env=os.environ | header, check=True)


if __name__ == "__main__":
    lock(*sys.argv[1:])
