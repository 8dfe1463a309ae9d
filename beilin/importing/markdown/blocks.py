"""The blocks of a document → the body of a Markdown file (CommonMark 0.31, sections 5.1 to 5.3 for containers)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from beilin.importing.model import Block, Container

_MAX_NUMBER = 999_999_999  # nine digits
_TIGHT_KINDS = ("paragraph", "heading")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the body: of the Markdown of a block, or what separates and encloses blocks."""

    text: str
    block: int | None = None  # its index among the blocks
    prefix: str = ""  # what its containers put before it

    def __str__(self) -> str:
        return f"{self.prefix}{self.text}" if self.text else self.prefix.rstrip()


def write_blocks(blocks: Sequence[Block]) -> str:
    """The Markdown of the blocks, in order, without a line end at the end."""
    return "\n".join(map(str, lines_of(blocks)))


def lines_of(blocks: Sequence[Block]) -> list[Line]:
    """The lines of the body, each with the block that it belongs to."""
    return list(_lines(list(enumerate(blocks)), 0))


_Numbered = Sequence[tuple[int, Block]]


def _lines(blocks: _Numbered, depth: int, *, in_tight_list: bool = False) -> Iterator[Line]:
    """The lines of blocks that are in the same containers down to `depth`, perhaps in an item of a tight list."""
    last: Container | None = None
    tight = _tight_lists(blocks, depth)
    marker = 0  # which of the two markers of lists is in use: two adjacent lists with one marker would merge
    for position, (container, group) in enumerate(_groups(blocks, depth)):
        follows_item = _is_item(last) and _is_item(container)
        is_same_list = follows_item and last is not None and container is not None and _continues(last, container)
        marker = marker if is_same_list else 1 - marker if follows_item else 0
        is_tight = container is not None and _is_item(container) and _list(container) in tight
        interrupts = in_tight_list and last is None and container is not None and _may_interrupt(container)
        if position and not (is_same_list and is_tight) and not interrupts:
            yield Line("")
        if container is None:
            number, block = group[0]
            yield from (Line(text, number) for text in block.markdown.split("\n"))
        else:
            yield from _enclosed(container, list(_lines(group, depth + 1, in_tight_list=is_tight)), marker)
        last = container


def _groups(blocks: _Numbered, depth: int) -> Iterator[tuple[Container | None, list[tuple[int, Block]]]]:
    """The blocks in each container at this depth; a block that is in none is a group of its own."""

    def key(pair: tuple[int, Block]) -> tuple[str, int]:
        number, block = pair
        return ("in", block.containers[depth].key) if len(block.containers) > depth else ("alone", number)

    for _, pairs in groupby(blocks, key):
        group = list(pairs)
        first = group[0][1]
        yield (first.containers[depth] if len(first.containers) > depth else None), group


def _enclosed(container: Container, lines: Sequence[Line], marker: int) -> Iterator[Line]:
    """The lines with what marks the container."""
    if container.kind == "details":
        yield from map(Line, ("<details>", f"<summary>{container.label}</summary>", ""))
        yield from lines
        yield from map(Line, ("", "</details>"))
        return
    first = "> " if container.kind == "quote" else _marker(container, marker)
    indent = "> " if container.kind == "quote" else " " * (4 if container.kind == "note" else len(first))
    for number, line in enumerate(lines):
        yield replace(line, prefix=f"{indent if number else first}{line.prefix}")


def _marker(container: Container, marker: int) -> str:
    if container.kind == "note":
        return f"[^{container.label}]: "
    return (
        f"{'-*'[marker]} "
        if container.kind == "bullet"
        else f"{max(0, min(container.number, _MAX_NUMBER))}{'.)'[marker]} "
    )


def _tight_lists(blocks: _Numbered, depth: int) -> set[tuple[str, int]]:
    """The lists at this depth of which every item is one line of text, with at most further lists below it."""
    loose: set[tuple[str, int]] = set()
    texts: Counter[tuple[tuple[str, int], int]] = Counter()  # directly in an item
    for _, block in blocks:
        if len(block.containers) <= depth:
            continue
        container = block.containers[depth]
        if len(block.containers) == depth + 1:
            texts[_list(container), container.key] += 1
            if block.kind not in _TIGHT_KINDS or "\n" in block.markdown:
                loose.add(_list(container))
        elif not _is_item(block.containers[depth + 1]):
            loose.add(_list(container))
    return {name for name, _ in texts} - loose - {name for (name, _), count in texts.items() if count > 1}


def _is_item(container: Container | None) -> bool:
    return container is not None and container.kind in ("bullet", "ordered")


def _list(container: Container) -> tuple[str, int]:
    return container.kind, container.list_key


def _may_interrupt(container: Container) -> bool:
    """Whether the list that begins with the item may follow a paragraph without a blank line."""
    return container.kind == "bullet" or (container.kind == "ordered" and container.number == 1)


def _continues(last: Container, container: Container) -> bool:
    """Whether the item belongs to the list of the item before it.

    Only the first number of a list counts in Markdown, so that a list begins where one is left out.
    """
    is_next = container.kind == "bullet" or container.number == last.number + 1
    return _list(last) == _list(container) and is_next
