"""Entries of the menu in site.yaml that lead nowhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

from beilin.config import CONFIG_FILE, Config
from beilin.planning.links import Outputs, output_at
from beilin.problems.problem import Problem
from beilin.text.link_targets import is_external, split_target
from beilin.text.yaml import strict as ys


def dead_menu_entries(root: Path, config: Config, outputs: Collection[str]) -> Iterator[Problem]:
    """A warning for each entry with an address of the site at which none of the planned `outputs` is served."""
    planned = Outputs(outputs)
    for entry in config.menu or ():
        if is_external(entry.address, config.base_url):
            continue
        address = unicodedata.normalize("NFC", split_target(entry.address, config.base_url).path)
        if output_at(address, outputs) is None:
            message = f"the menu entry {entry.title!r} leads nowhere: there is no {address}"
            line, column = _place_of(root, entry.address)
            hint = planned.hint_for(address)
            yield Problem("broken-link", message, CONFIG_FILE, line, column, hint, target=address)


def _place_of(root: Path, address: str) -> tuple[int | None, int | None]:
    """The line and column of the first entry with that address, as far as they are known."""
    try:
        settings = ys.parse_yaml((root / CONFIG_FILE).read_text("utf-8-sig"))
    except (OSError, ValueError, ys.YamlError):
        return None, None
    menu = settings.items.get("menu") if isinstance(settings, ys.Mapping) else None
    for entry in menu.items if isinstance(menu, ys.Sequence) else ():
        node = entry.items.get("address") if isinstance(entry, ys.Mapping) else None
        if isinstance(node, ys.Scalar) and node.text == address:
            return node.line, node.column
    return None, None
