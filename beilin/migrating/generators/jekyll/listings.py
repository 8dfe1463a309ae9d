"""The pages by which the templates of a Jekyll site list articles, whose addresses shall lead to those of Beilin."""

from __future__ import annotations

from dataclasses import replace

from beilin.migrating.generators.config_files import as_text
from beilin.migrating.generators.heads_seen import head_of
from beilin.migrating.generators.jekyll.addresses import address_of_page
from beilin.migrating.generators.jekyll.pages import what_it_lists
from beilin.migrating.generators.jekyll.settings import read_config_settings
from beilin.migrating.generators.jekyll.sources import list_pages, locate
from beilin.migrating.model import OldFolder, OldSettings, OldTerm


def read_settings(folder: OldFolder) -> OldSettings:
    """What the configuration says; `raw["list pages"]` has the term and the address of each page that lists any."""
    settings = read_config_settings(folder)
    found: list[tuple[OldTerm, str]] = []
    for path in list_pages(folder, settings):
        if item := locate(settings.raw, path):
            values = head_of(folder, path).values
            address = address_of_page(settings.raw, item, as_text(values.get("permalink")))
            if address != "/":
                found.append((what_it_lists(item.inner, values), address))
    return replace(settings, raw={**settings.raw, "list pages": found})
