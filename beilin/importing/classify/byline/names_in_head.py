"""Names without a label in the head: between the title and the date, or between the date and the text."""

from __future__ import annotations

from collections.abc import Mapping

from beilin.importing.classify.byline.credits import Credit
from beilin.importing.classify.byline.head import Head
from beilin.importing.classify.byline.mixed_lines import read_names_line
from beilin.importing.classify.byline.names import may_be_name
from beilin.importing.classify.byline.titles import Title
from beilin.importing.classify.line_shape import width

_MAX_PEN_NAME = 8.0


def names_in_head(head: Head, title: Title | None, stated: Mapping[int, Credit]) -> dict[int, Credit]:
    """The source and the authors that lines below the title name, by position.

    Without a date in the head the lines may be anything. A full name or a paper's name counts beside a credit or the
    title; a pen name right below the title if it stands twice, or if the date is on the next line.
    """
    start = title.position + 1 if title else 0
    if title and head.credits and (title.position in head.credits or title.position > max(head.credits)):
        start = 0 if title.position not in head.credits else min(head.credits) + 1  # the title stands below all else
    names: dict[int, Credit] = {}
    known = {key for credit in stated.values() for key in credit}
    has_date = "date" in known
    for position in range(start, len(head.lines)):
        if position in head.credits or position in head.sentences or position in head.unclear:
            continue
        text = head.lines[position].text
        if has_date and _is_beside_credit(head, title, position, stated) and (credit := read_names_line(text)):
            # A Latin name above the date, with the title below both, may be that of the site.
            may_be_site = text.isascii() and title is not None and position < title.position
            new = {key: values for key, values in credit.items() if key not in known and not may_be_site}
        elif "author" not in known and _is_pen_name(head, position, stated, is_first=bool(title) and position == start):
            new = {"author": (text,)}
        else:
            continue
        if new:
            names[position] = new
            known |= new.keys()
    return names


def _is_beside_credit(head: Head, title: Title | None, position: int, stated: Mapping[int, Credit]) -> bool:
    """Whether the nearest line above or below, without those of the page, is the title or a credit."""
    above, below = position - 1, position + 1
    while above >= 0 and above in head.furniture:
        above -= 1
    while below in head.furniture:
        below += 1
    return above in stated or below in stated or (title is not None and above == title.position)


def _is_pen_name(head: Head, position: int, stated: Mapping[int, Credit], *, is_first: bool) -> bool:
    """Whether the line is a pen name: right below the title it stands twice; else a date is next to it.

    A name below the date has a command of the page below it: to follow the author.
    """
    text = head.lines[position].text
    if not may_be_name(text) or width(text) > _MAX_PEN_NAME or position in head.furniture:
        return False
    is_repeated = is_first and position + 1 < len(head.lines) and head.lines[position + 1].text == text
    below = position + 1
    while below in head.furniture:
        below += 1
    is_above_date = bool({"date", "updated"} & stated.get(below, {}).keys())
    is_below_date = "date" in stated.get(position - 1, {}) and position + 1 in head.furniture
    return is_repeated or is_below_date or (is_above_date and (is_first or below > position + 1))
