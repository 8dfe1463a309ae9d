"""Hexo (https://hexo.io/docs/)."""

from __future__ import annotations

from beilin.migrating.generators.config_files import mapping_at
from beilin.migrating.generators.hexo.addresses import addresses_of, term_addresses
from beilin.migrating.generators.hexo.settings import CONFIGS, package_of, read_settings
from beilin.migrating.generators.hexo.sources import list_sources
from beilin.migrating.model import Generator, OldFolder


def signs(folder: OldFolder) -> tuple[str, ...]:
    """`_config.yml`, a name that Jekyll has too, with Hexo in package.json or with `source/_posts/` and no Gemfile."""
    found = tuple(name for name in CONFIGS if name in folder.files)
    if not found:
        return ()
    package = package_of(folder)
    if "hexo" in package or "hexo" in mapping_at(package, "dependencies"):
        return (*found, "package.json")
    has_posts = any(path.startswith("source/_posts/") for path in folder.files)
    return (*found, "source/_posts/") if has_posts and "Gemfile" not in folder.files else ()


GENERATOR = Generator(
    name="hexo",
    signs=signs,
    read_settings=read_settings,
    list_sources=list_sources,
    addresses_of=addresses_of,
    term_addresses=term_addresses,
    dialect=frozenset({"hexo-tags", "containers", "more-marker", "toc", "tight-headings"}),
)
