"""A shortcut through markdown-it for what most of an archive is: plain paragraphs, headings, lists and quotes.

It is a block rule before all others and a core rule in the place of `block`, which reads a run of such blocks at the
top level by one regular expression each; whatever else comes is left to the rules behind it. Blocks whose inline text
is as plain become one `flow` token with their HTML. What is read this way is what the long way gives, which a test
shows on many texts; it takes a third of the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, block, normalize
from markdown_it.token import Token

from beilin.reading.plain_inline import MARKUP, Inline, escape_plain, read_plain_inline

# What begins no block but a paragraph: a letter, Han, a quotation mark, or a number that is not the `1.` of a list.
_START = r"(?:[A-Za-z\u00c0-\u024f\u2018-\u201f\u2e80-\U0003ffff]|[0-9]++(?![.)]))"
# The end of a block: blank lines, or nothing but white space up to the end. Only a list or a definition list could
# go on behind it.
_GAP = r"(?:(?:\n[ \t]*+)*+\Z|\n(?:[ \t]*\n)++)"
_BLANK_LINES = r"(?:[ \t]*\n)*+"
_AFTER_LIST = rf"(?=\Z|{_START}|[^\s*+0-9-])"  # a block at the left edge that is no list
_AFTER_PARAGRAPH = r"(?![ \t]*[:~])"  # no definition, whose term the paragraph would be
_BLOCK = re.compile(
    rf"(?P<paragraph>{_START}[^\n]*+(?:\n{_START}[^\n]*+)*+){_GAP}{_AFTER_PARAGRAPH}"
    rf"|(?P<marks>\#{{1,6}})[ \t]+(?P<heading>[^\s\#](?:[^\n]*[^\s\#\\])?)(?:\n|\Z){_BLANK_LINES}"
    rf"|(?P<list>(?P<bullet>[-*+])[ ]{_START}[^\n]*+(?:\n(?P=bullet)[ ]{_START}[^\n]*+)*+){_GAP}{_AFTER_LIST}"
    rf"|(?P<ordered>(?P<number>\d{{1,9}})\.[ ]{_START}[^\n]*+(?:\n\d{{1,9}}\.[ ]{_START}[^\n]*+)*+){_GAP}{_AFTER_LIST}"
    rf"|>[ ](?P<quote>{_START}[^\n]*+){_GAP}"
)
_FIRST_BLANKS = re.compile(_BLANK_LINES)
_ITEM_MARK = re.compile(r"(?:[-*+]|\d{1,9}\.) ")


@dataclass(slots=True)
class Flow:
    """What a `flow` token knows beside its HTML."""

    texts: list[str] = field(default_factory=list)  # that the blocks show, each block's or list item's
    paragraphs: list[str] = field(default_factory=list)  # those of the top-level paragraphs
    link_lines: list[int] = field(default_factory=list)  # for each link in the HTML the line of its block, from 0


def plain_blocks(md: MarkdownIt) -> None:
    """A markdown-it plugin: take plain blocks and plain text past the rules that would find nothing in them."""
    md.core.ruler.at("normalize", _normalise)
    md.core.ruler.at("block", _block)
    md.core.ruler.at("inline", _inline)
    md.block.ruler.before("table", "plain_blocks", _rule)
    md.add_render_rule("flow", _render)


def flow_of(token: Token) -> Flow:
    """What the `flow` token knows."""
    flow: Flow = token.meta["flow"]
    return flow


def place_targets(token: Token, address: Callable[[str, int], str]) -> None:
    """Put `address(target, body line from 0)` in the place of each link's target in a `flow` token."""
    flow = flow_of(token)
    if flow.link_lines:
        parts = token.content.split("\0")
        places = zip(parts[1::2], flow.link_lines, strict=True)
        parts[1::2] = [escapeHtml(address(target, line)) for target, line in places]
        token.content = "".join(parts)
        flow.link_lines = []


def _render(_renderer: object, tokens: Sequence[Token], idx: int, _options: object, _env: object) -> str:
    if flow_of(tokens[idx]).link_lines:
        place_targets(tokens[idx], lambda target, _line: target)
    return tokens[idx].content


