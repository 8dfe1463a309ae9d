"""Opening and closing tags → calls with their inner text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from beilin.migrating.bodies.shortcodes.call import Call


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag by itself. That of kind "open" may have a closing one; a closing one without a name closes the last."""

    kind: Literal["open", "close", "single"]
    call: Call

    @property
    def end(self) -> int:
        """Where the tag ends."""
        return self.call.end


def pair(tags: Sequence[Tag]) -> tuple[Call, ...]:
    """The calls in order of their start. A closing tag takes the nearest opening one of its name that is still open.

    Those that are open between the two have no closing tag. A closing tag without an opening one is ignored.
    """
    calls: list[Call] = []
    stack: list[int] = []  # indexes of `calls` that may be closed
    open_by_name: dict[str, int] = defaultdict(int)
    for tag in tags:
        name = tag.call.name
        if tag.kind != "close":
            calls.append(tag.call)
            if tag.kind == "open":
                stack.append(len(calls) - 1)
                open_by_name[name] += 1
        elif (name and open_by_name[name]) or (not name and stack):
            while stack:
                index = stack.pop()
                open_by_name[calls[index].name] -= 1
                if not name or calls[index].name == name:
                    calls[index] = replace(calls[index], closing=(tag.call.start, tag.call.end))
                    break
    return tuple(calls)
