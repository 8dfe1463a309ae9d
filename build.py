#!/usr/bin/env python3
"""Entry in a checkout: makes or renews .venv beside this file, then hands over to beilin.cli in it.

Only the standard library is used here, and little of it before the hand-over, because every command pays for it.
"""

from __future__ import annotations

import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
PYPROJECT = os.path.join(ROOT, "pyproject.toml")
# Each stamp is a copy of the pyproject.toml whose packages were installed. It is written last, so an
# installation that was cut off leaves none.
STAMPS = {"base": os.path.join(VENV, "installed.toml"), "dev": os.path.join(VENV, "installed-dev.toml")}
DEVELOPER_COMMANDS = {"test"}
MIN_PYTHON = (3, 11)


def main() -> None:
    """Run Beilin's command line with this process's arguments, setting up .venv first where needed."""
    if sys.version_info < MIN_PYTHON:
        stop(f"Beilin needs Python 3.11 or newer, and this is {sys.version.split()[0]}. Type: python3.11 build.py")
    wanted = "dev" if DEVELOPER_COMMANDS.intersection(sys.argv[1:2]) else "base"
    if not is_current(wanted):
        set_up(wanted)
    if os.path.realpath(sys.prefix) != os.path.realpath(VENV):
        os.execv(VENV_PYTHON, [VENV_PYTHON, os.path.join(ROOT, "build.py"), *sys.argv[1:]])
    from beilin.cli import main as command_line

    command_line()


def is_current(wanted: str) -> bool:
    """Whether .venv holds what the present pyproject.toml names for `wanted` ("base" or "dev")."""
    present = read(PYPROJECT)
    return present is not None and present == read(STAMPS[wanted]) and os.path.exists(VENV_PYTHON)


def set_up(wanted: str) -> None:
    """Make or renew .venv under a lock, so that two first runs at once do not spoil each other's."""
    import fcntl

    with open(PYPROJECT, "rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current(wanted):
            renew(wanted)


def renew(wanted: str) -> None:
    """Install what pyproject.toml names into .venv, made anew unless an earlier installation was finished."""
    import subprocess
    import tomllib

    finished = [kind for kind, stamp in STAMPS.items() if os.path.exists(stamp)]
    wanted = "dev" if "dev" in finished else wanted
    if finished and os.path.exists(VENV_PYTHON):
        say("Renewing .venv from pyproject.toml ...")
    else:
        say("Making .venv and installing what pyproject.toml names; this happens once ...")
        make_venv()
    for stamp in STAMPS.values():
        if os.path.exists(stamp):
            os.remove(stamp)

    pyproject = read(PYPROJECT) or b""
    try:
        names = tomllib.loads(pyproject.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        stop(f"pyproject.toml cannot be read: {error}. Mend it, then type the same command again.")
    packages: list[str] = list(names["project"]["dependencies"])
    if wanted == "dev":
        packages += names["dependency-groups"]["dev"]
    command = [VENV_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade", *packages]
    pip = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    if pip.returncode:
        errors = [line for line in pip.stderr.splitlines() if line.startswith("ERROR:")] or [pip.stderr.strip()]
        reason = errors[-1].removeprefix("ERROR:").strip()
        if "No module named pip" in reason:
            stop(f"Python lacks pip. Type: {install_hint()} then the same command again.")
        stop(
            f"The packages could not be installed ({reason}). With a network connection, type the same command again; "
            f"to see all of pip's words: {os.path.relpath(VENV_PYTHON)} -m pip install {packages[0].split('>')[0]}"
        )
    kinds = ["base", "dev"] if wanted == "dev" else ["base"]
    for kind in kinds:
        with open(STAMPS[kind], "wb") as stamp_file:
            stamp_file.write(pyproject)


def make_venv() -> None:
    """Make an empty .venv with pip in it, or stop with what is missing and what to type."""
    import subprocess

    # A virtual environment made by one inside itself would vanish under its feet.
    python = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run([python, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        words = made.stdout + made.stderr
        if "No module named venv" in words or "ensurepip" in words:
            stop(f"Python lacks venv or pip. Type: {install_hint()} then the same command again.")
        last = (words.strip().splitlines() or ["no reason given"])[-1]
        stop(f".venv could not be made: {last}. Check that {os.path.basename(ROOT)}/ can be written, then try again.")


def install_hint() -> str:
    """What to type where the system's Python comes without venv or pip."""
    if os.path.exists("/etc/debian_version"):
        return "sudo apt install python3-venv python3-pip,"
    return "python3 -m ensurepip --user (or install Python from your system's packages),"


def read(path: str) -> bytes | None:
    """The bytes of a file, or None where there is none."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def say(words: str) -> None:
    """One plain line for the user."""
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def stop(words: str) -> None:
    """End with one line and the exit code for wrong usage."""
    say("build.py: " + words)
    sys.exit(2)


if __name__ == "__main__":
    main()
