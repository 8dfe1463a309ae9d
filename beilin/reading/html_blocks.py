"""HTML blocks end where their author ended them, and never take in the rest of an article.

Two rules differ from CommonMark (section 4.6). What lasts until an end that is missing, such as `<!--`, is not a block,
so what follows is read as Markdown. A line begins a block only with a tag that an article may have, so that a sentence
about `<title>` is a paragraph.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline, html_inline

from beilin.reading.html_elements import begins_block
from beilin.reading.html_tags import UNCLOSED

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_SCRIPT_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_ENDS = {**{opening: re.compile(re.escape(end)) for opening, end in UNCLOSED.items()}, "<!": re.compile(">")}
_UNENDED = "lines up to which HTML blocks do not end"  # in markdown-it's `env`, by the pattern of the end


def bounded_html_blocks(md: MarkdownIt) -> None:
    """A markdown-it plugin: HTML blocks by the rules above."""
    md.options["html"] = True
    md.block.ruler.at("html_block", _block, {"alt": ["paragraph", "reference", "blockquote"]})
    md.inline.ruler.at("html_inline", _inline)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", position) or state.is_code_block(start):
        return False
    ending: re.Pattern[str] | None
    if match := _TAG.match(state.src, position):
        name = match[1].lower()
        if not begins_block(name):
            return False
        ending = _SCRIPT_END if name in ("script", "style", "pre") and match[0][1] != "/" else None
    else:
        ending = next((ending for opening, ending in _ENDS.items() if state.src.startswith(opening, position)), None)
    if ending is not None and not _has_end(state, ending, start, end):
        return False
    return html_block(state, start, end, silent)


def _has_end(state: StateBlock, ending: re.Pattern[str], start: int, end: int) -> bool:
    """Whether the pattern occurs in the lines from `start` on that belong to the same container.

    Where it does not occur is remembered: lines within such a stretch, in the same container or one inside, are not
    searched again, so the time is linear.
    """
    unended: dict[re.Pattern[str], int] = state.env.setdefault(_UNENDED, {})
    if start < unended.get(ending, 0):
        return False
    # A line that is indented less ends the container of the lines above it, and begins in one further out.
    indent = min(state.blkIndent, state.sCount[start])
    for line in range(start, end):
        if line > start and state.sCount[line] < indent and not state.isEmpty(line):
            end = line
            break
        if ending.search(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]):
            return True
    unended[ending] = end
    return False


def _inline(state: StateInline, silent: bool) -> bool:
    """HTML in a line of text; what is not closed is a token too, so that it can be reported."""
    if state.src[state.pos] != "<":
        return False
    if html_inline(state, silent):
        return True
    opening = next((opening for opening in UNCLOSED if state.src.startswith(opening, state.pos)), "")
    if not opening or state.pos + len(opening) > state.posMax:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = opening
    state.pos += len(opening)
    return True
