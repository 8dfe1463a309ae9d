"""The generators whose sites can be migrated."""

from __future__ import annotations

from beilin.migrating.generators import (
    astro,
    eleventy,
    hexo,
    hugo,
    jekyll,
    mkdocs,
    nikola,
    obsidian,
    pelican,
    zola,
)
from beilin.migrating.model import Generator

GENERATORS: tuple[Generator, ...] = (
    hugo.GENERATOR,
    hexo.GENERATOR,
    jekyll.GENERATOR,
    pelican.GENERATOR,
    zola.GENERATOR,
    mkdocs.GENERATOR,
    obsidian.GENERATOR,
    nikola.GENERATOR,
    astro.GENERATOR,
    eleventy.GENERATOR,
)
