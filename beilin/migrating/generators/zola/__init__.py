"""Zola: sections and pages below content/, with TOML or YAML front matter."""

from __future__ import annotations

from beilin.migrating.generators.zola.addresses import addresses_of, term_addresses
from beilin.migrating.generators.zola.settings import read_settings, signs
from beilin.migrating.generators.zola.sources import list_sources
from beilin.migrating.model import Generator

GENERATOR = Generator(
    name="zola",
    signs=signs,
    read_settings=read_settings,
    list_sources=list_sources,
    addresses_of=addresses_of,
    term_addresses=term_addresses,
    dialect=frozenset({"zola-shortcodes", "more-marker", "literal-brackets"}),
)
