"""Lines that credit an article: `作者:某某`, `文/某某`, `By Ann Example`, `某某2023-06-21 01:19`.

Each form matches a whole line, so that a sentence with the same words does not match. A credit states the source, the
authors and the date. Translators, editors and note takers are only in the import record, because front matter has no
key for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from beilin.importing.classify.byline.dates import parse_date
from beilin.text.cjk import HAN

Credit = dict[str, tuple[str, ...]]

# The labels of each front-matter key, as sources write them.
LABELS = {
    "title": ("標題", "标题", "title"),
    "source": (*("來源", "来源", "資料來源", "资料来源", "文章來源", "文章来源", "本文來源", "本文来源", "source"),),
    "author": ("作者", "原作者", "撰文", "文", "文字", "演講", "演讲", "口述", "author", "by", "written by"),
    "date": (
        *("日期", "時間", "时间", "發布時間", "发布时间", "發佈時間", "發表時間", "发表时间"),
        "date",
        "published",
        "posted",
    ),
}
# Labels without a front-matter key: who translated, edited, took notes.
ROLES = (
    *("編譯", "编译", "翻譯", "翻译", "譯", "译", "譯者", "译者", "整理", "編輯", "编辑", "責編", "责编", "責任編輯"),
    *("责任编辑", "校對", "校对", "審校", "审校", "出品", "translator", "translated by", "editor", "edited by"),
)
MAX_VALUE = {"title": 120, "source": 40, "author": 40, "date": 40, "": 40}
KEY_OF = {label: key for key, labels in LABELS.items() for label in labels} | dict.fromkeys(ROLES, "")
# A value is a name; a sentence, or a second label that runs into the first, is not.
_NOT_IN_NAME = re.compile(r"[。！？!?；;，,：:]")
_LABEL = "|".join(sorted(map(re.escape, KEY_OF), key=len, reverse=True))
_START = re.compile(rf"(?:{_LABEL})\s*(?P<mark>[:：/／|｜丨])\s*(?=\S)", re.IGNORECASE)
_PART = re.compile(rf"(?:[;；|｜]\s*|\s+)(?=(?:{_LABEL})\s*[:：/／|｜丨])", re.IGNORECASE)
_PIECE = re.compile(rf"(?P<label>{_LABEL})\s*[:：/／|｜丨]\s*(?P<value>\S.*)", re.IGNORECASE)

_HAN_NAME = rf"[{HAN}A-Za-z][{HAN}A-Za-z0-9·.\-]{{0,11}}"
_AFTER = re.compile(rf"(?P<author>{_HAN_NAME}(?:[、 ]{_HAN_NAME}){{0,3}})\s*[/／]\s*(?:文|撰文|作者)")
_ORIGINAL = re.compile(
    r"[（(]?本文(?:系|係|為|为|是)(?P<source>[^，,。；;:：\s]{1,20}?)(?:原創|原创)(?:文章|稿件|作品|內容|内容)?[，,；;]\s*"
    r"作者(?:為|为|是|[:：])\s*(?P<author>[^，,。；;:：\s]{1,20})[。.]?[）)]?"
)
_CAPITALISED = r"[A-Z][\w'’.\-]*"
_NAME = f"{_CAPITALISED}(?: {_CAPITALISED}){{1,3}}"
_BY = re.compile(rf"By (?P<author>{_NAME}(?: and {_NAME})?)(?:\s*[|·•,–—-]\s*(?P<date>\S.*))?")
_RUN_TOGETHER = re.compile(
    rf"(?P<author>[{HAN}]{{2,8}}|{_CAPITALISED}(?: {_CAPITALISED}){{0,2}})\s*"
    r"(?P<date>[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[ T]*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
)


def credits_of(text: str) -> Credit:
    """What the line states, by front-matter key; empty unless it is clearly a credit."""
    return next((stated for read in _FORMS if (stated := read(text))), {})


def is_labelled(text: str) -> bool:
    """Whether the line begins with the label of a front-matter key, whatever follows."""
    match = _START.match(text)
    return match is not None and KEY_OF[text[: match.start("mark")].strip().lower()] != ""


def label_of(text: str) -> str:
    """The label at the start of the line as it is written; "" if there is none."""
    match = _START.match(text)
    return text[: match.start("mark")].strip() if match else ""


def _labelled(text: str) -> Credit:
    """The facts of a line of labels and values."""
    stated: Credit = {}
    for piece in _PART.split(text) if not _is_title(text) else [text]:
        match = _PIECE.fullmatch(piece.strip())
        key = KEY_OF[match["label"].lower()] if match else ""
        values = values_of(key, match["value"].strip()) if match else ()
        if not values or key in stated:
            return {}
        if key:
            stated[key] = values
    return stated


def values_of(key: str, value: str) -> tuple[str, ...]:
    """The value in the form of front matter: a name, a date, several authors; () if it is not a valid value."""
    if len(value) > MAX_VALUE[key]:
        return ()
    if key == "date":
        return (day,) if (day := parse_date(value)) else ()
    if key == "title":
        return (value,)
    if _NOT_IN_NAME.search(value) or (value.isascii() and value[0].islower() and " " in value):
        return ()
    return _names(value) if key == "author" else (value,)


def _is_title(text: str) -> bool:
    return KEY_OF.get(label_of(text).lower()) == "title"


def _names(value: str) -> tuple[str, ...]:
    """The names in a list. A space separates Chinese names, but is part of a Latin name."""
    is_row = re.fullmatch(rf"[{HAN}]{{2,5}}(?:\s+[{HAN}]{{2,5}})+|\S+(?:\s+[A-Z])?", value) and "、" not in value
    parts = value.split() if is_row and not value.isascii() else re.split(r"、|\s*&\s*|\s+and\s+", value)
    return tuple(name.strip() for name in parts if name.strip())


def _reader_of(pattern: re.Pattern[str]) -> Callable[[str], Credit]:
    """A function that reads one form; the groups of the pattern are keys."""

    def read(text: str) -> Credit:
        match = pattern.fullmatch(text)
        if match is None:
            return {}
        stated = {key: values_of(key, value.strip()) for key, value in match.groupdict().items() if value}
        return stated if all(stated.values()) else {}

    return read


_FORMS: tuple[Callable[[str], Credit], ...] = (
    _labelled,
    *map(_reader_of, (_AFTER, _ORIGINAL, _BY, _RUN_TOGETHER)),
    lambda text: {"date": (day,)} if (day := parse_date(text)) else {},
)
