"""The blocks of a document → the body of a Markdown file (CommonMark 0.31, sections 5.1 to 5.3 for containers)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from beilin.importing.model import Block, Container

_TIGHT_KINDS = ("paragraph", "heading")


def write_blocks(blocks: Sequence[Block]) -> str:
    """The Markdown of the blocks, in order, without a line end at the end."""
    return "\n".join(_lines(blocks, 0))


def _lines(blocks: Sequence[Block], depth: int) -> Iterator[str]:
    """The lines of blocks that are in the same containers down to `depth`."""
    last: Container | None = None
    marker = 0  # which of the two markers of lists is in use: two adjacent lists with one marker would merge
    for position, (container, group) in enumerate(_groups(blocks, depth)):
        follows_item = _is_item(last) and _is_item(container)
        is_same_list = follows_item and last is not None and container is not None and _list(last) == _list(container)
        marker = marker if is_same_list else 1 - marker if follows_item else 0
        if position and not (is_same_list and _is_tight(blocks, depth, container)):
            yield ""
        if container is None:
            yield from group[0].markdown.split("\n")
        else:
            yield from _enclosed(container, list(_lines(group, depth + 1)), marker)
        last = container


def _groups(blocks: Sequence[Block], depth: int) -> Iterator[tuple[Container | None, list[Block]]]:
    """The blocks in each container at this depth; a block that is in none is a group of its own."""

    def key(pair: tuple[int, Block]) -> tuple[str, int]:
        number, block = pair
        return ("in", block.containers[depth].key) if len(block.containers) > depth else ("alone", number)

    for _, pairs in groupby(enumerate(blocks), key):
        group = [block for _, block in pairs]
        yield (group[0].containers[depth] if len(group[0].containers) > depth else None), group


def _enclosed(container: Container, lines: list[str], marker: int) -> Iterator[str]:
    """The lines with what marks the container."""
    if container.kind == "quote":
        yield from (f"> {line}".rstrip() for line in lines)
    elif container.kind == "details":
        yield from ["<details>", f"<summary>{container.label}</summary>", "", *lines, "", "</details>"]
    else:
        first = _marker(container, marker)
        indent = " " * (4 if container.kind == "note" else len(first))
        for number, line in enumerate(lines):
            yield f"{indent if number else first}{line}".rstrip() if line else ""


def _marker(container: Container, marker: int) -> str:
    if container.kind == "note":
        return f"[^{container.label}]: "
    return f"{'-*'[marker]} " if container.kind == "bullet" else f"{container.number}{'.)'[marker]} "


def _is_tight(blocks: Sequence[Block], depth: int, container: Container | None) -> bool:
    """Whether every item of the container's list is one line of text, with at most further lists below it."""
    if container is None:
        return False
    of_list = [b for b in blocks if len(b.containers) > depth and _list(b.containers[depth]) == _list(container)]
    direct: dict[int, int] = {}
    for block in of_list:
        if len(block.containers) == depth + 1:
            if block.kind not in _TIGHT_KINDS or "\n" in block.markdown:
                return False
            key = block.containers[depth].key
            direct[key] = direct.get(key, 0) + 1
        elif not _is_item(block.containers[depth + 1]):
            return False
    return all(count == 1 for count in direct.values())


def _is_item(container: Container | None) -> bool:
    return container is not None and container.kind in ("bullet", "ordered")


def _list(container: Container) -> tuple[str, int]:
    return container.kind, container.list_key
