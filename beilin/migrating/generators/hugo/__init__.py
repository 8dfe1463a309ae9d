"""Hugo (https://gohugo.io/documentation/)."""

from __future__ import annotations

from beilin.migrating.generators.config_files import read_config
from beilin.migrating.generators.hugo.addresses import addresses_of, term_addresses
from beilin.migrating.generators.hugo.settings import config_paths, read_settings
from beilin.migrating.generators.hugo.sources import list_sources
from beilin.migrating.model import Generator, OldFolder


def signs(folder: OldFolder) -> tuple[str, ...]:
    """`hugo.toml` and the like; `config.toml`, a name that Zola has too, only with a key or a folder of Hugo's."""
    paths = config_paths(folder)
    for path in paths:
        if not path.startswith("config."):
            return (path,)
        keys = {str(key).lower() for key in read_config(folder, path)[0]}
        if "base_url" not in keys and ("baseurl" in keys or _has_folder(folder, "archetypes", "content", "layouts")):
            return (path,)
    return ()


def _has_folder(folder: OldFolder, *names: str) -> bool:
    return any(path.startswith(tuple(f"{name}/" for name in names)) for path in folder.files)


GENERATOR = Generator(
    name="hugo",
    signs=signs,
    read_settings=read_settings,
    list_sources=list_sources,
    addresses_of=addresses_of,
    term_addresses=term_addresses,
    dialect=frozenset({"hugo-shortcodes", "kramdown", "more-marker"}),
)
