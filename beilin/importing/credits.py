"""Lines that credit an article in forms of their own: `文/某某`, `By Ann Example`, `某某2023-06-21 01:19`.

Each form is of a whole line, so that a sentence that holds the same words is none. What it states is the source, the
authors and the date; who translated, edited or took notes stands in the account, for front matter has no such key.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from beilin.importing.dates import day_of
from beilin.text.cjk import HAN

Stated = dict[str, tuple[str, ...]]

# The labels of each front matter key, as sources write them.
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
# Stated beside another, and of no key of front matter: who translated, edited, took notes.
ROLES = (
    *("編譯", "编译", "翻譯", "翻译", "譯", "译", "譯者", "译者", "整理", "編輯", "编辑", "責編", "责编", "責任編輯"),
    *("责任编辑", "校對", "校对", "審校", "审校", "出品", "translator", "translated by", "editor", "edited by"),
)
MAX_VALUE = {"title": 120, "source": 40, "author": 40, "date": 40, "": 40}
KEY_OF = {label: key for key, labels in LABELS.items() for label in labels} | dict.fromkeys(ROLES, "")
# A value is a name. A sentence, or a second label run into the first, is none.
_NO_NAME = re.compile(r"[。！？!?；;，,：:]")
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


def credits_of(text: str) -> Stated:
    """What the line states, by key of front matter; empty where it is no credit, or not clearly one."""
    return next((stated for read in _FORMS if (stated := read(text))), {})


def looks_labelled(text: str) -> bool:
    """Whether the line begins as a labelled credit does, whatever follows."""
    match = _START.match(text)
    return match is not None and KEY_OF[text[: match.start("mark")].strip().lower()] != ""


def label_of(text: str) -> str:
    """The label at the start of the line as it is written, "" where there is none."""
    match = _START.match(text)
    return text[: match.start("mark")].strip() if match else ""


def _labelled(text: str) -> Stated:
    stated: Stated = {}
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
    """The value as front matter has it: a name, a day, several authors; nothing where it is none of these."""
    if len(value) > MAX_VALUE[key]:
        return ()
    if key == "date":
        return (day,) if (day := day_of(value)) else ()
    if key == "title":
        return (value,)
    if _NO_NAME.search(value) or (value.isascii() and value[0].islower() and " " in value):
        return ()
    return _names(value) if key == "author" else (value,)


def _is_title(text: str) -> bool:
    return KEY_OF.get(label_of(text).lower()) == "title"


def _names(value: str) -> tuple[str, ...]:
    """The names in a list of them. A space parts Chinese names, and stands inside Latin ones."""
    is_row = re.fullmatch(rf"[{HAN}]{{2,5}}(?:\s+[{HAN}]{{2,5}})+|\S+(?:\s+[A-Z])?", value) and "、" not in value
    parts = value.split() if is_row and not value.isascii() else re.split(r"、|\s*&\s*|\s+and\s+", value)
    return tuple(name.strip() for name in parts if name.strip())


def _formed(pattern: re.Pattern[str]) -> Callable[[str], Stated]:
    """A reader of one form, whose groups are keys."""

    def read(text: str) -> Stated:
        match = pattern.fullmatch(text)
        if match is None:
            return {}
        stated = {key: values_of(key, value.strip()) for key, value in match.groupdict().items() if value}
        return stated if all(stated.values()) else {}

    return read


_FORMS: tuple[Callable[[str], Stated], ...] = (
    _labelled,
    *map(_formed, (_AFTER, _ORIGINAL, _BY, _RUN_TOGETHER)),
    lambda text: {"date": (day,)} if (day := day_of(text)) else {},
)
