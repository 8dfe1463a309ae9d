"""The old site's settings → those of an archive."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from beilin.config import Config
from beilin.config import MenuEntry as ConfigEntry
from beilin.migrating.model import OldSettings, Placed, Targets
from beilin.starting.settings import EXAMPLE_URL, language_of, time_zone_of, title_of, valid_setting


def config_of(settings: OldSettings, folder: Path) -> Config:
    """What site.yaml of a new archive will say, before the pattern of addresses is known."""
    language = _valid("language", settings.language) or language_of(os.environ)
    return Config(
        title=_valid("title", settings.title) or title_of(Path(os.path.realpath(folder))),
        base_url=_valid("base_url", settings.base_url) or EXAMPLE_URL,
        description=_valid("description", _one_line(settings.description)),
        language=language,
        time_zone=_valid("time_zone", settings.time_zone) or time_zone_of(os.environ, language),
        author=_valid("author", _one_line(settings.author)),
        line_breaks=settings.line_breaks,
    )


def menu_of(settings: OldSettings, targets: Targets, placed: Sequence[Placed]) -> tuple[ConfigEntry, ...]:
    """The old menu with the addresses of the archive; entries that lead nowhere now are left out."""
    now = {item.document.path: item.address for item in placed}
    entries: dict[str, ConfigEntry] = {}  # by address: pages that are one now get one entry
    for entry in settings.menu:
        title = _valid("title", _one_line(entry.title))
        address = _valid("author", _address_now(entry.address, targets, now))  # any text without controls
        if title and address and not re.search(r"\s", address):
            entries.setdefault(address, ConfigEntry(title, address))
    return tuple(entries.values())


def stated_only(config: Config, settings: OldSettings, found: Config) -> Config:
    """The settings, with those of `found` where the old configuration says nothing that is valid."""
    said = {"title", "base_url", "language", "time_zone"}
    unsaid = {name: getattr(found, name) for name in said if not _valid(name, getattr(settings, name))}
    return replace(config, **unsaid)


def _address_now(address: str, targets: Targets, now: Mapping[str, str]) -> str:
    """Where a link of the old menu leads now; "" if nowhere."""
    if not address.startswith("/"):
        return address if address.startswith(("http://", "https://", "mailto:")) else ""
    for form in dict.fromkeys((address, f"{address.rstrip('/')}/", address.rstrip("/"), f"{address}.html")):
        if form in targets.listings:
            return targets.listings[form]
        if path := targets.addresses.get(form):
            place = targets.places.get(path, "")
            return now.get(path) or (f"/{place.removeprefix('content/')}" if place else "")
    return "/" if address == "/" else ""


def _valid(name: str, value: str) -> str:
    with suppress(ValueError):
        return valid_setting(name, value) if value.strip() else ""
    return ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
