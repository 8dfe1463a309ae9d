"""The compared generators: how each is installed, gets the corpus, builds and serves."""

from __future__ import annotations

from benchmarks.tools.beilin import BEILIN, BEILIN_INK, BEILIN_INK_WITHOUT_SEARCH
from benchmarks.tools.eleventy import ELEVENTY
from benchmarks.tools.hugo import HUGO, HUGO_BY_FILE
from benchmarks.tools.pelican import PELICAN
from benchmarks.tools.tool import Tool
from benchmarks.tools.zensical import ZENSICAL

TOOLS: tuple[Tool, ...] = (
    BEILIN, BEILIN_INK, BEILIN_INK_WITHOUT_SEARCH, HUGO, HUGO_BY_FILE, PELICAN, ZENSICAL, ELEVENTY,
)  # fmt: skip
