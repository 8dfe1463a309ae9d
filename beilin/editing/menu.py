"""The entries of site.yaml's menu that lead to what has moved."""

from __future__ import annotations

from collections.abc import Iterator

from beilin.config import CONFIG_FILE
from beilin.editing.archive import Archive, read_bytes
from beilin.editing.changes import FileChange, edited, text_of
from beilin.editing.edits import CannotEditError
from beilin.editing.moves import Move, edit_of_target, target_after
from beilin.editing.refusal import refuse, refuse_unproved
from beilin.editing.yaml_edits import replace_scalar
from beilin.text.link_targets import readable
from beilin.text.yaml import strict as ys


def change_menu(archive: Archive, move: Move) -> FileChange | None:
    """The change of site.yaml that makes its menu follow the move, or None. Raises RefusalError."""
    data = read_bytes(archive, CONFIG_FILE)
    text = text_of(data)
    entries = list(_moved_entries(archive, text, move))
    if not entries:
        return None
    try:
        edits = [replace_scalar(node, address) for _, node, address in entries]
    except CannotEditError as error:
        raise refuse(str(error), file=CONFIG_FILE, line=error.line) from None
    expected = ys.to_plain(ys.parse_yaml(text))
    assert isinstance(expected, dict)
    menu = expected["menu"]
    assert isinstance(menu, list)
    for number, _, address in entries:
        entry = menu[number]
        assert isinstance(entry, dict)
        entry["address"] = address
    if ys.to_plain(ys.parse_yaml(text_of(edited(data, edits)))) != expected:
        raise refuse_unproved(CONFIG_FILE, "Change the menu by hand first.")
    return FileChange(CONFIG_FILE, data, tuple(edits), CONFIG_FILE)


def _moved_entries(archive: Archive, text: str, move: Move) -> Iterator[tuple[int, ys.Scalar, str]]:
    """(number of the entry from 0, its address as it is, the address that it must have)."""
    settings = ys.parse_yaml(text, with_spans=True)
    menu = settings.items.get("menu") if isinstance(settings, ys.Mapping) else None
    for number, entry in enumerate(menu.items if isinstance(menu, ys.Sequence) else ()):
        address = entry.items.get("address") if isinstance(entry, ys.Mapping) else None
        if isinstance(address, ys.Scalar) and address.text:
            target = readable(address.text)
            if edit := edit_of_target(target, "", move, archive.config.base_url):
                yield number, address, target_after(target, edit)
