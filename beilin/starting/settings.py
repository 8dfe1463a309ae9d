"""The settings of a new archive, each valid as site.yaml requires, and what is proposed for them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from beilin.config import CONFIG_FIELDS
from beilin.problems.controls import REFUSED, named
from beilin.text.languages import nearest_first

LANGUAGES = ("zh-Hant", "zh-Hans", "en")  # that the first files are written in
EXAMPLE_URL = "https://example.org/"
_TIME_ZONES = {"zh-Hant": "Asia/Taipei", "zh-Hans": "Asia/Shanghai", "en": "UTC"}
_UNSET_ZONES = ("UTC", "Etc/UTC")  # of servers and containers, which says nothing of who uses them


@dataclass(frozen=True, slots=True)
class Settings:
    """What site.yaml of a new archive has."""

    title: str
    language: str  # BCP 47
    base_url: str
    time_zone: str  # IANA name
    author: str = ""

    @property
    def words(self) -> str:
        """The language of the first files: the nearest of LANGUAGES, and English if there is none."""
        return nearest_first(self.language, LANGUAGES, "en")[0]


def valid_setting(name: str, text: str) -> str:
    """The text in its normal form as the setting `name`. Raises ValueError with what is wrong and how to write it."""
    text = text.strip()
    if found := REFUSED.search(text):
        raise ValueError(f"the text contains the character {named(found[0])}.")
    rule = CONFIG_FIELDS[name].rule
    if rule is None:
        return text
    try:
        return rule.normalise(text)
    except ValueError as error:
        raise ValueError(f"{error}. {rule.hint}") from None


def title_of(folder: Path) -> str:
    """A title to propose: the folder's name, with spaces for hyphens and underscores."""
    return " ".join(folder.name.replace("-", " ").replace("_", " ").split()) or "Archive"


def language_of(environment: Mapping[str, str]) -> str:
    """The language of the environment's locale (POSIX, section 8.2), as one of LANGUAGES; English for all others."""
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "").partition(".")[0].partition("@")[0]
    return nearest_first(locale.replace("_", "-") or "en", LANGUAGES, "en")[0]


def time_zone_of(environment: Mapping[str, str], language: str) -> str:
    """The time zone of this machine; if it has none but UTC, that of the language: Taipei, Shanghai or UTC."""
    link = os.path.realpath("/etc/localtime")
    zone = environment.get("TZ", "").lstrip(":") or link.partition("/zoneinfo/")[2]
    if zone and zone not in _UNSET_ZONES:
        try:
            return valid_setting("time_zone", zone)
        except ValueError:  # such as CST-8, which is not a name
            pass
    return _TIME_ZONES[nearest_first(language, LANGUAGES, "en")[0]]
