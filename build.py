#!/usr/bin/env python3
"""Entry point in a checkout: creates or updates .venv beside this file, then runs beilin.cli in it.

Only the standard library is used here, and little of it is imported before beilin.cli runs, because every command pays
for it.
"""

from __future__ import annotations

import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
PYPROJECT = os.path.join(ROOT, "pyproject.toml")
# Each stamp is a copy of the pyproject.toml whose packages were installed. It is written last, so an
# interrupted installation leaves none.
STAMPS = {"base": os.path.join(VENV, "installed.toml"), "dev": os.path.join(VENV, "installed-dev.toml")}
DEVELOPER_COMMANDS = {"test"}
MIN_PYTHON = (3, 11)


def main() -> None:
    """Run Beilin's command line with this process's arguments; set up .venv first if needed."""
    if sys.version_info < MIN_PYTHON:
        stop(f"Beilin needs Python 3.11 or newer, and this is {sys.version.split()[0]}. Type: python3.11 build.py")
    kind = "dev" if DEVELOPER_COMMANDS.intersection(sys.argv[1:2]) else "base"
    if not is_current(kind):
        set_up(kind)
    if os.path.realpath(sys.prefix) != os.path.realpath(VENV):
        os.execv(VENV_PYTHON, [VENV_PYTHON, os.path.join(ROOT, "build.py"), *sys.argv[1:]])
    from beilin.cli import main as command_line

    command_line()


def is_current(kind: str) -> bool:
    """Whether .venv has the packages of this kind ("base" or "dev") from the current pyproject.toml."""
    pyproject = read(PYPROJECT)
    return pyproject is not None and pyproject == read(STAMPS[kind]) and os.path.exists(VENV_PYTHON)


def set_up(kind: str) -> None:
    """Create or update .venv under a lock, so that two simultaneous first runs do not interfere."""
    import fcntl

    with open(PYPROJECT, "rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current(kind):
            install(kind)


def install(kind: str) -> None:
    """Install the packages from pyproject.toml into .venv, recreating it unless an earlier installation finished."""
    import subprocess
    import tomllib

    finished = [name for name, stamp in STAMPS.items() if os.path.exists(stamp)]
    kind = "dev" if "dev" in finished else kind
    if finished and os.path.exists(VENV_PYTHON):
        say("Renewing .venv from pyproject.toml ...")
    else:
        say("Making .venv and installing the packages from pyproject.toml; this happens only once ...")
        make_venv()
    for stamp in STAMPS.values():
        if os.path.exists(stamp):
            os.remove(stamp)

    pyproject = read(PYPROJECT) or b""
    try:
        tables = tomllib.loads(pyproject.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        stop(f"pyproject.toml is not valid: {error}. Correct it, then type the same command again.")
    packages: list[str] = list(tables["project"]["dependencies"])
    if kind == "dev":
        packages += tables["dependency-groups"]["dev"]
    command = [VENV_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade", *packages]
    pip = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    if pip.returncode:
        errors = [line for line in pip.stderr.splitlines() if line.startswith("ERROR:")] or [pip.stderr.strip()]
        reason = errors[-1].removeprefix("ERROR:").strip()
        if "No module named pip" in reason:
            stop(f"Python lacks pip. Type: {install_hint()} then the same command again.")
        stop(
            f"The packages could not be installed ({reason}). Check the network, then type the same command again; "
            f"to see pip's full output: {os.path.relpath(VENV_PYTHON)} -m pip install {packages[0].split('>')[0]}"
        )
    for name in ["base", "dev"] if kind == "dev" else ["base"]:
        with open(STAMPS[name], "wb") as stamp_file:
            stamp_file.write(pyproject)


def make_venv() -> None:
    """Create an empty .venv with pip in it, or stop with what is missing and what to type."""
    import subprocess

    # The Python inside .venv would be removed by --clear while it runs.
    python = getattr(sys, "_base_executable", None) or sys.executable
    venv = subprocess.run([python, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False)
    if venv.returncode:
        output = venv.stdout + venv.stderr
        if "No module named venv" in output or "ensurepip" in output:
            stop(f"Python lacks venv or pip. Type: {install_hint()} then the same command again.")
        last = (output.strip().splitlines() or ["no reason given"])[-1]
        stop(f".venv could not be created: {last}. Check that {os.path.basename(ROOT)}/ is writable, then try again.")


def install_hint() -> str:
    """What to type if the system's Python lacks venv or pip."""
    if os.path.exists("/etc/debian_version"):
        return "sudo apt install python3-venv python3-pip,"
    return "python3 -m ensurepip --user (or install Python from your system's packages),"


def read(path: str) -> bytes | None:
    """The bytes of a file; None if it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def say(message: str) -> None:
    """Print one line for the user."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


def stop(message: str) -> None:
    """Exit with one line and the exit code for wrong usage."""
    say("build.py: " + message)
    sys.exit(2)


if __name__ == "__main__":
    main()
