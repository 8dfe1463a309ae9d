"""Eleventy: Markdown below an input folder, with settings that are a program."""

from __future__ import annotations

from beilin.migrating.generators.eleventy.addresses import addresses_of, term_addresses
from beilin.migrating.generators.eleventy.settings import read_settings, signs
from beilin.migrating.generators.eleventy.sources import list_sources
from beilin.migrating.model import Generator

GENERATOR = Generator(
    name="eleventy",
    signs=signs,
    read_settings=read_settings,
    list_sources=list_sources,
    addresses_of=addresses_of,
    term_addresses=term_addresses,
    dialect=frozenset({"eleventy-templates", "more-marker", "toc", "wiki-links"}),
)
