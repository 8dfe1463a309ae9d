"""Boilerplate: what the site's page printed above and below an article.

The evidence is the form of the whole line and its position: before the first sentence of the article, or in the last
part of the file. Only machines write the sure forms (a breadcrumb, a counter, a label with the null date). The others
(a repeated name, `ads`) count only beside a sure one above the article. The same words in a sentence are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from beilin.importing.classify.line_shape import ends_in_stop, is_prose, width
from beilin.importing.classify.noise.timestamps import NULL_TIMESTAMP
from beilin.importing.model import Finding
from beilin.importing.source.lines import SourceLine

BOILERPLATE = "site chrome"
BREADCRUMB = "a breadcrumb"
MAX_BREADCRUMB = 90.0  # its last part may be the article's title
MAX_BOILERPLATE = 40.0
MAX_HEAD = 12  # lines
_FOOT_LINES = 12
# A site's name stands at the very top. An article's title may be repeated too, but is usually longer.
MAX_NAME = 12.0
_REPEATED_NAME = "a repeated short name beside other boilerplate, above the article"

_LABEL = (
    r"(?:作者|編輯|编辑|責任編輯|责任编辑|來源|来源|時間|时间|日期|發布時間|发布时间|發佈時間|更新時間|更新时间"
    r"|Author|Editor|Source|Time|Date|Published|Updated)"
)
_I = re.IGNORECASE
EMPTY_LABEL = re.compile(_LABEL + r"\s*[:：]", _I)
# Each form by its name in the evidence. Every pattern matches a whole line.
_HEAD_AND_FOOT = {
    "a label with the null date 1900/1/1": re.compile(
        rf"(?:{_LABEL}\s*[:：]\s*)+{NULL_TIMESTAMP.pattern}|{_LABEL}\s*[:：]\s*1900[-/]0?1[-/]0?1", _I
    ),
    "a hint to bookmark the site": re.compile(
        r"(?=.*(?:Ctrl|⌘|Cmd|Command)\s*\+\s*D\b)"
        r"(?=.*(?:收藏(?:本|我|該|该)|(?:bookmark|favou?rite)s? (?:this|our|us|the)))[^。；;:：]{1,60}",
        _I,
    ),
    BREADCRUMB: re.compile(
        r"(?:(?:您|你)?(?:的|所在的?|現在的|现在的)?(?:您的|當前|当前|目前|現在|现在"
        r"|所在)?位置\s*[:：]\s*[^>»›→＞。]{1,20}|(?:首頁|首页|主頁|主页|Home))"
        r"(?:\s*(?:>+|»|›|→|＞)\s*[^>»›→＞。]{1,20}){0,6}\s*(?:>+|»|›|→|＞)\s*[^>»›→＞。，,；;]{0,60}",
        _I,
    ),
    "a view counter": re.compile(
        r"(?:閱讀量?|阅读量?|瀏覽(?:量|次數)?|浏览(?:量|次数)?|點擊(?:量|次數)?|点击(?:量|次数)?|觀看|Views?"
        r"|Reads?|Hits)"
        r"\s*[:：(（]?\s*[0-9][0-9,.]*\s*[kKmM萬万]?\s*(?:次|人)?[)）]?"
        r"|[0-9][0-9,.]*\s*[kKmM萬万]?\s*(?:次(?:閱讀|阅读|瀏覽|浏览|點擊|点击)|views|reads)",
        _I,
    ),
}
_FOOT = {
    "a page load time": re.compile(
        r"\[?[0-9][0-9:.\-\s]*\s*ms(?:[0-9:.\-\s]*ms)*\]?"
        r"|(?:Processed|Generated|Executed|Rendered|Page\s+(?:generated|rendered|loaded))\b.{0,20}?[0-9.]+\s*"
        r"(?:second\(s\)|(?:ms|s|sec|seconds?)\b)\W*(?:[0-9]+\s*(?:SQL\s*)?queries\W*)?"
        r"|(?:頁面|页面)?(?:執行|执行|加載|加载|載入|运行|運行|生成)?(?:時間|时间|耗時|耗时|用時"
        r"|用时)\s*[:：]?\s*[0-9.]+\s*(?:ms|毫秒|秒|s)",
        _I,
    ),
    "a hint to scan a code": re.compile(
        r"(?:長按|长按|請|请)?(?:掃描|扫描|掃碼|扫码|掃一掃|扫一扫|識別|识别)[^。，,；;:：的]{0,14}(?:下載|下载"
        r"|關注|关注|安裝|安装)(?:本站|我們|我们|公眾號|公众号|官方|手機|手机|App|應用|应用|客戶端|客户端|軟體"
        r"|软件|\s){0,4}"
        r"|Scan\b[^.,;:]{0,24}\bto (?:download|install|follow)[^.,;:]{0,16}",
        _I,
    ),
}
_FOOT_ALL = {**_HEAD_AND_FOOT, **_FOOT}
_MENU = re.compile(r"(?:首頁|首页|Home)(?:[\s|｜·]+[^\s|｜·。,，:：]{1,8}){3,12}", _I)
_NAMED_HINT = re.compile(r"(?:請按|请按|按)?\s*(?:Ctrl|⌘|Cmd)\s*\+\s*D\s*(?:收藏|加入收藏)\s*(?P<name>\S{2,12})", _I)
_AD = re.compile(r"\[?(?:ads?|advertisements?|sponsored|廣告|广告|贊助內容|赞助内容)\]?", _I)
_REPEATED = re.compile(r"(?P<name>[^\s。，,]{2,12})[\s\-|_·]*(?P=name)")


def site_boilerplate(lines: Sequence[SourceLine]) -> list[Finding]:
    """The lines that a site's page added above and below its article."""
    filled = [line for line in lines if line.text]
    findings = {line.number: finding for line in filled if (finding := _at_foot(line, filled))}
    head = _head(filled)
    sure = {line.number: form for line, following in head if (form := _at_head(line, following))}
    sure |= _named_hints(head)
    for line, _ in head:
        form = sure.get(line.number) or _unsure_form(line.text)
        if form:
            is_sure = bool(sure)
            findings.setdefault(line.number, Finding(line.number, BOILERPLATE, f"{form}, above the article", is_sure))
    if sure and (count := _name_lines(head)) and head[count - 1][1] is not None:
        below = head[count][0] if count < len(head) else None
        if below and (below.number in findings or _AD.fullmatch(below.text)):
            findings |= {n.number: Finding(n.number, BOILERPLATE, _REPEATED_NAME, True) for n, _ in head[:count]}
    return list(findings.values())


