"""`![[name]]` on a line of its own: the place of a part, a Markdown file under content/parts/.

Reading knows one file only: the HTML has a mark where the part's own HTML is put in when a page is rendered.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_LINE = re.compile(r"!\[\[([^\[\]|#\0]{1,250})\]\][ \t]*\Z")


def part_lines(md: MarkdownIt) -> None:
    """A markdown-it plugin: read the lines that take in a part, as tokens `part` with its name as content."""
    md.block.ruler.before("hr", "part", _rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.add_render_rule("part", _render)


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    del end
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("![[", begin) or state.is_code_block(start):
        return False
    found = _LINE.match(state.src[begin : state.eMarks[start]])
    if found is None or not found[1].strip():
        return False
    if not silent:
        state.line = start + 1
        token = state.push("part", "", 0)
        token.content = found[1].strip()
        token.map = [start, state.line]
    return True


def _render(self: RendererHTML, tokens: list[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    del self, options, env
    return f"{tokens[idx].meta.get('mark', '')}\n"
