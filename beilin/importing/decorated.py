"""Titles that a scraper decorated: `MER:題目_NAR`, `題目_UST:other words`.

Evidence: the codes are capitals alone, one stands after a low line at the end, and the line is the first of the article
or just above its first sentence. A code before the title is taken only together with one behind it, for a title may
hold a colon itself.
"""

from __future__ import annotations

import re

from beilin.importing.forms import has_stop

_DECORATED = re.compile(
    r"(?:(?P<before>[A-Z]{2,6})[:：])?(?P<title>.{2,100}?)_(?P<after>[A-Z]{2,6})(?:[:：](?P<words>.*))?"
)


def undecorated(text: str) -> str:
    """The title in a decorated one, "" where the line is none."""
    match = _DECORATED.fullmatch(text)
    if match is None or has_stop(match["title"]):
        return ""
    if match["before"] is None and match["words"] is None:
        return ""
    # `user_ID` is a word of a title; a code behind a Latin letter needs the other code before it.
    if match["before"] is None and match["title"][-1].isascii() and match["title"][-1].isalnum():
        return ""
    return match["title"].strip()
