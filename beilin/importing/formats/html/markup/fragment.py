"""What is converted, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from beilin.importing.model import Block, Finding


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page or a piece of HTML comes from."""

    base_url: str = ""  # against which its addresses are resolved; "" if that is not known
    page_url: str = ""  # its own; links to a place in it stay fragments
    # From the address of an image, as written and as whole, to the name of its file beside the article, or "".
    image_name: Callable[[str], str] | None = None
    first_line: int = 0  # the source's line on which the HTML begins; 0 if lines are not known


@dataclass(frozen=True, slots=True)
class Fragment:
    """The blocks of a page or a piece of HTML."""

    blocks: tuple[Block, ...]
    elements: tuple[HtmlElement, ...]  # for each block, the element that it was made of, or that its text stands in
    noise: Mapping[int, Finding]  # by index in `blocks`: furniture within the text, and what is hidden
    doubts: tuple[Finding, ...]
    all_text: str  # every text of it, read independently of the blocks
    is_whole: bool = True  # not if its elements are nested so deeply that the rest of them was not read
