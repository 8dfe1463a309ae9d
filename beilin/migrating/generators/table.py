"""The generators whose sites can be migrated."""

from __future__ import annotations

from beilin.migrating.generators.hexo import HEXO
from beilin.migrating.generators.hugo import HUGO
from beilin.migrating.model import Generator

GENERATORS: tuple[Generator, ...] = (HUGO, HEXO)
