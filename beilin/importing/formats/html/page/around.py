"""What is around elements: the block-level element of a block's text."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import BLOCKS, name_of


def block_elements(elements: Sequence[HtmlElement]) -> tuple[HtmlElement, ...]:
    """For each element in which a block's text begins, the block-level element around it, or itself if it is one."""
    return tuple(_block_around(element) for element in elements)


def _block_around(element: HtmlElement) -> HtmlElement:
    while name_of(element) not in BLOCKS and (parent := element.getparent()) is not None:
        element = parent
    return element
