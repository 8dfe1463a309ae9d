"""Words that a body shows without the editor having written them: a file for each language, in words/."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from beilin.text.languages import nearest_first
from beilin.text.yaml.strict import Mapping, Scalar, parse_yaml

_FOLDER = Path(__file__).parent / "words"
_DEFAULT = "en"  # has every word


@cache
def words_for(language: str) -> dict[str, str]:
    """The words by name, in the language or the nearest available one; English if no file has the word."""
    files = {path.stem: path for path in sorted(_FOLDER.glob("*.yaml"))}
    words: dict[str, str] = {}
    for tag in reversed(nearest_first(language, files, _DEFAULT)):
        words |= _read(files[tag])
    return words


@cache
def _read(path: Path) -> dict[str, str]:
    node = parse_yaml(path.read_text("utf-8"))
    items = node.items if isinstance(node, Mapping) else {}
    return {name: value.text for name, value in items.items() if isinstance(value, Scalar) and value.text}
