"""The language of a document that does not say it, if its text is clearly in a different one than the site."""

from __future__ import annotations

import re

from beilin.importing.metadata.language import language_of
from beilin.migrating.facts.prose import prose_of
from beilin.text.cjk import HAN
from beilin.text.languages import base_language, script_of

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile("[A-Za-z]{2,}")
_MIN_HAN = 50
_MIN_WORDS = 40
# The languages that are told from each other. A site in a different one says nothing of a text.
_KNOWN = {"zh", "en", ""}


def language_by_text(body: str, site: str) -> str:
    """The language of the text without its code, if it differs from that of the site; "" if it does not, or is unclear.

    A Chinese text with much English in it stays Chinese: English is what has hardly any Han character.
    """
    if base_language(site) not in _KNOWN:
        return ""
    text = prose_of(body)
    han, words = len(_HAN.findall(text)), len(_WORD.findall(text))
    language = language_of(text)
    if language == "en":
        return "en" if base_language(site) != "en" and words >= _MIN_WORDS and 50 * han <= words else ""
    is_other = base_language(site) != "zh" or script_of(language) != script_of(site)
    return language if language and is_other and han >= _MIN_HAN else ""
