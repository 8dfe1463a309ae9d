"""A fast path through markdown-it for most of an archive: plain paragraphs, headings, lists, quotes, tables and code.

A block rule before all others, and a core rule in place of `block`, read a run of such blocks at the top level by one
regular expression each. Anything else is left to the rules that follow. Blocks whose inline text is plain too become
one `flow` token with their HTML. The results are the same as without the fast path, which a test checks on many texts,
in a quarter of the time.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS, escapeHtml, mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, block, normalize
from markdown_it.token import Token

from beilin.model import TextBlock, TextKind
from beilin.reading.bare_addresses import may_hold_address
from beilin.reading.flow import Flow, FlowHeading, FlowLink, flow_token, render_flow
from beilin.reading.heading_ids import may_have_chosen_id
from beilin.reading.math.formulas import may_begin_formula, may_hold_formula
from beilin.reading.paragraphs import PARAGRAPH_IDS, id_of_paragraph, without_tags
from beilin.reading.plain_inline import LIST_MARKUP, MARKUP, NO_MARKUP, Inline, escape_plain, read_plain_inline
from beilin.reading.plain_tables import add_table
from beilin.reading.text_blocks import WHITE_SPACE

# Repeated groups are not possessive, which Python before 3.11.5 gets wrong. None of them can match in two ways.

# What can only begin a paragraph: a letter, anything beyond Latin-1 (a set of far ranges would take milliseconds to
# compile), or a number that is not the `1.` of a list.
_START = r"(?:[^\0-@\[-`{-\xbf]|[0-9]++(?![.)]))"
# The end of a block: blank lines up to a block at the left edge, or nothing but white space up to the end.
_GAP = r"(?:\n[ \t]*+\n[ \t\n]*+(?<=\n)|(?:\n[ \t\n]*+)?\Z)"
_AFTER_HEADING = r"(?:\n(?:[ \t\n]*+(?:(?<=\n)|\Z)|(?=[ \t]))|\Z)"
_AFTER_LIST = rf"(?=\Z|{_START}|[^\s*+0-9-])"  # a block that is not a list
_AFTER_PARAGRAPH = r"(?![:~])"  # not a definition, whose term the paragraph would be
_BLOCK = re.compile(
    rf"(?P<plain>{_START}{NO_MARKUP}*+){_GAP}{_AFTER_PARAGRAPH}"
    rf"|(?P<paragraph>{_START}[^\n]*+(?:\n{_START}[^\n]*+)*){_GAP}{_AFTER_PARAGRAPH}"
    rf"|(?P<marks>\#{{1,6}})[ \t]+(?P<heading>[^\s\#](?:[^\n]*[^\s\#\\])?){_AFTER_HEADING}"
    rf"|(?P<list>(?P<bullet>[-*+])[ ]{_START}[^\n]*+(?:\n(?P=bullet)[ ]{_START}[^\n]*+)*){_GAP}{_AFTER_LIST}"
    rf"|(?P<ordered>(?P<number>\d{{1,9}})\.[ ]{_START}[^\n]*+(?:\n\d{{1,9}}\.[ ]{_START}[^\n]*+)*){_GAP}{_AFTER_LIST}"
    rf"|>[ ](?P<quote>{_START}[^\n]*+){_GAP}"
    # Closed by as many marks as open it, without so many in between. Pygments drops a byte order mark at the beginning.
    rf"|```(?P<language>[A-Za-z0-9]*+)\n(?P<code>(?!\ufeff)[^`]*+(?:`(?!``)[^`]*+)*)(?<=\n)```(?!`)[ \t]*+"
    rf"{_AFTER_HEADING}"
    rf"|(?P<table>\|{NO_MARKUP}*+\n\|[ :|-]++(?:\n\|{NO_MARKUP}*+)*){_GAP}"
)
_NEXT_ITEM = "</li>\n<li>"
_FACTS = "facts of the text"  # in markdown-it's `env`
_WHITE_SPACE = re.compile(r"[ \t\n]*")


def plain_blocks(md: MarkdownIt) -> None:
    """A markdown-it plugin: keep plain blocks and plain text from the rules that would not match them.

    If `env` has a list under PARAGRAPH_IDS, paragraphs get their ids without a suffix, which are added to the list.
    """
    md.core.ruler.at("normalize", _normalise)
    md.core.ruler.at("block", _block)
    md.core.ruler.at("inline", _inline)
    md.block.ruler.before("table", "plain_blocks", _rule)
    md.add_render_rule("flow", render_flow)


def _normalise(state: StateCore) -> None:
    """The core rule `normalize`, if it has anything to do."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def _block(state: StateCore) -> None:
    """The core rule `block`: the fast path as far as it goes, then the block rules."""
    if state.inlineMode:
        block(state)
        return
    position = _read_run(state.src, 0, 0, state.md, state.env, state.tokens)
    if position < len(state.src):
        rest = StateBlock(state.src, state.md, state.env, state.tokens)
        rest.line = state.src.count("\n", 0, position)
        state.md.block.tokenize(rest, rest.line, rest.lineMax)


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or state.level or state.blkIndent or state.tShift[start] or end != state.lineMax:
        return False
    begin = state.bMarks[start]
    position = _read_run(state.src, begin, start, state.md, state.env, state.tokens)
    # The last line may have no line break to count.
    state.line = end if position == len(state.src) else start + state.src.count("\n", begin, position)
    return state.line > start


