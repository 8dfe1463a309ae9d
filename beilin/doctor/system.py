"""The machine: Python, packages, fonts, browser, git."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from beilin.doctor.finding import Finding, ok

MIN_PYTHON = (3, 11)
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*>=\s*([0-9.]+)")


def python() -> Finding:
    """The interpreter's version."""
    words = f"{platform.python_version()} ({sys.executable})"
    if sys.version_info >= MIN_PYTHON:
        return ok("Python", words)
    return Finding("Python", "missing", words, "Install Python 3.11 or newer.")


def packages() -> Finding:
    """The packages that Beilin declares, each at its lower bound or above."""
    lacking, count = [], 0
    for requirement in _declared():
        match = _REQUIREMENT.match(requirement)
        if not match or ";" in requirement:
            continue
        count += 1
        try:
            there = version(match[1])
        except PackageNotFoundError:
            lacking.append(f"{match[1]} is not installed")
            continue
        if _numbers(there) < _numbers(match[2]):
            lacking.append(f"{match[1]} is {there}, older than {match[2]}")
    if lacking:
        hint = "Remove .venv, then type the same command again; or: pip install --upgrade beilin"
        return Finding("packages", "missing", "; ".join(lacking), hint)
    return ok("packages", f"{count} installed")


def chinese_font() -> Finding:
    """A font with Han characters, which only tests and pictures of pages need."""
    what = "Chinese font"
    if not shutil.which("fc-list"):
        return Finding(what, "optional", "fontconfig is not there to tell", "Debian: sudo apt install fontconfig")
    listed = subprocess.run(["fc-list", ":lang=zh-tw", "family"], capture_output=True, text=True, check=False).stdout
    names = sorted({line.split(",")[0].strip() for line in listed.splitlines() if line.strip()})
    if names:
        return ok(what, ", ".join(names[:3]))
    return Finding(
        what,
        "optional",
        "none; browser tests need one",
        "Debian: sudo apt install --no-install-recommends fonts-noto-cjk",
    )


def browser() -> Finding:
    """Chromium, which only tests need."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return ok("Chromium", path)
    return Finding("Chromium", "optional", "none; browser tests need it", "Debian: sudo apt install chromium")


def editor() -> Finding:
    """The program in which served pages open a file."""
    from beilin.serving.editors import NoEditorError, Place, command_for

    what = "editor"
    try:
        command = command_for(Place(Path("/")), os.environ)
    except NoEditorError as error:
        return Finding(what, "optional", str(error), "Served pages open files in it; everything else works without.")
    if command:
        return ok(what, command[0])
    hint = "Let VISUAL name your editor, for pages to open files in it; without it they ask for VS Code by a link."
    return Finding(what, "optional", "neither VISUAL nor EDITOR is set, and there is no VS Code", hint)


def _declared() -> list[str]:
    """What pyproject.toml declares in a checkout, or the installed package."""
    pyproject = Path(__file__).parents[2] / "pyproject.toml"
    if pyproject.exists():
        return list(tomllib.loads(pyproject.read_text("utf-8"))["project"]["dependencies"])
    try:
        return requires("beilin") or []
    except PackageNotFoundError:
        return []


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers that a version begins with, without zeros at their end."""
    match = re.match(r"[0-9.]*[0-9]", text)
    numbers = [int(part) for part in match[0].split(".")] if match else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
