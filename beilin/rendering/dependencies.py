"""What a page depends on beside its values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TemplateDependencies:
    """What a page made by a template depends on beside its values."""

    digest: str  # of the sources of the template and of everything that it extends, includes and imports
    names: frozenset[str]  # that those sources look up
    files: tuple[str, ...]  # of those sources
    uses_extra: bool = False  # whether those sources may read what articles have under `extra`
    writes_assets: bool = False  # whether those sources only write the URLs of assets into the page
