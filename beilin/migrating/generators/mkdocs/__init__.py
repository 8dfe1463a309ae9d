"""MkDocs: documentation below docs/, with the theme Material and its plug-ins for blogs and languages."""

from __future__ import annotations

from beilin.migrating.generators.mkdocs.addresses import addresses_of, term_addresses
from beilin.migrating.generators.mkdocs.settings import read_settings, signs
from beilin.migrating.generators.mkdocs.sources import list_sources
from beilin.migrating.generators.python_markdown import PYTHON_MARKDOWN
from beilin.migrating.model import Generator

GENERATOR = Generator(
    name="mkdocs",
    signs=signs,
    read_settings=read_settings,
    list_sources=list_sources,
    addresses_of=addresses_of,
    term_addresses=term_addresses,
    dialect=PYTHON_MARKDOWN | {"mkdocs-marks", "mark", "jinja"},
)
