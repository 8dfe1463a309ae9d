"""Whether an entry without an element for the full text has only a summary of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from beilin.importing.classify.line_shape import width
from beilin.importing.formats.exports.composing import note
from beilin.importing.model import Finding

RULE = "summary only"
_MIN_FULL = 300.0  # Han characters; a shorter text may be all that a site's feed has of an article
_END = re.compile(
    r"(?:\.{3,}|…|\[\.\.\.\]|\[…\]|(?:read|continue|keep|view|see)\s+(?:more|on|reading|full|the\s+(?:full|rest|whole))\b[^\n]{0,60}|"
    r"(?:繼續|继续)(?:閱讀|阅读)[^\n]{0,60}|(?:閱讀|阅读|查看|點擊閱讀|点击阅读)(?:更多|全文|原文)[^\n]{0,20}|(?:全文|更多|詳全文)[^\n]{0,5})"
    r"[\s\]\)»›→>.。]*\Z",
    re.IGNORECASE,
)


def summary_note(text: str, link: str) -> Iterator[Finding]:
    """What to tell the editor of the text, if it may be a summary."""
    text = text.strip()
    where = f"; the page is {link}" if link else ""
    if _END.search(text[-200:]):
        yield note(RULE, f"the feed has only the beginning of this article: it ends with {text[-12:]!r}{where}")
    elif width(text) < _MIN_FULL:
        yield note(RULE, f"the feed has {len(text)} characters of this article, which may be only a summary{where}")