def _inline(state: StateCore) -> None:
    """The core rule `inline`, except that text without markup becomes a single token at once."""
    for token in state.tokens:
        if token.type == "inline":
            if token.children is None:
                token.children = []
            content = token.content
            if content and not (MARKUP.search(content) or may_hold_address(content) or may_hold_formula(content)):
                token.children.append(Token("text", "", 0, content=token.content))
            else:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _read_run(
    src: str, position: int, line: int, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]
) -> int:
    """Read plain blocks from `position`, on `line` (from 0); returns the position of the first that is not plain."""
    flow = Flow()
    begin, begin_line = position, line
    position = _after_blank_lines(src, position)
    ids: list[str] | None = env.get(PARAGRAPH_IDS)
    # For the whole text, once: a text may have as many runs as lines.
    if _FACTS not in env:
        env[_FACTS] = '"' in src or ">" in src, may_hold_address(src), "$" in src
    escapes, has_addresses, has_dollars = env[_FACTS]
    match = _BLOCK.match
    while block_match := match(src, position):
        kind = block_match.lastgroup
        if kind == "plain":
            words = block_match["plain"]
            if words[-1] in MD_TRIM_CHARS or words[0] in MD_TRIM_CHARS:
                words = mdTrim(words)
            if (has_addresses and may_hold_address(words)) or (has_dollars and may_begin_formula(words)):
                flow = _close(flow, tokens)
                line = begin_line + src.count("\n", begin, position)
                _push(tokens, "p", "paragraph", words, [line, line + 1])
            else:
                html = escape_plain(words) if escapes else words
                identifier = ""
                if ids is None:
                    flow.pieces.append(f"<p>{html}</p>\n")
                else:
                    identifier = id_of_paragraph(html)
                    ids.append(identifier)
                    flow.pieces.append(f'<p id="{identifier}">{html}</p>\n')
                flow.blocks.append(TextBlock(identifier, words, "paragraph"))
            position = block_match.end()
            continue
        line = begin_line + src.count("\n", begin, position)
        begin, begin_line = position, line
        if kind == "paragraph":
            words = mdTrim(block_match["paragraph"])
            if inline := read_plain_inline(words, md):
                _add_paragraph(flow, inline, line, ids, "paragraph")
            else:
                flow = _close(flow, tokens)
                _push(tokens, "p", "paragraph", words, [line, line + 1 + words.count("\n")])
        elif kind == "heading":
            level, words = len(block_match["marks"]), block_match["heading"]
            if not may_have_chosen_id(words) and (inline := read_plain_inline(words, md)):
                _add_heading(flow, inline, level, line)
            else:
                flow = _close(flow, tokens)
                _push(tokens, f"h{level}", "heading", words, [line, line + 1], "#" * level)
        elif kind == "quote":
            inline = read_plain_inline(mdTrim(block_match["quote"]), md)
            if inline is None:
                break
            flow.pieces.append("<blockquote>\n")
            _add_paragraph(flow, inline, line, ids, "quote")
            flow.pieces.append("</blockquote>\n")
        elif kind == "code":
            _add_code(flow, block_match["code"], block_match["language"], md)
        elif kind == "table":
            block = block_match["table"]
            if "$" in block or may_hold_address(block) or not add_table(flow, block.split("\n"), env["words"]["table"]):
                break
        elif not _add_list(flow, block_match["list"] or block_match["ordered"], line, block_match["number"], md):
            break
        position = block_match.end()
    _close(flow, tokens)
    return position


