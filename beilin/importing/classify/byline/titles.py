"""Which line of the head is the title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from beilin.importing.classify.byline.head import Head, may_be_title
from beilin.importing.classify.byline.labels import CREDIT
from beilin.importing.classify.byline.mixed_lines import OCCUPATION, read_names_line
from beilin.importing.classify.byline.names import is_outlet, is_person, may_be_name
from beilin.importing.classify.byline.scraper_codes import title_without_codes
from beilin.importing.classify.line_shape import width

MIN_TITLE = 4.0  # shorter lines among others are entries of a menu or names
_MIN_REPEATED = 5.0
_MIN_COPIED = 10.0  # shorter lines are repeated in menus
_SITE = re.compile(
    r"['’]s (?:\S+ )?\w+\Z|\b(?:blog|weblog|pages|journal|diary|notebook)\Z|札記|札记|博客|部落格|網誌|日記|日记"
    r"|筆記|笔记|小站|空間|空间",
    re.I,
)
_MIN_WITH_SUBTITLE = 14.0  # of two such lines, one below the other, the first is the title
_MAX_NAMES_BELOW = 6  # lines that may stand between the title and the credits
# What follows a page's title in the title of its window, and where a page names its article again.
_AFTER_TITLE = re.compile(r"\s*[-_|｜–—·•»›«‹/:：]+\s*\S|\s*[\[【(（](?:复制链接|複製連結)")
_QUOTED = re.compile(
    r"\b(?:thoughts?|comments?|responses?|repl(?:y|ies)) (?:on|to) [“\"‘'](?P<title>.{1,120}?)[”\"’']", re.IGNORECASE
)
_ENCYCLOPEDIA = re.compile(
    r"From Wikipedia, the free encyclopedia|(?:出自)?(?:維基百科|维基百科)，自由的百科全[書书]", re.IGNORECASE
)
_ENCYCLOPEDIA_COMMAND = re.compile(
    r"Article|Talk|Read|Edit|View (?:history|source)|Tools|Add languages|[0-9]+ languages|[0-9]+種語言"
    r"|[0-9]+种语言|添加語言"
    r"|條目|条目|討論|讨论|閱讀|阅读|編輯|编辑|檢視歷史|查看历史|工具|(?:臺灣|大陸|香港|新加坡|不转换"
    r"|不轉換).{0,4}",
    re.IGNORECASE,
)
_BREADCRUMB = re.compile(r"\S\s*[>›»→＞/]\s*\Z")
_MAX_QUOTING = 200  # characters
_COPY_COMMAND = re.compile(r"\s*[\[【](?:复制链接|複製連結)[\]】]\Z")
# Headings with which the text of an article begins.
_PART_WORDS = (
    "摘要 引言 前言 導語 导语 導言 导言 導讀 导读 提要 正文 序 序言 目錄 目录 編按 编按 緣起 缘起 楔子 "
    "introduction abstract summary preface foreword contents overview transcript prologue background tl;dr"
)
_PARTS = frozenset(_PART_WORDS.split())
_SUBTITLE = re.compile("[—–―─-]")


@dataclass(frozen=True, slots=True)
class Title:
    """The title, and where it stands in the head."""

    position: int
    text: str
    is_stated: bool  # not only likely
    evidence: str = ""


def find_title(head: Head, below: tuple[str, ...] = ()) -> Title | None:
    """The title; None if no line of the head is one. `below` are the texts of the lines below the head."""
    for position, credit in head.credits.items():
        if "title" in credit:
            return Title(position, credit["title"][0], True)
    for position, line in enumerate(head.lines[:2]):
        if text := title_without_codes(line.text):
            return Title(position, text, True)
    if (entry := _title_of_encyclopedia(head)) is not None:
        return Title(entry, head.lines[entry].text, True, "the encyclopedia names itself below it")
    candidates = head.candidates()
    anchors = [position for position, credit in head.credits.items() if credit.keys() != {CREDIT}]
    if repeated := _repeated(head, candidates, below, anchors[-1] if anchors else 0):
        return repeated
    if anchors:
        above = [position for position in candidates if position < anchors[-1]]
        later = [position for position in candidates if position > anchors[-1]]
        longest = max((width(head.lines[position].text) for position in later), default=0.0)
        near = [head.lines[position].text for position in above[-_MAX_NAMES_BELOW:]]
        if all(_is_small(text, longest) for text in near):
            return _below_credits(head, later) or _above_credits(head, above)
        return _above_credits(head, above)
    return _without_credits(head, candidates, below)


def _title_of_encyclopedia(head: Head) -> int | None:
    """The line above the words of Wikipedia that follow the title, and above the commands between the two."""
    words = next((at for at, line in enumerate(head.lines) if _ENCYCLOPEDIA.match(line.text)), 0)
    above = [at for at in range(words - 1, -1, -1) if not _ENCYCLOPEDIA_COMMAND.fullmatch(head.lines[at].text)]
    return above[0] if above and may_be_title(head.lines[above[0]].text) else None


def _repeated(head: Head, candidates: list[int], below: tuple[str, ...], last: int) -> Title | None:
    """The line that the window's title repeats with the site's name after it, or that the comments quote or repeat.

    `last` is the position of the last credit.
    """
    later = set(below)
    quoted = {match["title"] for other in below if len(other) <= _MAX_QUOTING and (match := _QUOTED.search(other))}
    texts = [line.text for line in head.lines]
    for position in reversed(candidates):
        text = _COPY_COMMAND.sub("", texts[position])
        if width(text) < _MIN_REPEATED:
            continue
        if any(other != text and other.startswith(text) and _AFTER_TITLE.match(other, len(text)) for other in texts):
            return Title(position, text, True, "it stands twice, once with the site's name")
        if any(other.endswith(text) and _BREADCRUMB.search(other[: -len(text)]) for other in texts):
            return Title(position, text, True, "the breadcrumb ends with it")
        if width(text) >= _MIN_COPIED and texts.count(text) > 1:
            return Title(position, text, True, "it stands twice above the text")
        if text in quoted:
            return Title(position, text, True, "the heading of the comments quotes it")
        is_near = 0 < last - position <= _MAX_NAMES_BELOW
        if is_near and text in later and width(text) >= _MIN_COPIED and not _is_credit_like(text):
            return Title(position, text, True, "it stands above the credits and again below the text")
    return None


def _is_credit_like(text: str) -> bool:
    return bool(read_names_line(text)) or OCCUPATION.fullmatch(text) is not None


def _above_credits(head: Head, above: list[int]) -> Title | None:
    """The nearest line above the last credit that is neither a name nor a word of a menu."""
    if not above:
        return None
    texts = {position: head.lines[position].text for position in above}
    right_above = [at - 1 for at, credit in head.credits.items() if "author" in credit and at - 1 in texts]
    order = [*reversed(right_above), *reversed(above)]
    nearest = next((position for position in order if not _is_name_or_word(texts, position, above)), None)
    if nearest is None:
        nearest = max(above, key=lambda position: (width(texts[position]), position))
    before = above[above.index(nearest) - 1] if above.index(nearest) else None
    if before is not None and before == nearest - 1 and _is_subtitle(head, nearest):
        nearest = before
    is_right_above = nearest + 1 in head.credits
    is_only = len(above) == 1 and not head.sentences
    evidence = "the line above the credits" if is_right_above else "the nearest line above the credits"
    return Title(nearest, texts[nearest], is_only and is_right_above, evidence)


def _is_small(text: str, other: float) -> bool:
    """Whether the line is a name or a word, or the name of a site above a longer title."""
    size = width(text)
    return bool(read_names_line(text)) or size < MIN_TITLE or (_SITE.search(text) is not None and size < other)


def _is_subtitle(head: Head, position: int) -> bool:
    """Whether the line is a subtitle of the one above: it has a dash, or both are long or stand apart."""
    above, line = head.lines[position - 1], head.lines[position]
    if width(above.text) < MIN_TITLE:
        return False
    is_paragraph = line.number == above.number + 1 and (
        position < 2 or above.number > head.lines[position - 2].number + 1
    )
    is_kicker = is_outlet(above.text) or above.text[-1] in "—–-:|" or (above.text.isupper() and not line.text.isupper())
    if min(width(above.text), width(line.text)) >= _MIN_WITH_SUBTITLE and not is_kicker:
        return True
    is_below_menu = any(at < position - 1 for at in head.furniture)
    return _SUBTITLE.match(line.text) is not None or (is_paragraph and is_below_menu)


def _is_name_or_word(texts: dict[int, str], position: int, above: list[int]) -> bool:
    """Whether the line is a name or too short for a title, and a line above it may be the title."""
    text = texts[position]
    others = [other for other in above if 0 < position - other <= _MAX_NAMES_BELOW]
    better = [other for other in others if width(texts[other]) >= MIN_TITLE]
    if not better:
        return False
    is_short_name = may_be_name(text) and width(text) <= MIN_TITLE
    is_bracketed = text[0] in "[【" and text[-1] in "]】"
    is_bracketed = is_bracketed or OCCUPATION.fullmatch(text) is not None
    return is_bracketed or bool(read_names_line(text)) or is_outlet(text) or width(text) < MIN_TITLE or is_short_name


def _below_credits(head: Head, candidates: list[int]) -> Title | None:
    """A line between the credits and the text, if none is above them."""
    for position in candidates:
        text = head.lines[position].text
        if width(text) >= MIN_TITLE and not is_person(text) and not is_outlet(text) and head.is_whole:
            return Title(position, text, False, "the line between the credits and the text")
    return None


def _without_credits(head: Head, candidates: list[int], below: tuple[str, ...]) -> Title | None:
    """The first line above the text; among a page's menus, the longest near the text."""
    later = set(below) | _PARTS
    likely = [position for position in candidates if head.lines[position].text.lower() not in later]
    if not likely or not head.is_whole:
        return None
    if not head.furniture and len(likely) <= 2:
        return Title(likely[0], head.lines[likely[0]].text, False, "the first line")
    near = likely[-_MAX_NAMES_BELOW:]
    chosen = max(near, key=lambda position: (width(head.lines[position].text), -position))
    return Title(chosen, head.lines[chosen].text, False, "the line above the text")
