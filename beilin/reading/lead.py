"""The lead of an article: the text that a summary is made from."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from beilin.reading.flow import flow_of
from beilin.reading.headings import plain_text

_IN_BLOCKS = ("item", "quote")


def lead_of(tokens: Sequence[Token]) -> str:
    """The top-level paragraphs up to the first heading after one of them, a line each, without images.

    If there is none at all, the paragraphs in lists and quotes.
    """
    paragraphs: list[str] = []
    for position, token in enumerate(tokens):
        if token.type == "heading_open" and paragraphs:
            break
        if token.type == "flow":
            for block in flow_of(token).blocks:
                if block.kind == "paragraph" and (text := block.text.strip()):
                    paragraphs.append(text)
                elif block.kind == "heading" and paragraphs:
                    return "\n".join(paragraphs)
        elif token.type == "paragraph_open" and token.level == 0:
            paragraphs += _text_after(tokens, position)
    return "\n".join(paragraphs or _nested_paragraphs(tokens))


def _nested_paragraphs(tokens: Sequence[Token]) -> list[str]:
    paragraphs: list[str] = []
    for position, token in enumerate(tokens):
        if token.type == "flow":
            paragraphs += [block.text for block in flow_of(token).blocks if block.kind in _IN_BLOCKS and block.text]
        elif token.type == "footnote_block_open":
            break
        elif token.type == "paragraph_open":
            paragraphs += _text_after(tokens, position)
    return [" ".join(text.split()) for text in paragraphs]


def _text_after(tokens: Sequence[Token], position: int) -> list[str]:
    """The text of the paragraph that begins at the position; none if there is only an image."""
    text = plain_text(tokens[position + 1].children or (), with_images=False).strip()
    return [text] if text else []