def _after_blank_lines(src: str, position: int) -> int:
    end = _WHITE_SPACE.match(src, position).end()  # type: ignore[union-attr]
    return end if end == len(src) else max(position, src.rfind("\n", position, end) + 1)


def _add_paragraph(flow: Flow, inline: Inline, line: int, ids: list[str] | None, kind: TextKind) -> None:
    identifier, paragraph = "", 0
    if ids is None:
        flow.pieces.append("<p>")
    else:
        text = inline.text
        needs_escapes = "&" in text or "<" in text or ">" in text or '"' in text
        # It is the escaped text that counts.
        identifier = id_of_paragraph(without_tags("".join(inline.pieces)) if needs_escapes else text)
        ids.append(identifier)
        paragraph = len(ids)
        flow.pieces.append(f'<p id="{identifier}">')
    _add_inline(flow, inline, TextBlock(identifier, inline.text.strip(WHITE_SPACE), kind), line, paragraph)
    flow.pieces.append("</p>\n")


def _add_inline(flow: Flow, inline: Inline, block: TextBlock, line: int, paragraph: int = 0) -> None:
    """Add the inline text of a block on that body line, and its links."""
    for piece, target, start, end in inline.links:
        at = len(flow.pieces) + piece
        flow.links.append(FlowLink(at, target, line, len(flow.blocks), inline.text, start, end, paragraph))
    flow.pieces += inline.pieces
    flow.blocks.append(block)


def _add_heading(flow: Flow, inline: Inline, level: int, line: int) -> None:
    flow.headings.append(FlowHeading(len(flow.pieces), level, inline.text.strip(), line, len(flow.blocks)))
    flow.pieces.append(f"<h{level}>")
    _add_inline(flow, inline, TextBlock("", inline.text.strip(WHITE_SPACE), "heading"), line)
    flow.pieces.append(f"</h{level}>\n")


def _add_list(flow: Flow, block: str, line: int, number: str | None, md: MarkdownIt) -> bool:
    """Add the list; returns whether that is possible, because all of its items are plain."""
    # A mark is digits, a full stop and a space, or one character and a space.
    rows = block.split("\n")
    words = [mdTrim(row[2:] if number is None else row.partition(" ")[2]) for row in rows]
    if number is None:
        opening, closing = "<ul>\n<li>", "</li>\n</ul>\n"
    else:
        opening, closing = "<ol>\n<li>" if int(number) == 1 else f'<ol start="{int(number)}">\n<li>', "</li>\n</ol>\n"
    items: list[Inline] = []
    if not (LIST_MARKUP.search(block) or "$" in block or may_hold_address(block)):
        shown = map(escape_plain, words) if ">" in block or '"' in block else words
        flow.pieces.append(f"{opening}{_NEXT_ITEM.join(shown)}{closing}")
        flow.blocks += [TextBlock("", text, "item") for text in words]
        return True
    for text in words:
        inline = read_plain_inline(text, md)
        if inline is None:
            return False
        items.append(inline)
    flow.pieces.append(opening)
    for at, item in enumerate(items):
        if at:
            flow.pieces.append(_NEXT_ITEM)
        _add_inline(flow, item, TextBlock("", item.text.strip(WHITE_SPACE), "item"), line + at)
    flow.pieces.append(closing)
    return True


def _add_code(flow: Flow, code: str, language: str, md: MarkdownIt) -> None:
    html = md.options["highlight"](code, language, "") or escapeHtml(code)
    name = f' class="language-{language}"' if language else ""
    flow.pieces.append(f'<pre tabindex="0"><code{name}>{html}</code></pre>\n')
    if code.strip(WHITE_SPACE):
        flow.blocks.append(TextBlock("", code.strip("\n"), "code"))


def _close(flow: Flow, tokens: list[Token]) -> Flow:
    """Make a token of the flow, unless it is empty; returns a new flow."""
    if not flow.pieces:
        return flow
    tokens.append(flow_token(flow))
    return Flow()


def _push(tokens: list[Token], tag: str, name: str, content: str, lines: list[int], markup: str = "") -> None:
    """Add the three tokens of a heading or paragraph at the top level; `lines` are its first, and the one after it."""
    tokens.append(Token(f"{name}_open", tag, 1, map=lines, markup=markup, block=True))
    tokens.append(Token("inline", "", 0, map=lines, content=content, children=[], level=1, block=True))
    tokens.append(Token(f"{name}_close", tag, -1, markup=markup, block=True))
