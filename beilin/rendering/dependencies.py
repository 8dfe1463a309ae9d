"""What is known of a template without running it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TemplateDependencies:
    """What a page made by a template depends on beside its values."""

    digest: str  # of the sources of the template and of all that it extends, includes and imports
    names: frozenset[str]  # that those sources look up
    parts: tuple[str, ...]  # the files of those sources
