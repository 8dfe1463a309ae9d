"""What every result depends on besides its inputs: Beilin's own code and the libraries that read and render."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache

from beilin.files.signature import signature

LIBRARIES = (
    "jinja2",
    "linkify-it-py",
    "lxml",
    "markdown-it-py",
    "markupsafe",
    "math-core",
    "mdit-py-plugins",
    "msgspec",
    "opencc",
    "pillow",
    "pygments",
    "pyyaml",
    "rcssmin",
    "rjsmin",
)

# The parts of Beilin that a page or the state can depend on; the others only call them or report on them.
PARTS = (
    "problems",
    "crash",
    "layout",
    "export_formats",
    "model",
    "config",
    "text",
    "files",
    "indexing",
    "reading",
    "importing",
    "planning",
    "rendering",
    "publishing",
    "building",
)

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HASHED = (".py", ".yaml", ".txt", ".json", ".css")  # endings of the files in these parts that results depend on


@cache
def code_fingerprint() -> str:
    """A digest that differs between versions of Beilin, Python or a library that could give different results."""
    import hashlib  # which takes 2 ms

    digest = hashlib.sha256(f"{sys.version}\n".encode())
    digest.update("\n".join(_versions()).encode())
    for part in PARTS:
        for path in sorted(_sources(f"{_PACKAGE}/{part}")):
            digest.update(f"{path.removeprefix(_PACKAGE)}\n".encode())
            with open(path, "rb", buffering=0) as file:
                digest.update(file.read())
    return digest.hexdigest()


@cache  # as the fingerprint: of the code that runs, and not of what replaced it while a server runs
def code_stamp() -> str:
    """A text that differs whenever the fingerprint may differ, from metadata alone; "" if code changed too recently.

    The fingerprint takes 5 ms, this 2.
    """
    marks = []
    for part in PARTS:
        for path in _sources(f"{_PACKAGE}/{part}"):
            if not (mark := signature(os.stat(path))):
                return ""
            marks.append(f"{path.removeprefix(_PACKAGE)} {mark}")
    return "\n".join((sys.version, _PACKAGE, *_versions(), *sorted(marks)))


def _versions() -> list[str]:
    """`name-version` of each library, from the names of the folders that installers leave beside the packages.

    (Recording installed projects, PyPA specifications.) Reading their metadata would take ten times as long.
    """
    wanted = {name.replace("-", "_") for name in LIBRARIES}
    versions = []
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info"):
                project = name.removesuffix(".dist-info")
                if project.partition("-")[0].lower().replace(".", "_") in wanted:
                    versions.append(project)
    return sorted(versions)


def _sources(part: str) -> Iterator[str]:
    if os.path.isfile(f"{part}.py"):
        yield f"{part}.py"
        return
    for entry in os.scandir(part):
        if entry.is_dir():
            yield from _sources(entry.path)
        elif entry.name.endswith(HASHED):
            yield entry.path
