"""Teasers and links to other articles at the end of a page that carry no stamp.

Without a stamp only form is left: a machine cuts all teasers at one length, and a list of links is a row of lines
without stops that goes on to the end of the file. Sentences that end as sentences do are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from beilin.importing.finding import Finding
from beilin.importing.forms import has_stop, is_prose, width
from beilin.importing.lines import SourceLine

CUT_TEASER = "cut teaser"
RELATED_LINK = "related link"
MIN_CUT_LINES = 3
MIN_CUT_LENGTH = 30  # characters
MAX_LINK = 45.0
MIN_LINKS = 2
_CUT = re.compile(r"[^.。!?！？…](?:\.\.\.|…)\Z")
_OVER_LINKS = re.compile(
    r"【?(?:相關推薦|相关推荐|猜你喜歡|猜你喜欢|熱門文章|热门文章|Related posts"
    r"|You may also like)】?\s*[:：]?",
    re.IGNORECASE,
)
# Authors write these too.
_MAYBE_OVER_LINKS = re.compile(
    r"【?(?:相關文章|相关文章|相關閱讀|相关阅读|延伸閱讀|延伸阅读|Related articles|Further reading)】?\s*[:：]?", re.I
)
_NEXT = re.compile(
    r"(?P<which>上一篇|下一篇|Previous(?: article| post)?|Next(?: article| post)?)\s*[:：]\s*(?=\S)", re.I
)


def cut_teasers(lines: Sequence[SourceLine]) -> list[Finding]:
    """Lines at the end that were all cut in the middle of a sentence, at one length."""
    row: list[SourceLine] = []
    for line in reversed([line for line in lines if line.text]):
        if len(line.text) < MIN_CUT_LENGTH or not _CUT.search(line.text):
            break
        row.append(line)
    if len(row) < MIN_CUT_LINES:
        return []
    lengths = [len(line.text) for line in row]
    is_sure = not _are_alike(row[0].text, row[1].text) and max(lengths) - min(lengths) <= max(2, min(lengths) // 10)
    how = "at one length" if is_sure else "at several lengths"
    return [Finding(n.number, CUT_TEASER, f"one of {len(row)} lines at the end cut {how}", is_sure) for n in row]


def _are_alike(one: str, other: str) -> bool:
    """Whether two lines say nearly the same, as an author's own figure of speech does."""
    return sum(a == b for a, b in zip(one, other, strict=False)) > min(len(one), len(other)) / 2


def related_links(lines: Sequence[SourceLine]) -> list[Finding]:
    """Links to the articles before and after, and a list of links under its own line to the end."""
    filled = [line for line in lines if line.text]
    found: list[Finding] = []
    late = filled[len(filled) // 2 :]
    for line, following in pairwise(late):
        first, second = _NEXT.match(line.text), _NEXT.match(following.text)
        if first and second and first["which"] != second["which"] and not is_prose(line.text + following.text):
            why = "the links to the articles before and after stand one below the other"
            found += [Finding(item.number, RELATED_LINK, why, True) for item in (line, following)]
    taken = {finding.line for finding in found}
    for place, line in enumerate(late):
        below = [item for item in late[place + 1 :] if item.number not in taken]
        is_list = all(
            not has_stop(item.text) and not is_prose(item.text) and width(item.text) <= MAX_LINK for item in below
        )
        is_sure = _OVER_LINKS.fullmatch(line.text) is not None
        if (is_sure or _MAYBE_OVER_LINKS.fullmatch(line.text)) and len(below) >= MIN_LINKS and is_list:
            why = f"a list of {len(below)} lines without stops to the end of the file, under {line.text!r}"
            found += [Finding(item.number, RELATED_LINK, why, is_sure) for item in (line, *below)]
            break
    return found
