"""Obsidian: a vault of notes, perhaps published by Obsidian Publish or by Quartz."""

from __future__ import annotations

from beilin.migrating.generators.obsidian.addresses import addresses_of, term_addresses
from beilin.migrating.generators.obsidian.settings import read_settings, signs
from beilin.migrating.generators.obsidian.sources import list_sources
from beilin.migrating.model import Generator

GENERATOR = Generator(
    name="obsidian",
    signs=signs,
    read_settings=read_settings,
    list_sources=list_sources,
    addresses_of=addresses_of,
    term_addresses=term_addresses,
    dialect=frozenset({"wiki-links", "embeds", "mark", "percent-comments", "callouts", "block-ids", "templater"}),
)
