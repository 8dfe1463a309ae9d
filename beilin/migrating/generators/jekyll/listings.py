"""The list pages that templates of a Jekyll site make, whose addresses redirect to lists of the archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from beilin.migrating.generators.config_files import as_text
from beilin.migrating.generators.file_heads import begins_with_fence, head_of
from beilin.migrating.generators.jekyll.addresses import address_of_page
from beilin.migrating.generators.jekyll.pages import what_it_lists
from beilin.migrating.generators.jekyll.settings import read_config_settings
from beilin.migrating.generators.jekyll.sources import list_pages, locate
from beilin.migrating.generators.old_addresses import old_address
from beilin.migrating.model import OldFolder, OldSettings, OldTerm


def read_settings(folder: OldFolder) -> OldSettings:
    """What the configuration and the templates say; `raw["list pages"]` has each list, as (term, address)."""
    settings = read_config_settings(folder)
    found: list[tuple[OldTerm, str]] = []
    for path in list_pages(folder, settings):
        if item := locate(settings.raw, path):
            values = head_of(folder, path).values
            address = address_of_page(settings.raw, item, as_text(values.get("permalink")))
            if address != "/":
                found.append((what_it_lists(item.inner, values), address))
    feeds = tuple(dict.fromkeys([*settings.feeds, *_feeds_of_templates(folder, settings)]))
    return replace(settings, feeds=feeds, raw={**settings.raw, "list pages": found})


def _feeds_of_templates(folder: OldFolder, settings: OldSettings) -> Iterator[str]:
    """The addresses of the site's own templates of feeds, which many sites have instead of the plugin."""
    for path in sorted(folder.files):
        item = locate(settings.raw, path) if path.endswith(".xml") else None
        if item and not item.inner.startswith("_") and begins_with_fence(folder, path):
            head = head_of(folder, path)
            if "<feed" in head.body or "<rss" in head.body:
                yield old_address(as_text(head.values.get("permalink")) or item.inner)
