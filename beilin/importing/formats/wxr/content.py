"""The text of a post as it is stored → blocks."""

from __future__ import annotations

import re
from itertools import takewhile

from beilin.importing.formats.html.markup.convert import convert_element
from beilin.importing.formats.html.markup.fragment import Fragment, Origin
from beilin.importing.formats.html.markup.parsing import parse_html
from beilin.importing.formats.wxr.blocks import is_block_post, with_blocks_written_out
from beilin.importing.formats.wxr.paragraphs import make_paragraphs
from beilin.importing.formats.wxr.shortcodes.call import PostContext
from beilin.importing.formats.wxr.shortcodes.convert import convert_shortcodes
from beilin.importing.formats.wxr.tidying import tidy
from beilin.importing.model import Finding
from beilin.text.summaries import shorten_summary

_NOTE_MARK = re.compile(r"<sup\b[^<>]*>\s{0,9}<a (?:(?!href=\"#)[^<>])*href=\"#[^<>]*>[^<>]*</a>\s{0,9}</sup>")


def convert_content(
    content: str, context: PostContext, footnotes: str, origin: Origin
) -> tuple[Fragment, tuple[Finding, ...]]:
    """The blocks, and findings about what could not be converted. `footnotes` is the post's field of that name."""
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    is_classic = not is_block_post(content)
    written, unfilled = with_blocks_written_out(content, context.reusable, footnotes)
    html, unknown = convert_shortcodes(written, context)
    root = parse_html(html)
    tidy(root)
    body = root.find("body")
    if is_classic and body is not None:
        make_paragraphs(body)
    return convert_element(root, origin), (*unfilled, *unknown)


def text_before_more(content: str, context: PostContext) -> str:
    """What the blog showed in lists of a post with `<!--more-->` in it: the paragraphs before the mark and any heading.

    If they are long, as many sentences as fit.
    """
    before, mark, _ = content.partition("<!--more")
    if not mark:
        return ""
    text, _ = convert_content(_NOTE_MARK.sub("", before), context, "", Origin())
    shown = (block for index, block in enumerate(text.blocks) if index not in text.noise and block.text.strip())
    lead = takewhile(lambda block: block.kind == "paragraph" and not block.containers, shown)
    return shorten_summary(" ".join(" ".join(block.text.split()) for block in lead))
