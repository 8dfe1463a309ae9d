"""Tags that only concern appearance, which browsers never show, however badly they are nested."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import NOTHING, Found
from beilin.migrating.bodies.protected import Protected
from beilin.migrating.model import Edit
from beilin.reading.html_tags import Piece, pieces_of

_STYLED = ("span", "font")
# Articles cannot have these, and what is in them is shown by every browser, or by those without scripts.
_SHELLS = {"noscript", "progress", "meter", "button", "label", "form", "fieldset", "legend", "main", "dialog", "output"}
_TAG = re.compile(rf"</?(?:{'|'.join((*_STYLED, *_SHELLS))})[\s/>]", re.IGNORECASE)
_APPEARANCE = {"style", "color", "face", "size", "align", "data-mce-style"}


def style_tags(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `style-tags`: the tags of `<font>`, and of `<span>` with nothing but a style, are removed, their content
    stays. So it is with elements that articles cannot have, such as `<noscript>`, and with tags of spans and fonts that
    have no counterpart, which would be shown as written."""
    del text, context
    if not _TAG.search(protected.masked):
        return NOTHING
    tags = [piece for piece in pieces_of(protected.masked) if piece.kind in ("open", "close")]
    removed = [tag for tag in tags if tag.name in _SHELLS]
    opened: dict[str, list[Piece]] = {name: [] for name in _STYLED}
    for tag in tags:
        if tag.name not in _STYLED:
            continue
        if tag.kind == "open":
            opened[tag.name].append(tag)
            continue
        opening = opened[tag.name].pop() if opened[tag.name] else None
        if opening is None or _is_style_alone(opening):
            removed += [tag, *([opening] if opening else [])]
    removed += [tag for left in opened.values() for tag in left]
    return Found(tuple(_joined(sorted(removed, key=lambda tag: tag.start))))


def _joined(tags: Iterable[Piece]) -> Iterator[Edit]:
    """The removals of tags, one for all that touch each other."""
    start = end = -1
    for tag in tags:
        if tag.start != end:
            if start < end:
                yield Edit(start, end, "", "style")
            start = tag.start
        end = tag.start + len(tag.raw)
    if start < end:
        yield Edit(start, end, "", "style")


def _is_style_alone(tag: Piece) -> bool:
    return tag.name == "font" or all(name in _APPEARANCE for name, _ in tag.attributes)
