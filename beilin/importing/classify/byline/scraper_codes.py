"""Codes that a scraper put around a title: `MER:題目_NAR`, `題目_UST:other words`.

A code is all capitals. One must follow the title after an underscore, and a code before the title or words after it
must confirm it, because a title may have a colon or an underscore itself. The caller checks that the line is one of the
first two.
"""

from __future__ import annotations

import re

from beilin.importing.classify.line_shape import ends_in_stop

_WITH_CODES = re.compile(
    r"(?:(?P<before>[A-Z]{2,6})[:：])?(?P<title>.{2,100}?)_(?P<after>[A-Z]{2,6})(?:[:：](?P<words>.*))?"
)


def title_without_codes(text: str) -> str:
    """The title without its codes; "" if the line is not a title with codes."""
    match = _WITH_CODES.fullmatch(text)
    if match is None or ends_in_stop(match["title"]):
        return ""
    if match["before"] is None and match["words"] is None:
        return ""
    # `user_ID` is a word in a title: after a Latin letter, the code must be confirmed by one before the title.
    if match["before"] is None and match["title"][-1].isascii() and match["title"][-1].isalnum():
        return ""
    return match["title"].strip()
