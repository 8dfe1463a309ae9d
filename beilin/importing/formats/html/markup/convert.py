"""HTML → blocks: the entry for whole pages, posts of exports and entries of feeds."""

from __future__ import annotations

from dataclasses import replace

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.fragment import Fragment, Origin
from beilin.importing.formats.html.markup.headings import with_settled_levels
from beilin.importing.formats.html.markup.parsing import all_text, is_cut_off, parse_html
from beilin.importing.formats.html.markup.walk import walk

NOWHERE_KNOWN = Origin()


def convert_html(html: str, origin: Origin = NOWHERE_KNOWN) -> Fragment:
    """The blocks of a piece of HTML, or of a whole page."""
    return convert_element(parse_html(html), origin)


def convert_element(element: HtmlElement, origin: Origin = NOWHERE_KNOWN) -> Fragment:
    """The blocks of what is in the element, which is not changed.

    The highest level of headings in the blocks becomes the second, and the others follow it without a gap. Whoever
    takes blocks away afterwards may call `with_settled_levels` again for those that stay.
    """
    text = all_text(element)
    made = walk(element, origin, text)
    noise = {index: replace(piece.finding, line=index) for index, piece in enumerate(made) if piece.finding}
    blocks = with_settled_levels([piece.block for piece in made], noise)
    elements = tuple(piece.element for piece in made)
    return Fragment(blocks, elements, noise, (), text, not is_cut_off(element))
