"""Pelican: blogs whose settings are a Python module."""

from __future__ import annotations

from beilin.migrating.generators.pelican.addresses import addresses_of, term_addresses
from beilin.migrating.generators.pelican.settings import read_settings, signs
from beilin.migrating.generators.pelican.sources import list_sources
from beilin.migrating.generators.python_markdown import PYTHON_MARKDOWN
from beilin.migrating.model import Generator

GENERATOR = Generator(
    name="pelican",
    signs=signs,
    read_settings=read_settings,
    list_sources=list_sources,
    addresses_of=addresses_of,
    term_addresses=term_addresses,
    dialect=PYTHON_MARKDOWN | {"pelican-liquid", "jinja"},
)
