"""The virtual environment of a checkout: made and renewed from the locks, and entered, for build.py.

Only the standard library is used here, and little of it is imported unless there is something to install, because every
command pays for it, and twice: once before it enters .venv, and once in it.
"""

from __future__ import annotations

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD_PY = os.path.join(ROOT, "build.py")
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
# Every package with its version and the hashes of its files, made from pyproject.toml by tests/lock.py.
LOCKS = {"base": os.path.join(ROOT, "requirements.txt"), "dev": os.path.join(ROOT, "requirements-dev.txt")}
PIP_LOCK = os.path.join(ROOT, "requirements-pip.txt")
# Each stamp is a copy of the lock whose packages were installed. It is written last, so an interrupted installation
# leaves none.
STAMPS = {"base": os.path.join(VENV, "installed.txt"), "dev": os.path.join(VENV, "installed-dev.txt")}
DEVELOPER_COMMANDS = {"test"}


def enter() -> None:
    """Create or update .venv if needed, and run this command in it, unless this process is of it already."""
    kind = "dev" if DEVELOPER_COMMANDS.intersection(sys.argv[1:2]) else "base"
    if not is_current(kind):
        set_up(kind)
    if os.path.realpath(sys.prefix) != os.path.realpath(VENV):
        os.execv(VENV_PYTHON, [VENV_PYTHON, BUILD_PY, *sys.argv[1:]])


def is_current(kind: str) -> bool:
    """Whether .venv has the packages of this kind ("base" or "dev") from the current lock."""
    lock = read(LOCKS[kind])
    return lock is not None and lock == read(STAMPS[kind]) and os.path.exists(VENV_PYTHON)


def set_up(kind: str) -> None:
    """Create or update .venv under a lock, so that two simultaneous first runs do not interfere."""
    import fcntl

    with open(BUILD_PY, "rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not is_current(kind):
            install(kind)


def install(kind: str) -> None:
    """Install the packages of the lock into .venv, recreating it unless an earlier installation finished."""
    import subprocess

    finished = [name for name, stamp in STAMPS.items() if os.path.exists(stamp)]
    kind = "dev" if "dev" in finished else kind
    lock_name = os.path.basename(LOCKS[kind])
    if finished and os.path.exists(VENV_PYTHON):
        say(f"Renewing .venv from {lock_name} ...")
    else:
        say(f"Making .venv and installing the packages from {lock_name}; this happens only once ...")
        make_venv()
    for stamp in STAMPS.values():
        if os.path.exists(stamp):
            os.remove(stamp)

    # What is copied into the stamps afterwards is what was installed, even if a lock is edited meanwhile.
    locks = {name: read(LOCKS[name]) for name in (["base", "dev"] if kind == "dev" else ["base"])}
    # pip refuses any file whose SHA-256 is not in the lock. It is itself renewed first: a new .venv has the pip that
    # came with Python, which may be too old to resolve the packages.
    command = [VENV_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    for lock_file in (PIP_LOCK, LOCKS[kind]):
        pip = subprocess.run([*command, "-r", lock_file], stderr=subprocess.PIPE, text=True, check=False)
        if pip.returncode:
            stop(reason_of_failure(pip.stderr, os.path.basename(lock_file)))
    for name, lock in locks.items():
        with open(STAMPS[name], "wb") as stamp_file:
            stamp_file.write(lock or b"")


def reason_of_failure(errors: str, lock_name: str) -> str:
    """What to tell the user, from what pip wrote to standard error."""
    lines = [line for line in errors.splitlines() if line.startswith("ERROR:")] or [errors.strip()]
    reason = lines[-1].removeprefix("ERROR:").strip()
    if "No module named pip" in reason:
        return f"Python lacks pip. Type: {install_hint()} then the same command again."
    if "DO NOT MATCH THE HASHES" in errors:
        return (
            f"A downloaded package differs from the one that {lock_name} names, so nothing was installed. Check the "
            "registry or proxy that pip uses (pip config list), then type the same command again."
        )
    return (
        f"The packages could not be installed ({reason}). Check the network, then type the same command again; to see "
        f"pip's full output: {os.path.relpath(VENV_PYTHON)} -m pip install --require-hashes -r {lock_name}"
    )


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
