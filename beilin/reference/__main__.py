"""`python -m beilin.reference FOLDER`: write the reference into the folder (docs/ by default)."""

from __future__ import annotations

import sys
from pathlib import Path

from beilin.reference.files import reference_files

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
for name, text in reference_files().items():
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
