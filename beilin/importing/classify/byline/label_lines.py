"""Labels on lines of their own, with the value on the next line: `文字` above `何某某`, `Published` above a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from beilin.importing.classify.byline.credits import Credit, values_of
from beilin.importing.classify.byline.labels import CREDIT, key_of
from beilin.importing.classify.byline.names import is_outlet, is_person, may_be_name
from beilin.importing.classify.line_shape import width

_MARKS = ":：/／|｜ "
_MAX_PEN_NAME = 4.0


def read_label_lines(texts: Sequence[str]) -> dict[int, Credit]:
    """What pairs of lines state, by the position of the value; the label's line states the same as `labels.CREDIT`."""
    stated: dict[int, Credit] = {}
    for position, (label, value) in enumerate(pairwise(texts)):
        key = key_of(label.rstrip(_MARKS))
        if not key or key == "title" or position in stated:
            continue
        values = _values(key, value, has_mark=label[-1] in _MARKS)
        if values:
            stated[position] = {CREDIT: values}
            stated[position + 1] = {key: values}
    return stated


def _values(key: str, value: str, *, has_mark: bool) -> tuple[str, ...]:
    """The value if it is certainly one: a date, an address, full names; after a mark also a pen name."""
    if key in ("date", "updated", "source_url"):
        return values_of(key, value)
    if key == "source":
        return (value,) if is_outlet(value) or (has_mark and _is_pen_name(value)) else ()
    names = tuple(re.split(r"[、,，]\s*", value))
    return names if all(map(is_person, names)) or (has_mark and key == "author" and _is_pen_name(value)) else ()


def _is_pen_name(value: str) -> bool:
    return may_be_name(value) and width(value) <= _MAX_PEN_NAME and not key_of(value)
