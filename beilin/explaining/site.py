"""The site that answers are about, and which kinds of its pages are meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from beilin.building.inputs import Inputs, Planned
from beilin.building.render import stale_pages
from beilin.planning.page import TEMPLATES
from beilin.publishing.publish import Staging
from beilin.rendering.dependencies import TemplateDependencies


@dataclass(frozen=True, slots=True)
class Site:
    """All that answers are taken from."""

    root: Path
    inputs: Inputs
    planned: Planned
    staging: Staging


def kinds_of_page(site: Site, is_meant: Callable[[TemplateDependencies], bool], what: str) -> list[str]:
    """A line for each kind of page whose template is meant: how many there are, and how many will be rendered."""
    templates = {name for name, facts in site.planned.facts.items() if is_meant(facts)}
    if not templates:
        return [f"  pages {what}: none"]
    pages = [page for page in site.planned.pages if page.template in templates]
    stale = stale_pages(replace(site.planned, pages=pages), site.staging)
    counts = Counter(page.template for page in pages)
    waiting = Counter(pages[want.number].template for want in stale)
    lines = [f"  pages {what}: {len(pages)}, of which the next build will render {len(stale)}"]
    for kind, template in TEMPLATES.items():
        if template in templates:
            lines.append(f"    {kind} ({template}): {_count(counts[template])}, to be rendered {waiting[template]}")
    return lines


def _count(number: int) -> str:
    return "1 page" if number == 1 else f"{number} pages"
