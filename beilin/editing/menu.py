"""The entries of site.yaml that lead to what has moved: of the menu, and of the reading path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from beilin.config import CONFIG_FILE
from beilin.editing.archive import Archive, read_bytes
from beilin.editing.changes import FileChange, edited, text_of
from beilin.editing.edits import CannotEditError
from beilin.editing.moves import Move, edit_of_target, target_after
from beilin.editing.refusal import refuse, refuse_unproved
from beilin.editing.yaml_edits import replace_scalar
from beilin.layout import ARTICLES
from beilin.planning.reading_path import article_names, file_names
from beilin.text.link_targets import readable
from beilin.text.yaml import strict as ys

# Where a text stands in the settings: keys, and numbers of items of lists from 0.
Place = tuple[str | int, ...]


def change_menu(archive: Archive, move: Move, new_slug: str = "") -> FileChange | None:
    """The change of site.yaml that makes its menu and its reading path follow the move, or None.

    `new_slug` is that of the article that moves; "" if none does. Raises RefusalError.
    """
    data = read_bytes(archive, CONFIG_FILE)
    text = text_of(data)
    settings = ys.parse_yaml(text, with_spans=True)
    entries = [*_moved_entries(archive, settings, move), *_moved_steps(archive, settings, move, new_slug)]
    if not entries:
        return None
    try:
        edits = [replace_scalar(node, new) for _, node, new in entries]
    except CannotEditError as error:
        raise refuse(str(error), file=CONFIG_FILE, line=error.line) from None
    expected: Any = ys.to_plain(ys.parse_yaml(text))
    for place, _, new in entries:
        holder = expected
        for key in place[:-1]:
            holder = holder[key]
        holder[place[-1]] = new
    if ys.to_plain(ys.parse_yaml(text_of(edited(data, edits)))) != expected:
        raise refuse_unproved(CONFIG_FILE, "Change the menu and the reading path by hand first.")
    return FileChange(CONFIG_FILE, data, tuple(edits), CONFIG_FILE)


def _moved_entries(archive: Archive, settings: ys.Node | None, move: Move) -> Iterator[tuple[Place, ys.Scalar, str]]:
    """(place of the address of a menu entry, the address as it is, the address that it must have)."""
    menu = settings.items.get("menu") if isinstance(settings, ys.Mapping) else None
    for number, entry in enumerate(menu.items if isinstance(menu, ys.Sequence) else ()):
        address = entry.items.get("address") if isinstance(entry, ys.Mapping) else None
        if isinstance(address, ys.Scalar) and address.text:
            target = readable(address.text)
            if edit := edit_of_target(target, "", move, archive.config.base_url):
                yield ("menu", number, "address"), address, target_after(target, edit)


def _moved_steps(
    archive: Archive, settings: ys.Node | None, move: Move, new_slug: str
) -> Iterator[tuple[Place, ys.Scalar, str]]:
    """(place of the name of an article in the reading path, the name as it is, the name that it must have)."""
    path = settings.items.get("reading_path") if isinstance(settings, ys.Mapping) else None
    steps = path.items.get("articles") if isinstance(path, ys.Mapping) else None
    if not isinstance(steps, ys.Sequence) or not move.old_file.startswith(ARTICLES):
        return
    slugs = {path: record.summary.slug for path, record in archive.records.items() if path.startswith(ARTICLES)}
    names = article_names(slugs)
    new_names = dict(zip(file_names(move.old_file), file_names(move.new_file), strict=True))
    new_names[slugs[move.old_file]] = new_slug
    for number, entry in enumerate(steps.items):
        named = entry.items.get("article") if isinstance(entry, ys.Mapping) else None
        if isinstance(named, ys.Scalar) and named.text and names.get(named.text) == move.old_file:
            new = new_names[named.text]
            if new != named.text:
                yield ("reading_path", "articles", number, "article"), named, new
