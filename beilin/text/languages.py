"""Which language stands in for another where a text is not there in it: one rule for all texts that Beilin chooses."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

# Where Chinese is written in the traditional script; elsewhere simplified (CLDR, "likely subtags").
_TRADITIONAL = {"tw", "hk", "mo"}
_SCRIPT_LENGTH = 4  # BCP 47, section 2.2.3


def nearest_first(language: str, available: Iterable[str], default: str = "") -> tuple[str, ...]:
    """Those of the `available` BCP 47 tags that can stand for the language, nearest first; the default is the last.

    The language itself and what is left of it when subtags are taken from its end come first (RFC 4647, section 3.4,
    "lookup"), then other varieties of the same base language. Whatever is written in the same script comes before
    whatever is not: a script that the tag names, or the one that Chinese is likely to have in its region. Case does not
    matter.
    """
    return _nearest_first(language, tuple(available), default)


def base_language(language: str) -> str:
    """The language alone, without script, region and the rest, in lower case."""
    return language.partition("-")[0].lower()


@lru_cache(maxsize=1024)  # the same is asked for each tag of an archive
def _nearest_first(language: str, available: tuple[str, ...], default: str) -> tuple[str, ...]:
    wanted = language.lower().split("-")
    script, chain = _script_of(wanted), _truncated(wanted)
    if script:
        chain.insert(len(chain) - 1 if len(chain) > 1 else 1, f"{wanted[0]}-{script}")

    def distance(tag: str) -> tuple[bool, int]:
        have = tag.lower()
        place = chain.index(have) if have in chain else len(chain)
        return _script_of(have.split("-")) != script, place

    near = sorted((tag for tag in available if base_language(tag) == wanted[0]), key=distance)
    last = (tag for tag in available if tag.lower() == default.lower())
    return tuple(dict.fromkeys([*near, *last]))


def _truncated(subtags: list[str]) -> list[str]:
    """The tag, and what is left of it when its last subtag goes, again and again."""
    counts = range(len(subtags), 0, -1)
    # A single letter says what follows it, and goes with it.
    return ["-".join(subtags[:count]) for count in counts if count == 1 or len(subtags[count - 1]) > 1]


def _script_of(subtags: list[str]) -> str:
    """The script that the subtags name, else that of Chinese in its region, else ""."""
    region = ""
    for subtag in subtags[1:]:
        if len(subtag) == 1:  # from here on it says something else
            break
        if len(subtag) == _SCRIPT_LENGTH and subtag.isalpha():
            return subtag
        if subtag in _TRADITIONAL:
            region = subtag
    if subtags[0] != "zh":
        return ""
    return "hant" if region else "hans"
