"""Formulas as a Markdown extension: tokens `math` in text, and `math_block` for formulas on lines of their own.

Nothing in a formula is Markdown: neither emphasis nor escapes, nor what would begin a block, nor the `|` of tables (see
`tables`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from beilin.reading.body_context import BodyContext
from beilin.reading.math.errors import UnreadableFormulaError
from beilin.reading.math.formulas import Formula, find_formulas, is_displayed_formula

MAX_SHORT = 24  # characters that a formula in text shows, if it is certain to fit on the screen of a phone
_TAG = re.compile(r"<[^>]*>")

_FORMULAS = "formulas"  # in markdown-it's `env`: those of each inline text, by their first index

_OPENING = re.compile(r"\$\$(?!\$)|\\\\?\[")
_CLOSING = {
    "$$": re.compile(r"(?:[^\\$]|\\.|\$(?!\$))*?\$\$", re.DOTALL),
    r"\[": re.compile(r"(?:[^\\]|\\[^\]])*?\\\]", re.DOTALL),
    r"\\[": re.compile(r".*?\\\\\]", re.DOTALL),
}
_ALONE = re.compile(r"^(?:\$\$|\\\\?\[)[ \t]*$", re.MULTILINE)


def formulas(md: MarkdownIt) -> None:
    """A markdown-it plugin: read formulas."""
    md.inline.ruler.before("escape", "math", _inline_rule)
    md.block.ruler.before("fence", "math_block", _block_rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.add_render_rule("math", _render)
    md.add_render_rule("math_block", _render)


def convert_formulas(tokens: Sequence[Token], context: BodyContext) -> None:
    """Give each formula its HTML: MathML, or the formula as written if that cannot be read, which is reported."""
    if "$" not in context.text and not re.search(r"\\[(\[]", context.text):
        return
    converter = None
    lines = context.text.replace("\r\n", "\n").split("\n")
    searched: dict[str, tuple[int, int]] = {}  # where the search for the same formula goes on
    extent = [0, len(lines)]
    is_paragraph = False
    for block in tokens:
        extent = block.map or extent
        for token in [block] if block.type == "math_block" else block.children or ():
            if token.type not in ("math", "math_block"):
                continue
            # Imported here: few articles have formulas.
            from beilin.reading.math.convert import Converter

            converter = converter or Converter()
            try:
                token.meta["html"] = converter.convert(token.content, is_display=token.meta["is_display"])
            except UnreadableFormulaError as error:
                token.content = token.meta["written"]
                line, column = _find(token.content.split("\n")[0], lines, extent, searched)
                hint = "Until it can be read, it is shown as written. docs/writing.md says what formulas may contain."
                context.report("unreadable-formula", f"a formula cannot be read: {error}", line, hint, column)
        if is_paragraph and (alone := _ALONE.search(block.content)):
            line = extent[0] + block.content.count("\n", 0, alone.start())
            hint = "Close it before the next blank line, at the same indentation."
            context.report("unclosed-formula", f"“{alone[0].strip()}” begins a formula without an end", line, hint)
        is_paragraph = block.type == "paragraph_open"


def _find(
    written: str, lines: Sequence[str], extent: Sequence[int], searched: dict[str, tuple[int, int]]
) -> tuple[int, int | None]:
    """The line (from 0) and the column (from 1) of the next such text in these lines, if there is one."""
    first, start = max((extent[0], 0), searched.get(written, (0, 0)))
    for number in range(first, min(extent[1], len(lines))):
        index = lines[number].find(written, start if number == first else 0)
        if index >= 0:
            searched[written] = (number, index + len(written))
            return number, index + 1
    return extent[0], None


def _inline_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    formula = _formulas_of(state).get(state.pos)
    if formula is None or formula.end > state.posMax:
        return False
    if not silent:
        token = state.push("math", "math", 0)
        token.content = formula.tex(state.src)
        token.meta = {"written": state.src[formula.start : formula.end], "is_display": formula.is_display}
    state.pos = formula.end
    return True


def _formulas_of(state: StateInline) -> dict[int, Formula]:
    known: dict[str, dict[int, Formula]] = state.env.setdefault(_FORMULAS, {})
    if state.src not in known:
        known[state.src] = find_formulas(state.src)
    return known[state.src]


def _block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    opening = _OPENING.match(state.src, begin, state.eMarks[start])
    if opening is None or state.is_code_block(start):
        return False
    mark = opening[0]
    last, closing = start, _CLOSING[mark].match(state.src, opening.end(), state.eMarks[start])
    while closing is None:
        last += 1
        if last >= end or state.isEmpty(last) or state.sCount[last] < state.blkIndent:
            return False  # without an end in its paragraph
        first = state.bMarks[last] + state.tShift[last]
        if mark != "$$" and state.src.startswith(mark, first):
            return False
        closing = _CLOSING[mark].match(state.src, first, state.eMarks[last])
    rest = state.src[closing.end() : state.eMarks[last]]
    if last == start and rest.strip():
        return False  # a formula in a paragraph
    written = state.getLines(start, last + 1, state.sCount[start], False).lstrip()
    written = written[: len(written) - len(rest)]
    tex = written[len(mark) : -len(mark)]
    is_alone = not state.src[opening.end() : state.eMarks[start]].strip()
    if not tex.strip() or not (is_alone or is_displayed_formula(tex, mark)):
        return False
    if silent:
        return True
    token = state.push("math_block", "math", 0)
    token.content, token.map = tex, [start, last + 1]
    token.meta = {"written": written, "is_display": True}
    if rest.strip():  # goes on as a paragraph: `$$，其中…`
        state.bMarks[last] = state.eMarks[last] - len(rest.lstrip())
        state.tShift[last], state.sCount[last] = 0, state.blkIndent
        state.line = last
    else:
        state.line = last + 1
    return True


def _render(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    del self, options
    token = tokens[idx]
    is_block = token.type == "math_block"
    html = token.meta.get("html", "")
    if not html:
        code = f'<code class="math-source">{escape(token.meta["written"])}</code>'
        return f'<pre tabindex="0">{code}</pre>\n' if is_block else code
    is_display = token.meta["is_display"]
    if not is_display and len(_TAG.sub("", token.meta["html"].partition("<annotation")[0])) <= MAX_SHORT:
        return str(html)
    # What may be too wide for a phone scrolls, so it can be focused.
    tag, end = ("div", "\n") if is_block else ("span", "")
    name = "math" if is_display else "math-long"
    label = escape(env["words"]["formula"])
    return f'<{tag} class="{name}" role="group" aria-label="{label}" tabindex="0">{html}</{tag}>{end}'
