"""The head of a post on a bulletin board such as PTT: four labels without colons, the last with a date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from beilin.importing.classify.byline.dates import parse_date
from beilin.importing.classify.byline.labels import CREDIT

_AUTHOR = re.compile(
    r"作者[:：]?\s*(?P<name>[A-Za-z0-9_.-]{2,40})\s*(?:\(.{0,60}\))?\s*(?:(?:看板|站內)[:：]?\s*(?P<board>\S{1,40}))?"
)
_BOARD = re.compile(r"(?:看板|站內)[:：]?\s*(?P<board>\S{1,40})")
_TITLE = re.compile(r"標題[:：]?\s*(?P<title>\S.{0,119})")
_TIME = re.compile(r"時間[:：]?\s*(?P<date>\S.{0,59})")


def read_bulletin_board(texts: Sequence[str]) -> dict[int, dict[str, tuple[str, ...]]]:
    """What the lines of the post's head state, by position; {} if there is no such head."""
    for position, text in enumerate(texts):
        author = _AUTHOR.fullmatch(text)
        if author is None:
            continue
        rest = list(texts[position + 1 : position + 4])
        board = author["board"] is not None or (bool(rest) and _BOARD.fullmatch(rest[0]) is not None)
        start = position + 1 if author["board"] else position + 2
        title, time = (*texts[start : start + 2], "", "")[:2]
        title_match, time_match = _TITLE.fullmatch(title), _TIME.fullmatch(time)
        day = parse_date(time_match["date"]) if time_match else ""
        if board and title_match and day:
            head: dict[int, dict[str, tuple[str, ...]]] = {
                position: {"author": (author["name"],)},
                start: {"title": (title_match["title"],)},
                start + 1: {"date": (day,)},
            }
            if start == position + 2:
                head[position + 1] = {CREDIT: (rest[0],)}
            return head
    return {}
