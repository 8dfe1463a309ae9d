"""Menus in the forms that themes of Hexo and Jekyll have: mappings of titles to addresses, or lists of mappings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from beilin.migrating.generators.config_files import as_text, text_at
from beilin.migrating.generators.old_addresses import old_address, path_of_url
from beilin.migrating.model import MenuEntry

_TITLES = ("title", "label", "name", "text", "key")
_ADDRESSES = ("url", "href", "link", "path")
_ICON = "||"  # in themes of Hexo, what follows it is an icon


def menu_entries(menu: Any) -> Iterator[MenuEntry]:
    """The entries that lead somewhere, those below a heading after what is before it."""
    if isinstance(menu, Mapping):
        menu = [{"title": title, "url": address} for title, address in menu.items()]
    for entry in menu if isinstance(menu, list) else ():
        if not isinstance(entry, Mapping):
            continue
        title = next((text for key in _TITLES if (text := text_at(entry, key))), "")
        value = next((entry[key] for key in _ADDRESSES if entry.get(key)), "")
        if isinstance(value, Mapping):
            yield from menu_entries({key: below for key, below in value.items() if key != "default"})
            continue
        address = as_text(value).partition(_ICON)[0].strip()
        if title and address and not address.startswith(("#", "javascript:")):
            yield MenuEntry(title, address if "://" in address else old_address(path_of_url(address)))
