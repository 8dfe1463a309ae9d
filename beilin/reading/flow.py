"""A run of plain blocks, read at once: one markdown-it token with its HTML and text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from beilin.model import TextBlock


class FlowLink(msgspec.Struct, frozen=True, gc=False):
    """A link in a flow."""

    piece: int  # index of its address
    target: str  # the address, normalised by markdown-it
    line: int  # of the body, from 0
    block: int  # index of the text that it is in
    text: str  # that text, with the white space at its ends
    start: int  # of the link's words in that text
    end: int
    paragraph: int  # the number of the paragraph in the body, from 1; 0 outside of paragraphs, and if they have no ids


class FlowHeading(msgspec.Struct, gc=False):
    """A heading in a flow."""

    piece: int  # index of its opening tag
    level: int
    text: str
    line: int  # of the body, from 0
    block: int  # index of its text


class Flow(msgspec.Struct):
    """The content of a `flow` token."""

    pieces: list[str] = []  # of the HTML; the address of each link is a piece
    blocks: list[TextBlock] = []  # the text; ids that are not known yet are ""
    headings: list[FlowHeading] = []
    links: list[FlowLink] = []

    def place_links(self, address: Callable[[str, int], str]) -> None:
        """Replace the target of each link by `address(target, body line)`."""
        for link in self.links:
            self.pieces[link.piece] = escapeHtml(address(link.target, link.line))

    def lower_first_headings(self) -> list[int]:
        """Lower the headings of the first level to the second; returns their body lines."""
        firsts = [heading for heading in self.headings if heading.level == 1]
        for heading in firsts:
            heading.level = 2
            closing = self.pieces.index("</h1>\n", heading.piece)
            self.pieces[closing] = "</h2>\n"
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
    return "".join(flow_of(tokens[idx]).pieces)
