"""The site that explanations are about, and counts of its pages by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from beilin.building.inputs import Inputs
from beilin.building.plan import Planned
from beilin.building.render import stale_pages
from beilin.model import Record
from beilin.planning.page import Page
from beilin.publishing.staging import Staging
from beilin.rendering.dependencies import TemplateDependencies
from beilin.rendering.theme import Theme


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that explanations are taken from."""

    root: Path
    planned: Planned
    staging: Staging

    @property
    def inputs(self) -> Inputs:
        """What the plan was made from."""
        return self.planned.basis.inputs

    @property
    def theme(self) -> Theme:
        """The theme with everything that it inherits."""
        return self.inputs.theme

    @property
    def records(self) -> Mapping[str, Record]:
        """The record of every Markdown file that could be read, by path."""
        return self.planned.basis.context.records


def kinds_of_page(site: Site, is_meant: Callable[[TemplateDependencies], bool], what: str) -> list[str]:
    """A line for each kind of page whose template is meant: how many there are, and how many will be rendered."""
    meant = {name for name, dependencies in site.planned.templates.items() if is_meant(dependencies)}
    pages = [page for page in site.planned.pages if page.template in meant]
    if not meant or not pages:
        return [f"  pages {what}: none"]
    # A copy, because what is fresh is noted in it.
    staging = replace(site.staging, outputs={}, dependencies={})
    stale = stale_pages(replace(site.planned, pages=pages), staging)
    counts, waiting = (Counter(map(_kind, some)) for some in (pages, (pages[item.number] for item in stale)))
    lines = [f"  pages {what}: {len(pages)}, of which the next build will render {len(stale)}"]
    for (kind, template), count in counts.items():
        waiting_count = waiting[kind, template]
        lines.append(f"    {kind} ({template}): {_count(count)}, to be rendered {waiting_count}")
    return lines


def _kind(page: Page) -> tuple[str, str]:
    return page.kind.name, page.template


def _count(number: int) -> str:
    return "1 page" if number == 1 else f"{number} pages"
