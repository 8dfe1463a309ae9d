"""The generators whose sites can be migrated."""

from __future__ import annotations

from beilin.migrating.generators import mkdocs, obsidian, pelican, zola
from beilin.migrating.generators.hexo import HEXO
from beilin.migrating.generators.hugo import HUGO
from beilin.migrating.model import Generator

GENERATORS: tuple[Generator, ...] = (
    HUGO,
    HEXO,
    pelican.GENERATOR,
    zola.GENERATOR,
    mkdocs.GENERATOR,
    obsidian.GENERATOR,
)
