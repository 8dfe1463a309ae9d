"""The entries of site.yaml's menu that lead to what has moved."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from beilin.config import CONFIG_FILE
from beilin.editing.edits import Edit, NoEditError
from beilin.editing.moves import Move, edit_of_target, target_after
from beilin.editing.plan import Archive, FileChange, edited, read_bytes, refuse, text_of
from beilin.editing.yaml_edits import replace_scalar
from beilin.text.yaml import strict as ys


def change_menu(archive: Archive, moves: tuple[Move, ...]) -> FileChange | None:
    """The change of site.yaml that makes its menu follow the moves, or None. Raises RefusalError."""
    data = read_bytes(archive, CONFIG_FILE)
    text = text_of(data)
    try:
        wanted = dict(_changes(archive, text, moves))
        edits = [replace_scalar(node, address) for node, address in wanted.values()]
    except NoEditError as error:
        raise refuse(str(error), file=CONFIG_FILE, line=error.line) from None
    if not edits:
        return None
    change = FileChange(CONFIG_FILE, data, tuple(edits), CONFIG_FILE)
    expected = ys.to_plain(ys.parse_yaml(text))
    assert isinstance(expected, dict)
    menu = expected["menu"]
    assert isinstance(menu, list)
    for number, (_, address) in wanted.items():
        entry = menu[number]
        assert isinstance(entry, dict)
        entry["address"] = address
    if ys.to_plain(ys.parse_yaml(text_of(edited(data, edits)))) != expected:
        raise refuse("the change would alter more than it should, so nothing is written",
                     "Change the menu by hand first.", file=CONFIG_FILE)  # fmt: skip
    return change


def _changes(archive: Archive, text: str, moves: tuple[Move, ...]) -> Iterator[tuple[int, tuple[ys.Scalar, str]]]:
    """(number of the entry, (its address as it stands, the address that it must have))."""
    settings = ys.parse_yaml(text, with_spans=True)
    menu = settings.items.get("menu") if isinstance(settings, ys.Mapping) else None
    for number, entry in enumerate(menu.items if isinstance(menu, ys.Sequence) else ()):
        address = entry.items.get("address") if isinstance(entry, ys.Mapping) else None
        if isinstance(address, ys.Scalar) and address.text:
            for move in moves:
                change: Edit | None = edit_of_target(unquote(address.text), "", move, archive.config.base_url)
                if change:
                    yield number, (address, target_after(unquote(address.text), change))
