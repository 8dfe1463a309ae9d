"""Nikola: posts and pages in any folders, whose settings are a Python module."""

from __future__ import annotations

from beilin.migrating.generators.nikola.addresses import addresses_of, term_addresses
from beilin.migrating.generators.nikola.settings import read_settings, signs
from beilin.migrating.generators.nikola.sources import list_sources
from beilin.migrating.generators.python_markdown import PYTHON_MARKDOWN
from beilin.migrating.model import Generator

GENERATOR = Generator(
    name="nikola",
    signs=signs,
    read_settings=read_settings,
    list_sources=list_sources,
    addresses_of=addresses_of,
    term_addresses=term_addresses,
    dialect=PYTHON_MARKDOWN | {"nikola-shortcodes"},
)
