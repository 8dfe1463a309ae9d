"""Links to other articles at the end of a page.

The evidence is the form: a list of lines without stops that continues to the end of the file. Lines that end as
sentences do are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from beilin.importing.classify.line_finding import Finding
from beilin.importing.classify.line_shape import ends_in_stop, is_prose, width
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
    for position, line in enumerate(late):
        below = [item for item in late[position + 1 :] if item.number not in already]
        is_list = all(
            not ends_in_stop(item.text) and not is_prose(item.text) and width(item.text) <= MAX_LINK for item in below
        )
        is_sure = _TITLE.fullmatch(line.text) is not None
        if (is_sure or _POSSIBLE_TITLE.fullmatch(line.text)) and len(below) >= MIN_LINKS and is_list:
            evidence = f"a list of {len(below)} lines without stops to the end of the file, under {line.text!r}"
            findings += [Finding(item.number, RELATED_LINK, evidence, is_sure) for item in (line, *below)]
            break
    return findings
