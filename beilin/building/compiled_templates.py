"""Where an archive's compiled templates are kept."""

from __future__ import annotations

from pathlib import Path

from beilin.building.code_version import code_fingerprint
from beilin.layout import STATE_FOLDER


def compiled_templates(root: Path) -> Path:
    """The folder of the templates that this version of the code compiled for the archive at `root`."""
    from beilin.rendering.compiled import compiled_folder

    return compiled_folder(root / STATE_FOLDER / "templates", code_fingerprint())
