"""Which language Beilin speaks to its user."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

from beilin.files.regular import read_regular
from beilin.layout import CONFIG_FILE

VARIABLE = "BEILIN_LANGUAGE"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
_SETTING = re.compile(rb"^language:[ \t]*[\"']?([A-Za-z]+(?:-[A-Za-z0-9]+)*)", re.MULTILINE)
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides (POSIX.1-2017, XBD 8.2)
_SIMPLIFIED = frozenset({"cn", "sg", "my", "hans"})
_root = Path()  # of the archive that the command is about; one for the process, as the command is


def speak_for(root: Path) -> None:
    """Speak the language of the archive at `root`, whose site.yaml is read when something is first said."""
    global _root
    if root != _root:
        _root = root
        language.cache_clear()


@lru_cache(maxsize=1)
def language() -> str:
    """The language of messages, one of LANGUAGES.

    That of the environment's BEILIN_LANGUAGE, of the archive's site.yaml, or of the locale, whichever is set first;
    else English.
    """
    locale = next((os.environ[name] for name in _LOCALES if os.environ.get(name)), "")
    for tag in (os.environ.get(VARIABLE, ""), _of_archive(_root), locale):
        if tag:
            return spoken(tag)
    return "en"


def spoken(tag: str) -> str:
    """The one of LANGUAGES that is nearest to a BCP 47 tag or the name of a POSIX locale (`zh_TW.UTF-8`).

    Not by `text.languages`, which knows no locales, and whose problems have their words from here.
    """
    parts = re.split(r"[-_.@]", tag.lower())
    if parts[0] != "zh":
        return "en"
    if "hant" in parts:
        return "zh-Hant"
    return "zh-Hans" if _SIMPLIFIED.intersection(parts) else "zh-Hant"


def _of_archive(root: Path) -> str:
    """The language that site.yaml sets; "" if it sets none."""
    try:
        setting = _SETTING.search(read_regular(root / CONFIG_FILE))
    except (OSError, ValueError):
        return ""
    return setting[1].decode("ascii") if setting else ""
