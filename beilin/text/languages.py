"""Which language to use if a text does not exist in the wanted one: one rule for all texts that Beilin chooses."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

# Regions that write Chinese in the traditional script; all others use simplified (CLDR, "likely subtags").
_TRADITIONAL = {"tw", "hk", "mo"}
_SCRIPT_LENGTH = 4  # BCP 47, section 2.2.3


def nearest_first(language: str, available: Iterable[str], default: str = "") -> tuple[str, ...]:
    """Those of the `available` BCP 47 tags that can replace the language, nearest first; the default comes last.

    First come the language itself and its tag truncated from the end (RFC 4647, section 3.4, "lookup"), then other
    varieties of the same base language. Tags of the same script, which is named by the tag or else the usual script of
    Chinese in its region, come before those of the other. Case is ignored.
    """
    return _nearest_first(language, tuple(available), default)


def in_language(texts: dict[str, str], language: str) -> str:
    """The text for the language or its nearest relative, such as Traditional Chinese for Simplified; "" for none."""
    return next((texts[near] for near in nearest_first(language, texts) if texts[near]), "")


def base_language(language: str) -> str:
    """The primary language subtag, in lower case."""
    return language.partition("-")[0].lower()


def script_of(language: str) -> str:
    """The script that the tag names, in lower case, else the usual script of Chinese in its region, else ""."""
    return _script_of_subtags(language.lower().split("-"))


def other_script(language: str) -> str:
    """The language of a Chinese text in the other script: `zh-Hans`, `zh-Hant`; "" for any other language."""
    if base_language(language) != "zh":
        return ""
    return {"hant": "zh-Hans", "hans": "zh-Hant"}.get(script_of(language), "")


@lru_cache(maxsize=1024)  # called with the same arguments for every tag of an archive
def _nearest_first(language: str, available: tuple[str, ...], default: str) -> tuple[str, ...]:
    wanted = language.lower().split("-")
    script, chain = _script_of_subtags(wanted), _truncated(wanted)
    if script:
        chain.insert(len(chain) - 1 if len(chain) > 1 else 1, f"{wanted[0]}-{script}")

    def distance(tag: str) -> tuple[bool, int]:
        candidate = tag.lower()
        rank = chain.index(candidate) if candidate in chain else len(chain)
        return _script_of_subtags(candidate.split("-")) != script, rank

    near = sorted((tag for tag in available if base_language(tag) == wanted[0]), key=distance)
    last = (tag for tag in available if tag.lower() == default.lower())
    return tuple(dict.fromkeys([*near, *last]))


def _truncated(subtags: list[str]) -> list[str]:
    """The tag, and then the tag with more and more subtags removed from its end."""
    counts = range(len(subtags), 0, -1)
    # A single letter introduces the subtags after it, and is removed with them.
    return ["-".join(subtags[:count]) for count in counts if count == 1 or len(subtags[count - 1]) > 1]


def _script_of_subtags(subtags: list[str]) -> str:
    """The script named by the subtags, else the usual script of Chinese in its region, else ""."""
    region = ""
    for subtag in subtags[1:]:
        if len(subtag) == 1:  # extensions and private use follow
            break
        if len(subtag) == _SCRIPT_LENGTH and subtag.isalpha():
            return subtag
        if subtag in _TRADITIONAL:
            region = subtag
    if subtags[0] != "zh":
        return ""
    return "hant" if region else "hans"
