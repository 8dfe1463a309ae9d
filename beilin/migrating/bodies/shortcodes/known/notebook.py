"""`{% notebook file.ipynb cells[2:] %}` of Pelican's liquid_tags → the notebook's texts, code, and what the code gave.

Notebooks are read as nbformat 3 and 4 write them (nbformat's documentation, "The Notebook file format").
"""

from __future__ import annotations

import base64
import binascii
import json
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from beilin.migrating.bodies.resolve import NEW_SITE
from beilin.migrating.bodies.shortcodes.call import Instead, Outcome
from beilin.migrating.bodies.shortcodes.known.files import text_of
from beilin.migrating.bodies.shortcodes.markup import code_block, image
from beilin.migrating.bodies.shortcodes.scope import Use
from beilin.migrating.model import MadeFile
from beilin.text.slugs import slugify

FOLDER = "content/images/notebooks"

_SLICE = re.compile(r"cells\[(?P<first>-?\d*):(?P<last>-?\d*)\]")
# By the names of nbformat 4 and of 3.
_IMAGES = {"image/png": "png", "png": "png", "image/jpeg": "jpg", "jpeg": "jpg"}
_UNSHOWN = re.compile(r"<(style|script)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class _Notebook:
    cells: Sequence[Mapping[str, Any]]
    language: str
    name: str  # for the names of its images


def notebook(use: Use) -> Outcome | None:
    """The notebook in place of its tag; None if it cannot be read."""
    name = use.get(0)
    folder = str(use.context.settings.raw.get("NOTEBOOK_DIR", "notebooks"))
    written = text_of(use, [posixpath.join(folder, name), name])
    if written is None:
        return None
    try:
        found = json.loads(written)
        sheets = found.get("worksheets") or [found]
        cells = [cell for sheet in sheets for cell in sheet.get("cells", []) if isinstance(cell, dict)]
        language = found.get("metadata", {}).get("language_info", {}).get("name") or "python"
    except (ValueError, AttributeError, TypeError, RecursionError):
        return None
    if part := _SLICE.search(use.rest):
        first, last = (int(part[key]) if part[key].strip("-") else None for key in ("first", "last"))
        cells = cells[first:last]
    files: list[MadeFile] = []
    stem = slugify(posixpath.basename(name).removesuffix(".ipynb")) or "notebook"
    blocks = [block for cell in cells for block in _blocks(cell, _Notebook(cells, str(language), stem), files)]
    text = "\n\n".join(block for block in blocks if block.strip())
    return Instead(text, text, files=tuple(files))


def _blocks(cell: Mapping[str, Any], whole: _Notebook, files: list[MadeFile]) -> Iterator[str]:
    kind, source = cell.get("cell_type"), _text(cell.get("source", cell.get("input", "")))
    if kind == "heading":
        level = cell.get("level", 1)
        yield f"{'#' * (level if level in range(1, 7) else 2)} {' '.join(source.split())}"
    elif kind == "code":
        if source.strip():
            yield code_block(source, str(cell.get("language", whole.language)))
        for output in cell.get("outputs", []):
            if isinstance(output, dict):
                yield from _output(output, whole, files)
    else:
        yield source


def _output(output: Mapping[str, Any], whole: _Notebook, files: list[MadeFile]) -> Iterator[str]:
    """What the code gave: an image or a table, or else text."""
    data = output.get("data") if isinstance(output.get("data"), dict) else output
    assert isinstance(data, Mapping)
    for key, ending in _IMAGES.items():
        if key in data:
            try:
                content = base64.b64decode(_text(data[key]))
            except (binascii.Error, ValueError):
                continue
            name = f"{whole.name}-{len(files) + 1}.{ending}"
            files.append(MadeFile(f"{FOLDER}/{name}", content))
            yield image(f"{NEW_SITE}{FOLDER.removeprefix('content')}/{name}")
            return
    html = _text(data.get("text/html", data.get("html", "")))
    if "<table" in html and "<script" not in html:
        yield "\n".join(line.strip() for line in _UNSHOWN.sub("", html).split("\n") if line.strip())
        return
    text = _text(data.get("text/plain", data.get("text", output.get("traceback", ""))))
    if text.strip():
        yield code_block(_ESCAPES.sub("", text), "text")


def _text(value: Any) -> str:
    """A text, which may be written as a list of lines."""
    if isinstance(value, list):
        return "".join(str(part) for part in value)
    return value if isinstance(value, str) else ""
