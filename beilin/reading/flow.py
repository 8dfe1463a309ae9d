"""A run of plain blocks, read at once: one markdown-it token with its HTML and text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from beilin.model import TextBlock


@dataclass(slots=True)
class FlowHeading:
    """A heading in a flow."""

    piece: int  # index of its opening tag; its text and its closing tag follow
    level: int
    text: str
    line: int  # of the body, from 0
    paragraphs_before: int  # in the flow
    block: int  # index of its text


@dataclass(slots=True)
class Flow:
    """The content of a `flow` token."""

    pieces: list[str] = field(default_factory=list)  # of the HTML; the address of a link stands between two NULs
    blocks: list[TextBlock] = field(default_factory=list)  # the text; ids that are not known yet are ""
    paragraphs: list[str] = field(default_factory=list)  # the texts of top-level paragraphs that are not blank
    headings: list[FlowHeading] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)  # pieces with links, and their body lines

    def add(self, html: str, block: TextBlock, line: int, *, has_links: bool) -> None:
        """Add a block or list item on that body line."""
        if has_links:
            self.links.append((len(self.pieces), line))
        self.pieces.append(html)
        self.blocks.append(block)

    def place_links(self, address: Callable[[str, int], str]) -> None:
        """Replace the target of each link by `address(target, body line)`."""
        for piece, line in self.links:
            segments = self.pieces[piece].split("\0")
            segments[1::2] = [escapeHtml(address(target, line)) for target in segments[1::2]]
            self.pieces[piece] = "".join(segments)
        self.links = []

    def lower_first_headings(self) -> list[int]:
        """Lower the headings of the first level to the second; returns their body lines."""
        firsts = [heading for heading in self.headings if heading.level == 1]
        for heading in firsts:
            heading.level = 2
            self.pieces[heading.piece + 2] = "</h2>\n"
        return [heading.line for heading in firsts]

    def identify(self, heading: FlowHeading, identifier: str) -> None:
        """Give the heading its id. Its level must be final."""
        self.pieces[heading.piece] = f'<h{heading.level} id="{escapeHtml(identifier)}">'
        self.blocks[heading.block] = TextBlock(identifier, self.blocks[heading.block].text, "heading")


def flow_token(flow: Flow) -> Token:
    """The token for the flow."""
    return Token("flow", "", 0, meta={"flow": flow}, block=True)


def flow_of(token: Token) -> Flow:
    """The content of the `flow` token."""
    flow: Flow = token.meta["flow"]
    return flow


def text_of_flows(tokens: Sequence[Token]) -> tuple[TextBlock, ...]:
    """The same as `text_of` for a body of nothing but flows, if all of its paragraphs have different ids."""
    blocks: list[TextBlock] = []
    last_id = ""
    for token in tokens:
        for block in flow_of(token).blocks:
            if block.id:
                last_id = block.id
            elif last_id:
                block = TextBlock(last_id, block.text, block.kind)
            if block.text:
                blocks.append(block)
    return tuple(blocks)


def render_flow(_renderer: object, tokens: Sequence[Token], idx: int, _options: object, _env: object) -> str:
    """markdown-it's rule for rendering the token."""
    flow = flow_of(tokens[idx])
    if flow.links:
        flow.place_links(lambda target, _line: target)
    return "".join(flow.pieces)