def _named_hints(head: Sequence[tuple[SourceLine, SourceLine | None]]) -> dict[int, str]:
    """Hints to bookmark the site that name it, below the site's repeated name."""
    count = _name_lines(head) if head else 0
    first = head[0][0].text if count else ""
    name = match["name"] if (match := _REPEATED.fullmatch(first)) else first
    hints = ((line, _NAMED_HINT.fullmatch(line.text)) for line, _ in head[count:])
    return {
        line.number: "a hint to bookmark the site" for line, hint in hints if hint and name and hint["name"] == name
    }


def _unsure_form(text: str) -> str:
    """The form of a line that is boilerplate only beside a sure one; "" for none."""
    return "a row of menu entries" if _MENU.fullmatch(text) else "an advertisement label" if _AD.fullmatch(text) else ""


def _head(filled: Sequence[SourceLine]) -> list[tuple[SourceLine, SourceLine | None]]:
    """The lines before the first sentence, each with the one after it."""
    head: list[tuple[SourceLine, SourceLine | None]] = []
    for position, line in enumerate(filled[:MAX_HEAD]):
        if is_prose(line.text) and not _form_of(line.text, _HEAD_AND_FOOT):
            break
        head.append((line, filled[position + 1] if position + 1 < len(filled) else None))
    return head


def _at_head(line: SourceLine, following: SourceLine | None) -> str:
    """The sure form of a line above the article; "" for none."""
    if EMPTY_LABEL.fullmatch(line.text):
        # The value may be on the next line; then both lines stay.
        is_alone = following is None or is_prose(following.text) or following.text[-1] in ":：" or _labelled(following)
        return "a label without a value" if is_alone else ""
    return _form_of(line.text, _HEAD_AND_FOOT)


def _labelled(line: SourceLine) -> bool:
    return EMPTY_LABEL.match(line.text) is not None or bool(_form_of(line.text, _HEAD_AND_FOOT))


def _name_lines(head: Sequence[tuple[SourceLine, SourceLine | None]]) -> int:
    """How many lines at the very top are nothing but a repeated short name: none, one or two."""
    first = head[0][0].text
    if width(first) > MAX_NAME or ends_in_stop(first) or is_prose(first):
        return 0
    if _REPEATED.fullmatch(first):
        return 1
    return 2 if len(head) > 1 and head[1][0].text == first else 0


def _at_foot(line: SourceLine, filled: Sequence[SourceLine]) -> Finding | None:
    late = filled[max(1, min(len(filled) - _FOOT_LINES, len(filled) // 2)) :]
    if not late or line.number < late[0].number:
        return None
    form = _form_of(line.text, _FOOT_ALL)
    return Finding(line.number, BOILERPLATE, f"{form}, near the end", True) if form else None


def _form_of(text: str, forms: dict[str, re.Pattern[str]]) -> str:
    size = width(text)
    if size > MAX_BREADCRUMB:
        return ""
    limits = ((name, MAX_BREADCRUMB if name == BREADCRUMB else MAX_BOILERPLATE) for name in forms)
    return next((name for name, limit in limits if size <= limit and forms[name].fullmatch(text)), "")
