"""The archive that is imported into: what it has already, and what its site.yaml will say."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from beilin.building.records import read_summaries
from beilin.config import Config, read_config
from beilin.files.digest import digest_of_file
from beilin.importing.runs.error import RunError
from beilin.layout import CONFIG_FILE, CONTENT
from beilin.migrating.placing.placement import Taken
from beilin.migrating.run.site_file import may_add
from beilin.planning.addresses import all_addresses
from beilin.reading.files import tags_data
from beilin.reading.tags import read_tag_authority
from beilin.text.dates import today_in
from beilin.text.yaml import strict as ys


@dataclass(frozen=True, slots=True)
class Target:
    """The archive as it was found."""

    found: Config | None  # of site.yaml; None if there is none, or one as this import wrote it
    stated: frozenset[str]  # the keys of site.yaml
    has_articles: bool  # whether it has articles or pages that this import did not write
    taken: Taken


def read_target(root: Path, wanted: Config, own: Mapping[str, str]) -> Target:
    """The archive at `root`, which need not exist.

    `wanted` are the old site's settings, and `own` the files that earlier runs of this import wrote, with their
    digests. Raises RunError if the archive's settings have errors.
    """
    places = frozenset(_files_of(root)) - own.keys()
    has_articles = any(path.endswith(".md") for path in places)
    authority, _ = read_tag_authority(tags_data(root))
    taken = Taken(places, time_zone=wanted.time_zone, tags=authority, today=today_in(wanted.time_zone))
    if not os.path.lexists(root / CONFIG_FILE) or digest_of_file(root / CONFIG_FILE) == own.get(CONFIG_FILE):
        return Target(None, frozenset(), has_articles, taken)
    found, problems = read_config(root)
    if found is None:
        messages = "; ".join(problem.message for problem in problems if problem.severity == "error")
        raise RunError(f"{CONFIG_FILE} has errors: {messages}", "Correct them; `build.py build` shows them.")
    stated = _stated((root / CONFIG_FILE).read_text("utf-8-sig"))
    target = Target(found, stated, has_articles, taken)
    config = config_after(target, wanted)
    taken = replace(
        taken,
        addresses=_addresses(root, config, own) if has_articles else frozenset(),
        permalink=config.permalinks.articles if has_articles or "permalinks" in stated else "",
        time_zone=config.time_zone,
        today=today_in(config.time_zone),
    )
    return replace(target, taken=taken)


def config_after(target: Target, wanted: Config) -> Config:
    """What site.yaml will say: what it says, and those of the old site's settings that are added."""
    if target.found is None:
        return wanted
    absent = [name for name in Config.__dataclass_fields__ if name not in target.stated]
    added = {name: getattr(wanted, name) for name in absent if may_add(name, has_articles=target.has_articles)}
    return replace(target.found, **added)


def _addresses(root: Path, config: Config, own: Mapping[str, str]) -> frozenset[str]:
    """The addresses of all articles and pages that this import did not write, with those that redirect to them."""
    summaries = (listed.summary for listed in read_summaries(root, config)[0])
    return frozenset(
        address for summary in summaries if summary.path not in own for address in all_addresses(config, summary)
    )


def _stated(text: str) -> frozenset[str]:
    plain = ys.to_plain(ys.parse_yaml(text))
    return frozenset(plain) if isinstance(plain, dict) else frozenset()


def _files_of(root: Path) -> list[str]:
    """The paths of all files below content/."""
    found = []
    for folder, _, names in os.walk(root / CONTENT):
        below = Path(folder).relative_to(root).as_posix()
        found += [f"{below}/{name}" for name in names]
    return found
