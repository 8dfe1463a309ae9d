"""The machine: Python, packages, fonts, browser, text editor."""

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
# Bounds stand in any order: build backends sort them.
_NAME, _OLDEST, _LIMIT = re.compile(r"[A-Za-z0-9._-]+"), re.compile(r">=\s*([0-9.]+)"), re.compile(r"<\s*([0-9.]+)")


def python() -> Finding:
    """The interpreter's version."""
    detail = f"{platform.python_version()} ({sys.executable})"
    if sys.version_info >= MIN_PYTHON:
        return ok("Python", detail)
    return Finding("Python", "missing", detail, "Install Python 3.11 or newer.")


def packages() -> Finding:
    """Whether each package that Beilin declares is installed in a supported version."""
    lacking, count = [], 0
    for requirement in declared_requirements():
        name, oldest, limit = _NAME.match(requirement), _OLDEST.search(requirement), _LIMIT.search(requirement)
        if not name or not oldest or ";" in requirement:
            continue
        count += 1
        try:
            installed = version(name[0])
        except PackageNotFoundError:
            lacking.append(f"{name[0]} is not installed")
            continue
        if _numbers(installed) < _numbers(oldest[1]):
            lacking.append(f"{name[0]} is {installed}, older than {oldest[1]}")
        elif limit and _numbers(installed) >= _numbers(limit[1]):
            lacking.append(f"{name[0]} is {installed}, and Beilin needs one before {limit[1]}")
    if lacking:
        hint = "Remove .venv, then type the same command again; or: pip install --upgrade beilin"
        return Finding("packages", "missing", "; ".join(lacking), hint)
    return ok("packages", f"{count} installed")


def chinese_font() -> Finding:
    """A font with Han characters, needed only for browser tests and screenshots."""
    subject = "Chinese font"
    if not shutil.which("fc-list"):
        return Finding(
            subject, "optional", "unknown, because fontconfig is not installed", "Debian: sudo apt install fontconfig"
        )
    listed = subprocess.run(["fc-list", ":lang=zh-tw", "family"], capture_output=True, text=True, check=False).stdout
    names = sorted({line.split(",")[0].strip() for line in listed.splitlines() if line.strip()})
    if names:
        return ok(subject, ", ".join(names[:3]))
    return Finding(
        subject,
        "optional",
        "none; browser tests need one",
        "Debian: sudo apt install --no-install-recommends fonts-noto-cjk",
    )


def browser() -> Finding:
    """Chromium, needed only for browser tests."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return ok("Chromium", path)
    return Finding("Chromium", "optional", "none; browser tests need it", "Debian: sudo apt install chromium")


def editor() -> Finding:
    """The text editor in which served pages open a file."""
    from beilin.serving.editor_command import Location, NoEditorError, editor_command

    subject = "editor"
    try:
        command = editor_command(Location(Path("/")), os.environ)
    except NoEditorError as error:
        return Finding(
            subject, "optional", str(error), "Served pages open files in it; everything else works without it."
        )
    if command:
        return ok(subject, command[0])
    hint = "Set VISUAL to the editor in which pages shall open files; without it they link to VS Code."
    return Finding(subject, "optional", "neither VISUAL nor EDITOR is set, and VS Code is not installed", hint)


def declared_requirements() -> list[str]:
    """The requirements in pyproject.toml if this is a checkout, else those of the installed package."""
    pyproject = Path(__file__).parents[2] / "pyproject.toml"
    if pyproject.exists():
        return list(tomllib.loads(pyproject.read_text("utf-8"))["project"]["dependencies"])
    try:
        return requires("beilin") or []
    except PackageNotFoundError:
        return []


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers at the start of a version, without trailing zeros."""
    match = re.match(r"[0-9.]*[0-9]", text)
    numbers = [int(part) for part in match[0].split(".")] if match else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
