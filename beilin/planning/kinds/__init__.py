"""Every kind of page that Beilin makes. Each module here defines `KINDS`; a new kind is a new module, and nothing else.

From this tuple come the templates' names, the addresses that Beilin owns, the sitemap and the checks of the
documentation. The kinds that a theme declares (`declared.py`) are made while planning.
"""

from __future__ import annotations

import os
from importlib import import_module

from beilin.planning.page import Kind

_MODULES = sorted(name.removesuffix(".py") for name in os.listdir(__path__[0]) if name.endswith(".py"))
KINDS: tuple[Kind, ...] = tuple(
    kind
    for name in _MODULES
    if name not in ("__init__", "declared")
    for kind in import_module(f"{__name__}.{name}").KINDS
)
