"""A rendered body → its blocks, each with its kind and its text, as a reader of the page sees them."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

_KINDS = {"p": "paragraph", "h2": "heading", "h3": "heading 3", "h4": "heading 4"}
# A bare address may become a link; other markup cannot come from a plain-text source.
_HARMLESS_INSIDE = {"a"}
_VOID = {"br", "hr", "img", "input"}


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a body."""

    kind: str  # paragraph, heading, heading 3, item 1, item 2, …; otherwise the name of the markup
    text: str


def blocks_of(html: str) -> list[Block]:
    """The blocks of a body's HTML, in order. Text outside all blocks is a block of the kind `stray text`."""
    collector = _Collector()
    collector.feed(html)
    collector.close()
    collector.finish()
    return collector.blocks


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._open: list[str] = []
        self._items: list[int] = []
        self._kind = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_outermost = not self._open
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "ol" and is_outermost:
            self.finish()
            start = dict(attrs).get("start")
            self._items = [int(start or 1) - 1]
        elif tag == "li" and self._open == ["ol", "li"]:
            self.finish()
            self._items[0] += 1
            self._kind = f"item {self._items[0]}"
        elif is_outermost:
            self.finish()
            self._kind = _KINDS.get(tag, f"<{tag}>")
            if tag in _VOID:
                self.finish()
        elif tag not in _HARMLESS_INSIDE:
            self._kind += f" with <{tag}>"

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
        if not self._open or self._open == ["ol"]:
            self.finish()

    def handle_data(self, data: str) -> None:
        # The renderer writes line breaks between blocks and between list items.
        if self._kind or data.strip():
            self._text.append(data)

    def finish(self) -> None:
        """End the open block, if any."""
        if self._kind or self._text:
            self.blocks.append(Block(self._kind or "stray text", "".join(self._text)))
        self._kind, self._text = "", []
