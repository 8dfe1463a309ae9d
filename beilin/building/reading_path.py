"""The structure of an archive with the reading path of its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from beilin.building.inputs import Inputs
from beilin.files.regular import read_regular
from beilin.layout import CONFIG_FILE
from beilin.model import Record
from beilin.planning.archive import Archive
from beilin.planning.reading_path import resolve_path
from beilin.problems.problem import Problem
from beilin.text.yaml import strict as ys


def with_reading_path(
    archive: Archive, inputs: Inputs, articles: Mapping[str, Record]
) -> tuple[Archive, list[Problem]]:
    """The archive with the positions of the articles that the reading path names, and what is wrong with the path."""
    declared = inputs.config.reading_path
    if declared is None:
        return archive, []
    positions, problems = resolve_path(declared.articles, archive, articles, partial(_place_of, inputs.root))
    return replace(archive, reading_path=positions), problems


def _place_of(root: Path, number: int) -> tuple[int | None, int | None]:
    """The line and column of what the entry with that number, from 0, names in site.yaml; None if they are unknown.

    The file is read again, because settings do not hold their lines, and this is seldom asked.
    """
    try:
        node: ys.Node | None = ys.parse_yaml(read_regular(root / CONFIG_FILE).decode("utf-8-sig"))
    except (OSError, ValueError, ys.YamlError):
        return None, None
    for key in ("reading_path", "articles"):
        node = node.items.get(key) if isinstance(node, ys.Mapping) else None
    entry = node.items[number] if isinstance(node, ys.Sequence) and number < len(node.items) else None
    named = entry.items.get("article") if isinstance(entry, ys.Mapping) else None
    return (named.line, named.column) if named else (None, None)
