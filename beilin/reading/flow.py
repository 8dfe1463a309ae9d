"""A run of plain blocks that was read at once: one markdown-it token that knows its HTML and what that shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from beilin.model import TextBlock


@dataclass(slots=True)
class FlowHeading:
    """A heading in a flow."""

    at: int  # its opening tag among the pieces; its text and its closing tag follow
    level: int
    text: str
    line: int  # of the body, from 0
    paragraphs_before: int  # of the flow's own
    block: int  # its text among the flow's blocks


@dataclass(slots=True)
class Flow:
    """What a `flow` token knows."""

    pieces: list[str] = field(default_factory=list)  # of the HTML; the address of a link stands between two NULs
    blocks: list[TextBlock] = field(default_factory=list)  # what is shown; ids that are not known yet are ""
    paragraphs: list[str] = field(default_factory=list)  # those of the top-level paragraphs that show something
    headings: list[FlowHeading] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)  # pieces that hold links, and on which body line

    def add(self, html: str, block: TextBlock, line: int, *, has_links: bool) -> None:
        """A block or list item on that body line."""
        if has_links:
            self.links.append((len(self.pieces), line))
        self.pieces.append(html)
        self.blocks.append(block)

    def place_links(self, address: Callable[[str, int], str]) -> None:
        """Put `address(target, body line)` in the place of each link's target."""
        for at, line in self.links:
            parts = self.pieces[at].split("\0")
            parts[1::2] = [escapeHtml(address(target, line)) for target in parts[1::2]]
            self.pieces[at] = "".join(parts)
        self.links = []

    def lower_first_headings(self) -> list[int]:
        """Make the headings of the first level ones of the second; the body lines on which they stand."""
        firsts = [heading for heading in self.headings if heading.level == 1]
        for heading in firsts:
            heading.level = 2
            self.pieces[heading.at + 2] = "</h2>\n"
        return [heading.line for heading in firsts]

    def identify(self, heading: FlowHeading, identifier: str) -> None:
        """Give the heading its id. Its level must be the last."""
        self.pieces[heading.at] = f'<h{heading.level} id="{escapeHtml(identifier)}">'
        self.blocks[heading.block] = TextBlock(identifier, self.blocks[heading.block].text, "heading")


def flow_token(flow: Flow) -> Token:
    """The token for the flow."""
    return Token("flow", "", 0, meta={"flow": flow}, block=True)


def flow_of(token: Token) -> Flow:
    """What the `flow` token knows."""
    flow: Flow = token.meta["flow"]
    return flow


def render_flow(_renderer: object, tokens: Sequence[Token], idx: int, _options: object, _env: object) -> str:
    """markdown-it's rule for rendering the token."""
    flow = flow_of(tokens[idx])
    if flow.links:
        flow.place_links(lambda target, _line: target)
    return "".join(flow.pieces)
