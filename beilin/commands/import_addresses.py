"""The addresses that an archive has when an import begins."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from beilin.building.records import read_summaries
from beilin.config import Config
from beilin.importing.archive.aliases import Addresses
from beilin.planning.addresses import all_addresses
from beilin.planning.ownership import owner_of
from beilin.text.slugs import collision_key


def addresses_of_archive(root: Path, config: Config) -> Addresses:
    """The addresses of its articles and pages, which are read when an imported article has a former address."""

    @cache
    def by_key() -> dict[str, str]:
        summaries = (listed.summary for listed in read_summaries(root, config)[0])
        return {
            collision_key(address): summary.path for summary in summaries for address in all_addresses(config, summary)
        }

    def owner(address: str) -> str:
        return by_key().get(collision_key(address)) or owner_of(address) or ""

    return Addresses(config.permalinks.articles, owner)
