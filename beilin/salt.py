"""What every result depends on beside its inputs: Beilin's own code and the libraries that read and render."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = (
    "jinja2",
    "linkify-it-py",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "msgspec",
    "nh3",
    "opencc",
    "pygments",
    "pyyaml",
)

# The parts of Beilin that a page or the state can depend on; the others only call them or talk about them.
PARTS = ("problems", "model", "config", "changes", "pipeline", "text", "reading", "planning", "rendering", "publishing")


@cache
def program_salt() -> str:
    """A digest that differs whenever another Beilin, Python or library could give another result."""
    digest = hashlib.sha256(platform.python_version().encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    package = Path(__file__).parent
    for part in PARTS:
        for path in sorted((package / part).rglob("*.py")) or [package / f"{part}.py"]:
            digest.update(f"{path.relative_to(package)}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
