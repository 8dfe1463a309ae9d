"""Edits within the target of a link or image → one edit of the whole target, and of the whole image.

With a template in its target, a link or image is usually not read as one, and its source is shown. With the whole of it
in the edit, the record shows what has become of these words.
"""

from __future__ import annotations

from collections.abc import Sequence

from beilin.migrating.model import Edit

_LONGEST = 2000  # characters of a target before and behind an edit; or a line of many edits would be searched for each


def in_whole_targets(text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits, in order, those within a target together."""
    found: list[Edit] = []
    for edit in edits:
        if found and edit.start < found[-1].end:  # within the target of the edit before it
            found[-1] = _combined(text, found[-1], edit)
            continue
        start, end = _target(text, edit)
        if start == edit.start:
            found.append(edit)
        else:
            found.append(Edit(start, end, text[start : edit.start] + edit.text + text[edit.end : end], edit.kind))
    return tuple(found)


def _combined(text: str, whole: Edit, edit: Edit) -> Edit:
    """The two edits as one; after the place of the second, the first has the old text."""
    tail = text[edit.end : whole.end]
    head = whole.text[: len(whole.text) - (whole.end - edit.start)]
    return Edit(whole.start, whole.end, head + edit.text + tail, whole.kind)


def _target(text: str, edit: Edit) -> tuple[int, int]:
    """From "](" or "![" to ")" on the line of the edit, or the place of the edit if it is not in a target."""
    nearest = max(0, edit.start - _LONGEST)
    line = max(nearest, text.rfind("\n", nearest, edit.start) + 1)
    opening = text.rfind("](", line, edit.start)
    if (
        edit.start == edit.end
        or opening < 0
        or ")" in text[opening : edit.start]
        or "\n" in text[edit.start : edit.end]
    ):
        return edit.start, edit.end
    closing = text.find(")", edit.end, edit.end + _LONGEST)
    if closing < 0 or "\n" in text[edit.end : closing]:
        return edit.start, edit.end
    mark = text.rfind("![", line, opening)
    return (mark if mark >= 0 and "]" not in text[mark + 2 : opening] else opening), closing + 1
