"""References into the archive: links and images, collected while a file is read.

Their addresses are known only when all files are read, so in the HTML each has a mark, which rendering replaces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from markdown_it.token import Token

from beilin.model import Reference
from beilin.reading.flow import flow_of
from beilin.text.link_targets import is_external, own_fragment, readable

_IN_TARGETS = frozenset("/.%-_~#?&=+")  # beside letters and digits; any other character may precede a target


@dataclass(slots=True)
class ReferenceCollector:
    """Collects the references of one file, and returns the mark of each in the HTML."""

    text: str  # the body, to find the line of each reference
    first_line: int  # the line of the file on which the body begins
    base_url: str = ""  # of the site
    references: list[Reference] = field(default_factory=list)
    lines: Sequence[str] = ()  # of the text, once they are needed
    searched: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)  # (target, start) → where to go on

    def mark(self, target: str, *, is_image: bool, start: int = 0) -> str:
        """The mark for the target, or an external target itself; the block begins on the body line `start`, from 0."""
        if is_external(target, self.base_url):
            return own_fragment(target) if target.startswith("#") else target
        shown = readable(target)
        line = self.line_of((shown, target, unquote(target)), start)
        return self._add(Reference(shown, line, is_image))

    def mark_wiki(self, target: str, text: str, start: int) -> str:
        """The mark for a wiki link in the block that begins on the body line `start`."""
        line = self.line_of((f"[[{target}",), start)
        return self._add(Reference(target, line, False, "wiki", text))

    def mark_part(self, name: str, line: int, headings_before: int) -> str:
        """The mark for a part on that body line."""
        return self._add(Reference(name, self.first_line + line, False, "part", headings_before=headings_before))

    def line_of(self, spellings: tuple[str, ...], start: int) -> int:
        """The line of the file, from the body line `start` on, with one of the spellings; else that of `start`.

        If the same is searched for again, the search goes on behind what was found.
        """
        self.lines = self.lines or self.text.replace("\r\n", "\n").split("\n")
        key = (spellings[0], start)
        first, column = self.searched.get(key, (start, 0))
        for number in range(first, len(self.lines)):
            line = self.lines[number]
            ends = [end for spelling in spellings if (end := _end_of(spelling, line, column))]
            if ends:
                self.searched[key] = (number, min(ends))
                return self.first_line + number
            column = 0
        return self.first_line + (first if key in self.searched else start)

    def _add(self, reference: Reference) -> str:
        self.references.append(reference)
        return f"\0{len(self.references) - 1}\0"


def _end_of(spelling: str, line: str, column: int) -> int:
    """Where the target ends that is written so in the line, from the column on; 0 if it is not."""
    while (at := line.find(spelling, column)) >= 0:
        before = line[at - 1 : at]
        if not before or not (before.isalnum() or before in _IN_TARGETS):
            return at + len(spelling)
        column = at + 1
    return 0


def collect_references(tokens: list[Token], collector: ReferenceCollector) -> None:
    """Replace every target in the archive by its mark."""
    for block in tokens:
        if block.type == "flow":
            flow_of(block).place_links(lambda target, line: collector.mark(target, is_image=False, start=line))
            continue
        start = block.map[0] if block.map else 0
        for token in block.children or ():
            if token.type == "link_open":
                href = token.attrs.get("href")
                if isinstance(href, str):
                    token.attrs["href"] = collector.mark(href, is_image=False, start=start)
            elif token.type == "image":
                token.attrs["src"] = collector.mark(str(token.attrs["src"]), is_image=True, start=start)
