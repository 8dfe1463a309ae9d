"""Lines that credit an article: `作者:某某`, `文/某某`, `By Ann Example`, `某某2023-06-21 01:19`.

Each form matches a whole line, so that a sentence with the same words does not match. A credit states the source, the
authors and the date. Translators, editors and photographers are only in the import record, because front matter has no
key for them: those facts have the key `labels.CREDIT`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from beilin.importing.classify.byline.dates import parse_date
from beilin.importing.classify.byline.labels import CREDIT, LABEL_PATTERN, MARK, key_of
from beilin.importing.classify.byline.mixed_lines import OCCUPATION, read_mixed_line, read_reporter_line
from beilin.importing.classify.byline.names import has_letters, is_no_one, is_outlet, is_person
from beilin.text.cjk import HAN

Credit = dict[str, tuple[str, ...]]

MAX_VALUE = {"title": 120, "source": 40, "author": 120, "date": 60, "updated": 60, "source_url": 500, CREDIT: 40}
MAX_NAME = 40  # characters of one of several authors
MAX_CREDIT = 600  # characters of a line
# A value is a name; a sentence, or a second label that runs into the first, is not.
_NOT_IN_NAME = re.compile(r"[。！？!?；;，,：:|｜]")
_TODAY = re.compile(r"(?:今天|今日|現在|现在)(?:是|[:：])|(?:當前|当前)(?:時間|时间|日期)|today is\b", re.IGNORECASE)
_LABEL = rf"(?P<label>{LABEL_PATTERN})"
_START = re.compile(rf"{_LABEL}\s*(?P<mark>{MARK})\s*(?=\S)", re.IGNORECASE)
_PART = re.compile(rf"(?:[;；|｜]\s*|\s+)(?={LABEL_PATTERN}\s*{MARK})", re.IGNORECASE)
_PIECE = re.compile(rf"{_LABEL}\s*{MARK}\s*(?P<value>\S.*)", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(r"(?P<name>\S.{0,120}?)\s+(?P<rest>[0-9].*)")
_LIST = re.compile(r",? (?:and|&) |, ")
_WITH_POST = re.compile(r"(?P<name>[^（()）]{2,40}?)\s*[（(][^（()）]{1,40}[)）]")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)

_HAN_NAME = rf"[{HAN}A-Za-z][{HAN}A-Za-z0-9·.\-]{{0,11}}"
_AFTER = re.compile(rf"(?P<author>{_HAN_NAME}(?:[、 ]{_HAN_NAME}){{0,3}})\s*[/／]\s*(?:文|撰文|作者|文字|口述)")
_ORIGINAL = re.compile(
    r"[（(]?本文(?:系|係|為|为|是)(?P<source>[^，,。；;:：\s]{1,20}?)(?:原創|原创)(?:文章|稿件|作品|內容"
    r"|内容)?[，,；;]\s*"
    r"作者(?:為|为|是|[:：])\s*(?P<author>[^，,。；;:：\s]{1,20})[。.]?[）)]?"
)
_FROM = re.compile(
    r"[（(]?本文(?:來自|来自|轉載自|转载自|首發於|首发于|摘自|源自)(?:微信)?(?:公眾號"
    r"|公众号)?\s*[:：]?\s*[「“《]?(?P<source>[^，,。；;:：\s（(」”》]{1,20})[」”》]?"
    r"\s*(?:[（(][^（()）]{1,40}[）)])?(?:[，,]\s*作者(?:為|为|是"
    r"|[:：])\s*(?P<author>[^，,。；;:：\s）)]{1,20}))?(?:[，,][^。]{1,80})?[。.]?[）)]?"
)
_CAPITALISED = r"[A-Z][\w'’.\-]*"
_NAME = f"{_CAPITALISED}(?: {_CAPITALISED}){{1,3}}"
_NAMES = f"{_NAME}(?:, {_NAME}){{0,4}}(?:,? (?:and|&) {_NAME})?"
_BY = re.compile(
    rf"(?:(?:Written|Posted|Published|Reported|Story|Words|Text) )?(?:[Bb]y|BY) (?P<author>{_NAMES})(?:\s*["
    rf"|·•,–—-]\s*(?P<date>\S.*))?"
)
_RUN_TOGETHER = re.compile(
    rf"(?P<author>[{HAN}]{{2,8}}|{_CAPITALISED}(?: {_CAPITALISED}){{0,2}})\s*"
    r"(?P<date>[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[ T]*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
)
_AGENCY = re.compile(rf"[{HAN}]{{2,10}}(?:記者|记者)(?P<name>[{HAN}]{{4,6}})[0-9]{{1,2}}日(?:專|专)?[電电]")
_BRACKETED = re.compile(r"[〔（(【［\[]\s*([^〔（(【［\[〕）)】］\]]{2,60})\s*[〕）)】］\]]")
_STARTED = re.compile(
    r"(?:Discussion|Thread) in ['‘“\"].{1,60}['’”\"],? started by (?P<name>\S{1,40}), (?P<date>[^.]{6,40})\.?"
)
_MARKED = re.compile(
    rf"(?:(?P<label>作者|撰文|文字|譯者|译者|翻譯|翻译|編輯|编辑|責編|责编|攝影|摄影)[ \u3000]+|[◎●■□▲◆◇○]\s*)"
    rf"(?P<names>[{HAN}]{{2,4}}(?:[、 ][{HAN}]{{2,4}}){{0,4}})"
)
_REPORTER = re.compile(
    rf"(?:[■□◎●▲]\s*)?(?P<source>[{HAN}]{{2,8}}?)??\s*(?:(?:本報|本报|本刊|本網|本网|特派|實習|实习|見習|见习"
    rf"|首席|資深|资深)*(?:記者|记者))\s*"
    rf"(?P<author>[{HAN}]{{2,4}}(?:[、 ][{HAN}]{{2,4}}){{0,4}})"
    rf"(?P<place>\s*[/／╱]\s*[{HAN}]{{0,6}}(?:報導|報道|报道|電|电))?"
)


def credits_of(text: str) -> Credit:
    """What the line states, by front-matter key; empty unless it is clearly a credit."""
    if len(text) > MAX_CREDIT or _TODAY.match(text):
        return {}
    return next((stated for read in _FORMS if (stated := read(text))), {})


def is_labelled(text: str) -> bool:
    """Whether the line begins with the label of a front-matter key, whatever follows."""
    return key_of(label_of(text)) not in ("", CREDIT)


def label_of(text: str) -> str:
    """The label at the start of the line as it is written; "" if there is none."""
    match = _START.match(text)
    return match["label"] if match else ""


def _labelled(text: str) -> Credit:
    """The facts of a line of labels and values."""
    stated: Credit = {}
    credited: list[str] = []
    for piece in _PART.split(text) if key_of(label_of(text)) != "title" else [text]:
        match = _PIECE.fullmatch(piece.strip())
        key = key_of(match["label"]) if match else ""
        value, day = _without_date(key, match["value"].strip()) if match else ("", "")
        if day and stated.setdefault("date", (day,)) != (day,):
            return {}
        if key == "source" and _ADDRESS.fullmatch(value):
            key = "source_url"
        values = values_of(key, value) if key else ()
        if not values or key in stated:
            return {}
        if key == CREDIT or (key in ("author", "source") and is_no_one(value)):
            credited += values
        else:
            stated[key] = values
    return stated or ({CREDIT: tuple(credited)} if credited else {})


def _without_date(key: str, value: str) -> tuple[str, str]:
    """A name without the date after it, and the date; "" for the name of a person before any other number."""
    match = _BEFORE_NUMBER.fullmatch(value) if key in ("author", "source", CREDIT) else None
    if match is None:
        return value, ""
    if key != CREDIT and (day := parse_date(match["rest"])):
        return match["name"], day
    return ("", "") if key != "source" else (value, "")


def values_of(key: str, value: str) -> tuple[str, ...]:
    """The value in the form of front matter: a name, a date, several authors; () if it is not a valid value."""
    if len(value) > MAX_VALUE[key]:
        return ()
    if key in ("date", "updated"):
        return (day,) if (day := parse_date(value)) else ()
    if key == "source_url":
        return (value,) if _ADDRESS.fullmatch(value) else ()
    if not has_letters(value):
        return ()
    if key == "title":
        return (value,)
    if key_of(value):  # `文／圖` is a row of labels
        return ()
    if key == "author" and _are_names(value):
        return tuple(name for name in _LIST.split(value) if not OCCUPATION.fullmatch(name))
    if _NOT_IN_NAME.search(value) or (value.isascii() and value[0].islower() and " " in value):
        return ()
    return (value,) if key == "source" else _names(value)


def _are_names(value: str) -> bool:
    """Whether the value is a list of full Latin names with commas."""
    return ", " in value and all(map(is_person, _LIST.split(value)))


def _names(value: str) -> tuple[str, ...]:
    """The names in a list. A space separates Chinese names, but is part of a Latin name."""
    is_row = re.fullmatch(rf"[{HAN}]{{2,5}}(?:\s+[{HAN}]{{2,5}})+|\S+(?:\s+[A-Z])?", value) and "、" not in value
    parts = value.split() if is_row and not value.isascii() else re.split(r"、|\s*&\s*|\s+and\s+", value)
    names = [_without_post(name.strip()) for name in parts if has_letters(name)]
    return tuple(names) if all(len(name) <= MAX_NAME for name in names) else ()


def _without_post(name: str) -> str:
    """A person's name without the post in brackets after it."""
    match = _WITH_POST.fullmatch(name)
    return match["name"] if match and is_person(match["name"]) else name


