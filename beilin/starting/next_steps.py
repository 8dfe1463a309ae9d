"""What to type in a shell after an archive was made, so that it works as it is printed."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path


def enter_folder(folder: Path) -> str:
    """The command that goes to the folder; "" if the shell is there already."""
    if os.path.realpath(folder) == os.path.realpath("."):
        return ""
    name = str(folder)
    return f"cd {shlex.quote(f'./{name}' if name.startswith('-') else name)}"


def typed_command(folder: Path) -> str:
    """The beginning of every command that starts this Beilin from the folder."""
    program = sys.argv[0]
    name = os.path.basename(program)
    if name == "__main__.py":
        return f"{_program(sys.orig_argv[0], folder)} -m beilin"
    if name == "build.py":
        return f"python3 {_path(program, folder)}"
    return _program(program, folder)


def _program(program: str, folder: Path) -> str:
    """The program by its name if the shell finds it by that, else by its path."""
    name = os.path.basename(program)
    found = shutil.which(name)
    if found and os.path.abspath(found) == os.path.abspath(shutil.which(program) or program):
        return shlex.quote(name)
    return _path(program, folder)


def _path(program: str, folder: Path) -> str:
    """The path of the program, from the folder if that is shorter.

    Only the folder's links are resolved, as the system does for `..`: those of the program lead out of its environment.
    """
    absolute = os.path.abspath(program)
    parent = os.path.realpath(os.path.dirname(absolute))
    relative = os.path.relpath(os.path.join(parent, os.path.basename(absolute)), os.path.realpath(folder))
    shorter = min(absolute, relative if os.sep in relative else f"./{relative}", key=len)
    return shlex.quote(shorter)
