"""The article as a Markdown file: front matter, then a paragraph, heading or list item for each kept line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from beilin.importing.markdown.escaping import escape
from beilin.importing.markdown.front_matter import FrontMatter, front_matter


def write_markdown(
    front: FrontMatter, texts: Mapping[int, str], headings: Sequence[int], lists: Sequence[Sequence[int]]
) -> bytes:
    """The file's bytes. `texts` has the text of each kept line by its number, in order."""
    markers = _markers(lists)
    heading_lines = frozenset(headings)
    first_items = {items[0] for items in lists}
    blocks: list[str] = []
    for number, text in texts.items():
        if number in markers:
            item = f"{markers[number]} {escape(text, 'item')}"
            if number in first_items:
                blocks.append(item)
            else:
                blocks[-1] += f"\n{item}"
        elif number in heading_lines:
            blocks.append(f"## {escape(text, 'heading')}")
        else:
            blocks.append(escape(text, "paragraph"))
    return (front_matter(front) + "\n\n".join(blocks) + "\n").encode()


def _markers(lists: Sequence[Sequence[int]]) -> dict[int, str]:
    """The marker of each item. Lists alternate between `.` and `)`, because two adjacent lists of one kind merge."""
    return {
        line: f"{number}{'.)'[position % 2]}"
        for position, items in enumerate(lists)
        for number, line in enumerate(items, start=1)
    }
