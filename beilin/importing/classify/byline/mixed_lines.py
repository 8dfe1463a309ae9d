"""Lines on which a page prints a date beside names and counters: `2023-06-02 10:20 山城日報 記者甲某／台北報導`,
`April 12, 2019 by Ann Example — 4 Comments`.

Every piece must be understood; a piece that may be anything else makes the line text.
"""

from __future__ import annotations

import re

from beilin.importing.classify.byline.dates import parse_date
from beilin.importing.classify.byline.labels import CREDIT, LABEL_PATTERN, key_of
from beilin.importing.classify.byline.names import is_no_one, is_outlet, is_person, may_be_name
from beilin.importing.classify.noise.furniture import furniture_form
from beilin.text.cjk import HAN

MAX_MIXED = 160  # characters
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
# Where a date may begin and how far it may reach; `parse_date` decides.
_CLOCK = (
    r"(?:上午|下午|早上|晚上|凌晨)?\s*[0-9]{1,2}(?::[0-9]{2}){1,2}(?:\s*[AP]\.?M\b\.?)?(?:\s*(?:Z|UTC|GMT"
    r"|[A-Z]{2,4}\b|[+-][0-9]{2}:?[0-9]{2}))?"
)
_DATE = re.compile(
    r"(?:(?<![0-9])[0-9]{4}\s?(?:年|[-/.])\s?[0-9]{1,2}\s?(?:月|[-/.])\s?[0-9]{1,2}(?:\s?[日號号]|(?![0-9]))"
    r"(?:\s*[(（]?(?:星期|週|周)[一二三四五六日天][)）]?)?"
    r"|(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}(?![0-9])"
    rf"|\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s)?(?:{_MONTHS})[a-z]*\.?\s[0-9]{{1,2}}(?:st|nd|rd"
    rf"|th)?,?\s[0-9]{{4}}"
    rf"|\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s)?[0-9]{{1,2}}\s(?:{_MONTHS})[a-z]*\.?,?\s[0-9]{{4}})"
    rf"(?:(?:[ T,:]*|,?\sat\s){_CLOCK})?",
    re.IGNORECASE,
)
_MAX_DATES = 2
_REVISED = re.compile(r"[（(][^（()）]{1,40}(?:更新|修改|updated|edited)[^（()）]{0,20}[）)]", re.IGNORECASE)
_SEPARATOR = re.compile(r"[】\]]\s*[【\[]|\s*[|｜·•∙・／/—–※]+\s*|\s{2,}|\u3000|\t|\s-\s|[,，]\s*")
_COUNTER = re.compile(
    r"[(（【\[]?\s*(?:[0-9][0-9,.]*\s*[kKmM萬万+]?\s*(?:次|條|条|個|个|則|则|人|字)?\s*)?"
    r"(?:評論|评论|留言|回應|回应|閱讀|阅读|閱讀量|阅读量|瀏覽|浏览|點擊|点击|收藏|點讚|点赞|讚|赞|分享|轉發|转发"
    r"|人氣|人气|回覆|回复|參與|参与|字數|字数|字"
    r"|comments?|views?|reads?|likes?|shares?|responses?|replies|claps|min(?:ute)?s? read)"
    r"\s*(?:數|数|量|次數|次数)?\s*[(（:：]?\s*(?:[0-9][0-9,.]*\s*[kKmM萬万+]?\s*(?:次|條|条|人|字|人參與"
    r"|人参与)?)?\s*[)）】\]]?",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"原創|原创|轉載|转载|首發|首发|收藏本文|我有話說(?:[(（].{1,14}[)）])?|我有话说(?:[(（].{1,14}[)）])?"
    r"|我要評論|我要评论|發表評論|发表评论|字[號号體体大小][:：]?"
    r"|大|中|小|打印|列印|關閉|关闭|舉報|举报|編輯|编辑|修改|發布|发布|發佈|發表|发表|已於|已于|於|于"
    r"|发表于\S{2,4}|發表於|发布于\S{2,6}|只看[該该]作者|只看樓主|只看楼主|樓主|楼主"
    r"|IP\s?(?:属地|屬地)[:：]?\s?\S{0,6}|\S{2,3}(?:省|市)?网友|聽新聞|听新闻|關注|关注|顯示全部樓層|显示全部楼层"
    r"|來自手機|来自手机|最後更新|最后更新"
    r"|leave a (?:comment|reply)|no comments|uncategori[sz]ed|posted|published|updated|edited|share|print|save"
    r"|follow|in|on|at|@"
    r"|permalink|listen|by|posted @",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:(?:posted|written|published|reported)\s+)?by\s*:?\s+(?P<name>\S.{0,40}?)(?:\s+(?:on|in|at))?", re.IGNORECASE
)
_LABELLED = re.compile(rf"(?P<label>{LABEL_PATTERN})\s*[:：]\s*(?P<value>\S.*)", re.IGNORECASE)
_BEFORE_LABEL = re.compile(rf"\s+(?={LABEL_PATTERN}\s*[:：])", re.IGNORECASE)
_LABEL_BEFORE_DATE = re.compile(rf"(?:^|[\s|｜·•])(?:已)?(?P<label>{LABEL_PATTERN})\s*[:：]?\s*\Z", re.IGNORECASE)
_REPORTER = re.compile(
    rf"(?:本報|本报)?(?:記者|记者)\s*(?P<name>[{HAN}]{{2,4}})(?:\s*[{HAN}]{{0,6}}(?:報導|報道|报道))?"
)
_PLACE = re.compile(rf"[{HAN}]{{2,6}}(?:報導|報道|报道|電|电)")
OCCUPATION = re.compile(
    r"(?:[A-Z][a-z]+ ){0,3}(?:Writer|Reporter|Editor|Correspondent|Contributor|Columnist|Staff|Analyst|Team)"
)
_SIGNS = re.compile(r"[^\w]*")
_REGIONS = (
    "北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 "
    "云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 "
    "香港 澳门 台北 臺北 新北 桃園 台中 臺中 台南 臺南 高雄 美国 日本 英国"
)
_PROVINCES = frozenset(_REGIONS.split())  # where a page says that its writer is
_NOT_NAMES = (_COUNTER, _ACTION, _PLACE, _SIGNS, OCCUPATION)


