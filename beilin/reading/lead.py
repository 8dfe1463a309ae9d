"""The lead of an article: the text that a summary is made from."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from beilin.reading.flow import flow_of
from beilin.reading.headings import plain_text


def lead_of(tokens: Sequence[Token]) -> str:
    """The top-level paragraphs up to the first heading after one of them, a line each."""
    paragraphs: list[str] = []
    for position, token in enumerate(tokens):
        if token.type == "heading_open" and paragraphs:
            break
        if token.type == "flow":
            flow = flow_of(token)
            ends = [heading.paragraphs_before for heading in flow.headings if paragraphs or heading.paragraphs_before]
            paragraphs += [text.strip() for text in flow.paragraphs[: ends[0] if ends else None]]
            if ends:
                break
        elif token.type == "paragraph_open" and token.level == 0:
            text = plain_text(tokens[position + 1].children or ()).strip()
            if text:
                paragraphs.append(text)
    return "\n".join(paragraphs)