def _normalise(state: StateCore) -> None:
    """The core rule `normalize`, where there is anything to do for it."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def _block(state: StateCore) -> None:
    """The core rule `block`: the shortcut as far as it goes, then the block rules from there on."""
    if state.inlineMode:
        block(state)
        return
    line, position = _read_run(state.src, 0, 0, state.md, state.tokens)
    if position < len(state.src):
        rest = StateBlock(state.src, state.md, state.env, state.tokens)
        rest.line = line
        state.md.block.tokenize(rest, line, rest.lineMax)


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or state.level or state.blkIndent or state.tShift[start] or end != state.lineMax:
        return False
    line, position = _read_run(state.src, state.bMarks[start], start, state.md, state.tokens)
    state.line = end if position == len(state.src) else line  # the last line may have no line break to count
    return state.line > start


def _inline(state: StateCore) -> None:
    """The core rule `inline`, with text that holds no markup made into its one token at once."""
    for token in state.tokens:
        if token.type == "inline":
            if token.children is None:
                token.children = []
            if token.content and not MARKUP.search(token.content):
                token.children.append(Token("text", "", 0, content=token.content))
            else:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _read_run(src: str, position: int, line: int, md: MarkdownIt, tokens: list[Token]) -> tuple[int, int]:
    """Read plain blocks from `position`, on `line` (from 0); the line and position of the first that is not plain."""
    html: list[str] = []
    flow = Flow()
    length = len(src)
    if blank := _FIRST_BLANKS.match(src, position):
        line += src.count("\n", position, blank.end())
        position = blank.end()
    while position < length:
        found = _BLOCK.match(src, position)
        if found is None:
            break
        kind = found.lastgroup
        if kind == "paragraph":
            words = mdTrim(found["paragraph"])
            if not (MARKUP.search(words) or "://" in words or "www." in words):
                html.append(f"<p>{escape_plain(words)}</p>\n")
                flow.texts.append(words)
                if shown := words.strip():
                    flow.paragraphs.append(shown)
            elif inline := read_plain_inline(words, md):
                html.append(f"<p>{inline.html}</p>\n")
                if shown := inline.text.strip():
                    flow.paragraphs.append(shown)
                _note(flow, inline, line)
            else:
                html, flow = _close(html, flow, tokens)
                _push(tokens, "p", "paragraph", words, line, line + 1 + words.count("\n"))
        elif kind == "heading":
            html, flow = _close(html, flow, tokens)
            marks = found["marks"]
            _push(tokens, f"h{len(marks)}", "heading", found["heading"], line, line + 1, marks)
        elif kind == "quote":
            inline = read_plain_inline(mdTrim(found["quote"]), md)
            if inline is None:
                break
            html.append(f"<blockquote>\n<p>{inline.html}</p>\n</blockquote>\n")
            _note(flow, inline, line)
        else:
            items = _items(found["list"] or found["ordered"], md)
            if items is None:
                break
            html.append(_list_html(items, found["number"]))
            for number, inline in enumerate(items):
                _note(flow, inline, line + number)
        end = found.end()
        line += src.count("\n", position, end)
        position = end
    _close(html, flow, tokens)
    return line, position


def _items(block: str, md: MarkdownIt) -> list[Inline] | None:
    """The list's items, or None where one is not plain."""
    items = []
    for row in block.split("\n"):
        inline = read_plain_inline(mdTrim(row[_ITEM_MARK.match(row).end() :]), md)  # type: ignore[union-attr]
        if inline is None:
            return None
        items.append(inline)
    return items


def _list_html(items: list[Inline], number: str | None) -> str:
    inside = "".join([f"<li>{item.html}</li>\n" for item in items])
    if number is None:
        return f"<ul>\n{inside}</ul>\n"
    start = "" if int(number) == 1 else f' start="{int(number)}"'
    return f"<ol{start}>\n{inside}</ol>\n"


def _note(flow: Flow, inline: Inline, line: int) -> None:
    flow.texts.append(inline.text)
    if inline.has_links:
        flow.link_lines += [line] * (inline.html.count("\0") // 2)


def _close(html: list[str], flow: Flow, tokens: list[Token]) -> tuple[list[str], Flow]:
    """Put what has come together into a token, and begin anew."""
    if not html:
        return html, flow
    tokens.append(Token("flow", "", 0, content="".join(html), meta={"flow": flow}, block=True))
    return [], Flow()


def _push(tokens: list[Token], tag: str, name: str, content: str, line: int, end: int, markup: str = "") -> None:
    """The three tokens of a heading or paragraph at the top level."""
    place = [line, end]
    tokens.append(Token(f"{name}_open", tag, 1, map=place, markup=markup, block=True))
    tokens.append(Token("inline", "", 0, map=place, content=content, children=[], level=1, block=True))
    tokens.append(Token(f"{name}_close", tag, -1, markup=markup, block=True))
