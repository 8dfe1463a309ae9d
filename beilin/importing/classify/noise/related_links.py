"""Links to other articles at the end of a page.

The evidence is the form: a list of lines without stops that continues to the end of the file. Lines that end as
sentences do are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from beilin.importing.classify.line_shape import ends_in_stop, is_prose, width
from beilin.importing.model import Finding
from beilin.importing.source.lines import SourceLine

RELATED_LINK = "related link"
MAX_LINK = 45.0
MIN_LINKS = 2
_TITLE = re.compile(
    r"【?(?:相關推薦|相关推荐|猜你喜歡|猜你喜欢|熱門文章|热门文章|Related posts"
    r"|You may also like)】?\s*[:：]?",
    re.IGNORECASE,
)
# Authors write these too.
_POSSIBLE_TITLE = re.compile(
    r"【?(?:相關文章|相关文章|相關閱讀|相关阅读|延伸閱讀|延伸阅读|Related articles|Further reading)】?\s*[:：]?", re.I
)
_PREVIOUS_OR_NEXT = re.compile(
    r"(?P<which>上一篇|下一篇|Previous(?: article| post)?|Next(?: article| post)?)\s*[:：]\s*(?=\S)", re.I
)


def related_links(lines: Sequence[SourceLine]) -> list[Finding]:
    """The links to the previous and the next article, and a titled list of links to the end of the file."""
    filled = [line for line in lines if line.text]
    late = filled[len(filled) // 2 :]
    findings: list[Finding] = []
    for line, following in pairwise(late):
        first, second = _PREVIOUS_OR_NEXT.match(line.text), _PREVIOUS_OR_NEXT.match(following.text)
        if first and second and first["which"] != second["which"] and not is_prose(line.text + following.text):
            evidence = "the links to the previous and the next article, one below the other"
            findings += [Finding(item.number, RELATED_LINK, evidence, True) for item in (line, following)]
    already = {finding.line for finding in findings}
    tail = [line for line in late if line.number not in already]
    start = len(tail)  # of the lines at the end of the file that may all be links
    while start and _may_be_link(tail[start - 1]):
        start -= 1
    # A title has nothing but links below it, so none is above the line before them.
    first_title = tail[start - 1].number if start else 0
    for line in late:
        is_sure = _TITLE.fullmatch(line.text) is not None
        if line.number < first_title or not (is_sure or _POSSIBLE_TITLE.fullmatch(line.text)):
            continue
        below = [item for item in tail if item.number > line.number]
        if len(below) >= MIN_LINKS:
            evidence = f"a list of {len(below)} lines without stops to the end of the file, under {line.text!r}"
            findings += [Finding(item.number, RELATED_LINK, evidence, is_sure) for item in (line, *below)]
        break
    return findings


def _may_be_link(line: SourceLine) -> bool:
    return not ends_in_stop(line.text) and not is_prose(line.text) and width(line.text) <= MAX_LINK
