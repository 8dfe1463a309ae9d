"""Which language stands in for another where a text is not there in it."""

from __future__ import annotations

# Where Chinese is written in the traditional script; elsewhere simplified (CLDR, "likely subtags").
_TRADITIONAL = {"TW", "HK", "MO"}


def stand_ins(language: str) -> tuple[str, ...]:
    """The BCP 47 tag and what may stand in for it, nearest first: zh-HK, zh-Hant, zh, en."""
    parts = language.split("-")
    found = ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
    if parts[0] == "zh" and not {"Hant", "Hans"} & set(parts):
        found.insert(len(found) - 1, "zh-Hant" if _TRADITIONAL & set(parts) else "zh-Hans")
    return tuple(dict.fromkeys([*found, "en"]))
