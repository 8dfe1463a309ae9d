"""Astro: collections of content and Markdown pages, with settings that are a program."""

from __future__ import annotations

from beilin.migrating.generators.astro.addresses import addresses_of, term_addresses
from beilin.migrating.generators.astro.settings import read_settings, signs
from beilin.migrating.generators.astro.sources import list_sources
from beilin.migrating.model import Generator

GENERATOR = Generator(
    name="astro",
    signs=signs,
    read_settings=read_settings,
    list_sources=list_sources,
    addresses_of=addresses_of,
    term_addresses=term_addresses,
    dialect=frozenset({"mdx", "mdx-expressions", "containers", "more-marker", "literal-brackets"}),
)