def _reader_of(pattern: re.Pattern[str]) -> Callable[[str], Credit]:
    """A function that reads one form; the groups of the pattern are keys."""

    def read(text: str) -> Credit:
        match = pattern.fullmatch(text)
        if match is None:
            return {}
        stated = {key: values_of(key, value.strip()) for key, value in match.groupdict().items() if value}
        return stated if all(stated.values()) else {}

    return read


def _run_together(text: str) -> Credit:
    """A name and a date without a space; the name of a paper is the source."""
    stated = _reader_of(_RUN_TOGETHER)(text)
    if stated and is_outlet(stated["author"][0]):
        return {"source": stated["author"], "date": stated["date"]}
    return stated


def _started_by(text: str) -> Credit:
    """`Discussion in 'Hardware' started by someone, Sep 9, 2020.`"""
    match = _STARTED.fullmatch(text)
    day = parse_date(match["date"]) if match else ""
    return {"author": (match["name"],), "date": (day,)} if match and day else {}


def reporter_of(text: str) -> Credit:
    """`記者甲某／台北報導`, `■本报记者 甲某`, `〔記者甲某／台北報導〕`."""
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed and (agency := _AGENCY.fullmatch(bracketed[1])):
        name = agency["name"][: 3 if len(agency["name"]) > 4 else 2]  # the place behind it has two or three characters
        return {"author": (name,)} if is_person(name) else {}
    match = _REPORTER.fullmatch(bracketed[1] if bracketed else text)
    if match is None:
        return {}
    names = tuple(re.split("[、 ]", match["author"]))
    if not match["place"] and not all(map(is_person, names)):
        return {}
    source = match["source"] or ""
    return {"author": names, **({"source": (source,)} if is_outlet(source) else {})}


def _marked_name(text: str) -> Credit:
    """`作者 甲某` or `◎甲某`: a full name after a label without a colon, or after a mark."""
    match = _MARKED.fullmatch(text)
    names = tuple(re.split("[、 ]", match["names"])) if match else ()
    if match is None or not all(map(is_person, names)):
        return {}
    return {key_of(match["label"]) if match["label"] else "author": names}


_FORMS: tuple[Callable[[str], Credit], ...] = (
    _labelled,
    *map(_reader_of, (_AFTER, _ORIGINAL, _FROM, _BY)),
    _run_together,
    reporter_of,
    _started_by,
    read_reporter_line,
    _marked_name,
    lambda text: {"date": (day,)} if (day := parse_date(text)) else {},
    read_mixed_line,
)
