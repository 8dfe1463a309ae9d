"""Links and images that point into the archive: found here, given their addresses when all files are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from markdown_it.token import Token

from beilin.model import Reference
from beilin.reading.flow import flow_of

# A scheme, a host or a place on the same page: nothing for the archive to resolve.
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\Z")

_REMOTE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//")


@dataclass(slots=True)
class ReferenceCollector:
    """Collects one file's references and gives the mark that stands for each in the HTML."""

    text: str  # the body, to find the line of each reference
    first_line: int  # the line of the file on which the body begins
    found: list[Reference] = field(default_factory=list)
    lines: Sequence[str] = ()  # of the text, once they are needed

    def mark(self, target: str, *, is_image: bool, start: int = 0) -> str:
        """The mark for the target, or the target itself where it points elsewhere. `start` counts body lines from 0."""
        if _ELSEWHERE.match(target):
            return target
        readable = unquote(target)
        self.lines = self.lines or self.text.replace("\r\n", "\n").split("\n")
        line = next(
            (n for n in range(start, len(self.lines)) if readable in self.lines[n] or target in self.lines[n]), start
        )
        self.found.append(Reference(readable, self.first_line + line, is_image))
        return f"\0{len(self.found) - 1}\0"

    def mark_wiki(self, target: str, text: str, start: int) -> str:
        """The mark for a wiki link in the block that begins on that body line."""
        self.lines = self.lines or self.text.replace("\r\n", "\n").split("\n")
        written = f"[[{target}"
        line = next((n for n in range(start, len(self.lines)) if written in self.lines[n]), start)
        self.found.append(Reference(target, self.first_line + line, False, "wiki", text))
        return f"\0{len(self.found) - 1}\0"

    def mark_part(self, name: str, line: int, headings_before: int) -> str:
        """The mark for a part on that body line."""
        self.found.append(Reference(name, self.first_line + line, False, "part", headings_before=headings_before))
        return f"\0{len(self.found) - 1}\0"


def link_remote_images(tokens: list[Token]) -> list[tuple[str, int]]:
    """Make a link of each image on another host, for a page asks nothing of third parties; (URL, body line from 0)."""
    found = []
    for block in tokens:
        children: list[Token] = []
        for token in block.children or ():
            source = str(token.attrs["src"]) if token.type == "image" else ""
            if not _REMOTE.match(source):
                children.append(token)
                continue
            found.append((unquote(source), block.map[0] if block.map else 0))
            opening = Token("link_open", "a", 1, attrs={"href": source}, level=token.level)
            text = Token("text", "", 0, content=token.content or source, level=token.level + 1)
            children += [opening, text, Token("link_close", "a", -1, level=token.level)]
        if block.children is not None:
            block.children = children
    return found


def collect_parts(tokens: list[Token], collector: ReferenceCollector) -> None:
    """Give every part that is taken in its mark."""
    headings = 0
    for token in tokens:
        headings += len(flow_of(token).headings) if token.type == "flow" else token.type == "heading_open"
        if token.type == "part":
            token.meta["mark"] = collector.mark_part(token.content, token.map[0] if token.map else 0, headings)


def collect_wiki_links(tokens: list[Token], collector: ReferenceCollector) -> None:
    """Give every wiki link its mark."""
    for block in tokens:
        for token in block.children or ():
            if token.type == "wiki_link":
                start = block.map[0] if block.map else 0
                token.meta["mark"] = collector.mark_wiki(token.meta["target"], token.meta["text"], start)


def collect_references(tokens: list[Token], collector: ReferenceCollector) -> None:
    """Replace every internal target in the tokens by its mark."""
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
