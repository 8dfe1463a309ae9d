"""`![[name]]` alone on a line: includes a part, which is a Markdown file under content/parts/.

Reading knows one file only, so the HTML has a mark, which is replaced by the part's own HTML when a page is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from beilin.reading.body_context import BodyContext
from beilin.reading.flow import flow_of

_LINE = re.compile(r"!\[\[([^\[\]|#\0]{1,250})\]\][ \t]*\Z")
# Obsidian's syntax for an image or another medium, which may have a size. It is shown as written.
MEDIA = (
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp", "pdf", "mp3", "mp4", "webm", "mov", "ogg", "wav", "m4a",
)  # fmt: skip
_MEDIUM = re.compile(
    rf"!\[\[(?P<name>[^\[\]|#\n\0]{{1,250}}\.(?:{'|'.join(MEDIA)}))[ \t]*(?:\|[^\[\]\n]*)?\]\]", re.IGNORECASE
)


def part_lines(md: MarkdownIt) -> None:
    """A markdown-it plugin: lines that include a part become tokens `part` with its name as content."""
    md.block.ruler.before("hr", "part", _rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.add_render_rule("part", _render)


def collect_parts(tokens: Sequence[Token], context: BodyContext) -> None:
    """Give every included part its mark, and report media that are included as if they were parts."""
    headings = 0
    for token in tokens:
        headings += len(flow_of(token).headings) if token.type == "flow" else token.type == "heading_open"
        if token.type == "part":
            line = token.map[0] if token.map else 0
            token.meta["mark"] = context.references.mark_part(token.content, line, headings)
        elif token.type == "inline":
            _report_media(token, context)


def _report_media(inline: Token, context: BodyContext) -> None:
    for child in inline.children or ():
        for match in _MEDIUM.finditer(child.content) if child.type == "text" else ():
            if match.group() in inline.content:  # otherwise a backslash is in it
                start = inline.map[0] if inline.map else 0
                line = start + inline.content.count("\n", 0, inline.content.index(match.group()))
                message = f"{match.group()!r} is Obsidian's syntax, so the file is not shown"
                hint = f"Write ![what it shows]({match['name']}), or a link, with the path of the file from this one."
                context.report("obsidian-image", message, line, hint)


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    del end
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("![[", begin) or state.is_code_block(start):
        return False
    match = _LINE.match(state.src[begin : state.eMarks[start]])
    if match is None or not match[1].strip() or _MEDIUM.match(match.group()):
        return False
    if not silent:
        state.line = start + 1
        token = state.push("part", "", 0)
        token.content = match[1].strip()
        token.map = [start, state.line]
    return True


def _render(self: RendererHTML, tokens: list[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    del self, options, env
    return f"{tokens[idx].meta.get('mark', '')}\n"
