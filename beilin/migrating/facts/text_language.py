"""The language of a document that does not say it, if its text is clearly in a different one than the site."""

from __future__ import annotations

import re
from collections import Counter

from beilin.importing.metadata.language import language_of
from beilin.migrating.facts.prose import prose_of
from beilin.text.cjk import is_han
from beilin.text.languages import base_language, script_of

_WORD = re.compile("[A-Za-z]{2,}")
_SAMPLE = 3000  # characters that are examined
_SAMPLE_OF_SCRIPT = 1000
_MIN_HAN = 50
_MIN_WORDS = 40
# The languages that can be distinguished. If the site is in a different one, its texts are not examined.
_KNOWN = {"zh", "en", ""}


def language_by_text(title: str, body: str, site: str) -> str:
    """The language of the text without its code, if it differs from that of the site; "" if it does not, or is unclear.

    A Chinese text with much English in it stays Chinese: English is what has hardly any Han character. Blocks of
    quotations, which may be in the other script, count only if nothing else shows the script.
    """
    if base_language(site) not in _KNOWN:
        return ""
    text = prose_of(body[:_SAMPLE])
    han = sum(count for character, count in Counter(text).items() if is_han(character))
    if han < _MIN_HAN:
        words = len(_WORD.findall(text))
        is_english = base_language(site) != "en" and words >= max(_MIN_WORDS, 50 * han) and language_of(text) == "en"
        return "en" if is_english else ""
    own = "\n".join(line for line in (title, *text.split("\n")) if not line.startswith(">"))
    language = language_of(own[:_SAMPLE_OF_SCRIPT])
    if base_language(language) != "zh":
        language = language_of(text[:_SAMPLE_OF_SCRIPT])
    is_other = base_language(site) != "zh" or script_of(language) != script_of(site)
    return language if base_language(language) == "zh" and is_other else ""
