"""What every result depends on besides its inputs: Beilin's own code and the libraries that read and render."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache

LIBRARIES = (
    "jinja2",
    "linkify-it-py",
    "markdown-it-py",
    "markupsafe",
    "math-core",
    "mdit-py-plugins",
    "msgspec",
    "opencc",
    "pillow",
    "pygments",
    "pyyaml",
)

# The parts of Beilin that a page or the state can depend on; the others only call them or report on them.
PARTS = (
    "problems",
    "crash",
    "layout",
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

HASHED = (".py", ".yaml", ".txt", ".json")  # endings of the files in these parts that are code, words or tables


@cache
def code_fingerprint() -> str:
    """A digest that differs between versions of Beilin, Python or a library that could give different results."""
    digest = hashlib.sha256(f"{sys.version}\n".encode())
    digest.update("\n".join(_versions()).encode())
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for part in PARTS:
        for path in sorted(_sources(f"{package}/{part}")):
            digest.update(f"{path.removeprefix(package)}\n".encode())
            with open(path, "rb", buffering=0) as file:
                digest.update(file.read())
    return digest.hexdigest()


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