def read_mixed_line(text: str) -> dict[str, tuple[str, ...]]:
    """The facts on a line with a date and other pieces, by key of front matter; {} if it is not such a line."""
    text = _REVISED.sub("", text) if len(text) <= MAX_MIXED else ""
    found = list(_DATE.finditer(text))
    if not 1 <= len(found) <= _MAX_DATES:
        return {}
    stated: dict[str, tuple[str, ...]] = {}
    pieces: list[str] = []
    start = 0
    for match in found:
        day = parse_date(match[0])
        before = text[start : match.start()]
        label = _LABEL_BEFORE_DATE.search(before)
        key = key_of(label["label"]) if label else "date"
        key = key if key in ("date", "updated") else "date"
        if not day or (key == "date" and "date" in stated):
            return {}
        pieces += _split(before[: label.start()] if label and key_of(label["label"]) in ("date", "updated") else before)
        stated.setdefault(key, (day,))
        start = match.end()
    pieces += _split(text[start:])
    names = _names_in(pieces)
    return {} if names is None else names | stated


def read_names_line(text: str) -> dict[str, tuple[str, ...]]:
    """The source and the authors on a line of nothing but names, such as `遠方財經 • 何未 唐可`; {} if it is not one.

    The caller checks that the line stands among the credits.
    """
    if len(text) > MAX_MIXED:
        return {}
    pieces = _split(text)
    names = [piece for piece in pieces if is_outlet(piece) or is_person(piece)]
    others = [piece for piece in pieces if piece not in names]
    if not names or not all(any(form.fullmatch(piece) for form in (_REPORTER, *_NOT_NAMES)) for piece in others):
        return {}
    return _names_in(pieces) or {}


def read_reporter_line(text: str) -> dict[str, tuple[str, ...]]:
    """The facts on a line that names a reporter as one: `山城日報／記者張以安／南投報導`; {} if it is not one."""
    if len(text) > MAX_MIXED or not any(_REPORTER.fullmatch(piece) for piece in _split(text)):
        return {}
    return read_names_line(text)


def _split(text: str) -> list[str]:
    """The pieces of a part of the line. A space separates pieces too, but not the words of Latin text."""
    pieces: list[str] = []
    for piece in (piece for part in _BEFORE_LABEL.split(text) for piece in _SEPARATOR.split(part)):
        if re.search(f"[{HAN}]", piece) and not _is_understood(piece.strip()):
            pieces += piece.split()
        else:
            pieces.append(piece)
    return [bare for piece in pieces if (bare := piece.strip(" :：,，;；【】[]"))]


def _is_understood(piece: str) -> bool:
    if label := _LABELLED.fullmatch(piece):  # an action may follow the value: `作者：陸知遠 字號： 小 中 大`
        return not any(_ACTION.fullmatch(word) for word in label["value"].split()[1:])
    return bool(furniture_form(piece)) or any(form.fullmatch(piece) for form in (_COUNTER, _ACTION, _REPORTER))


def _names_in(pieces: list[str]) -> dict[str, tuple[str, ...]] | None:
    """The source and the authors among the pieces; None if one is not understood."""
    authors: list[str] = []
    sources: list[str] = []
    unknown: list[str] = []
    for piece in pieces:
        if furniture_form(piece) or piece in _PROVINCES or any(form.fullmatch(piece) for form in _NOT_NAMES):
            continue
        if match := _REPORTER.fullmatch(piece) or _BY.fullmatch(piece):
            authors += re.split(r"\s+and\s+|、", match["name"].strip())
        elif match := _LABELLED.fullmatch(piece):
            key = key_of(match["label"])
            if key == CREDIT:
                continue
            if key not in ("author", "source") or not may_be_value(match["value"]):
                return None
            (authors if key == "author" else sources).append(match["value"].strip())
        elif is_outlet(piece):
            sources.append(piece)
        elif is_person(piece):
            authors.append(piece)
        elif may_be_name(piece):
            unknown.append(piece)
        else:
            return None
    for name in unknown:
        # `原創 北窗 書與網`: the author precedes the publication.
        (sources if (authors and not sources and len(unknown) > 1) or (authors and not sources) else authors).append(
            name
        )
    authors = [name for name in dict.fromkeys(authors) if not is_no_one(name)]
    if len(sources) > 1 or len(authors) > 6 or any(len(name) > 40 for name in authors):
        return None
    return {**({"source": tuple(sources)} if sources else {}), **({"author": tuple(authors)} if authors else {})}


def may_be_value(text: str) -> bool:
    """Whether a labelled value can be a name."""
    return 0 < len(text.strip()) <= 20 and not re.search("[。！？!?；;，,：:]", text)
