"""Jekyll (https://jekyllrb.com/docs/), on GitHub Pages or built elsewhere."""

from __future__ import annotations

import re

from beilin.migrating.generators.config_files import mapping_at, read_config
from beilin.migrating.generators.jekyll.addresses import addresses_of, term_addresses
from beilin.migrating.generators.jekyll.listings import read_settings
from beilin.migrating.generators.jekyll.settings import CONFIGS, gems_of
from beilin.migrating.generators.jekyll.sources import list_sources
from beilin.migrating.generators.published_paths import first_of
from beilin.migrating.model import Generator, OldFolder

_POST = re.compile(r"_posts/(?:[^/]+/)*\d{4}-\d{1,2}-\d{1,2}-[^/]+\.(?:md|markdown|html)")
_FOLDERS = re.compile(r"(?:^|/)(?:_posts|_layouts|_includes|_drafts)/")
_KEYS = {"theme", "remote_theme", "plugins", "gems", "markdown", "kramdown", "baseurl", "collections", "permalink"}


def signs(folder: OldFolder) -> tuple[str, ...]:
    """`_config.yml`, which Hexo has too, with a folder, key or Gemfile of Jekyll's; or `_posts/` with posts alone."""
    config = first_of(folder, CONFIGS)
    if not config:
        return ("_posts/",) if any(_POST.fullmatch(path) for path in folder.files) else ()
    if any(gem.startswith("jekyll") or gem == "github-pages" for gem in gems_of(folder)):
        return (config, "Gemfile")
    package = read_config(folder, "package.json")[0]
    if "hexo" in package or "hexo" in mapping_at(package, "dependencies"):
        return ()
    found = next((match[0] for path in sorted(folder.files) if (match := _FOLDERS.search(path))), "")
    if found and not any(path.startswith("source/_posts/") for path in folder.files):
        return (config, found.strip("/") + "/")
    return (config,) if not found and _KEYS & {*read_config(folder, config)[0]} else ()


GENERATOR = Generator(
    name="jekyll",
    signs=signs,
    read_settings=read_settings,
    list_sources=list_sources,
    addresses_of=addresses_of,
    term_addresses=term_addresses,
    dialect=frozenset({"jekyll-liquid", "kramdown", "toc", "abbreviations", "more-marker"}),
)
