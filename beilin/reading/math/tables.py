"""Tables whose cells contain formulas with `|`."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.rules_block import StateBlock

from beilin.reading.math.formulas import find_formulas

BlockRule = Callable[[StateBlock, int, int, bool], bool]

PIPE = "\ufdd1"  # in place of a `|` in a formula, while a table is read; a noncharacter, which is not in any text
_PIPES = "source without pipes in formulas"  # in markdown-it's `env`


def with_opaque_pipes(rule: BlockRule) -> BlockRule:
    """The rule for tables, except that `|` in a formula does not end a cell."""

    def opaque(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        source = state.src
        hidden = _without_pipes_in_formulas(state)
        if hidden is source:
            return rule(state, start, end, silent)
        count = len(state.tokens)
        state.src = hidden
        try:
            return rule(state, start, end, silent)
        finally:
            state.src = source
            for token in state.tokens[count:]:
                token.content = token.content.replace(PIPE, "|")

    return opaque


def _without_pipes_in_formulas(state: StateBlock) -> str:
    """The source, with a stand-in for each `|` that is in a formula on one line."""
    if "|" not in state.src or PIPE in state.src or not ("$" in state.src or "\\(" in state.src):
        return state.src
    if _PIPES not in state.env:
        hidden = "\n".join(map(_hide_pipes, state.src.split("\n")))
        state.env[_PIPES] = hidden if PIPE in hidden else state.src
    return str(state.env[_PIPES])


def _hide_pipes(line: str) -> str:
    if "|" not in line or not ("$" in line or "\\(" in line):
        return line
    pieces, position = [], 0
    for start, formula in sorted(find_formulas(line).items()):
        if start >= position:
            pieces += [line[position:start], line[start : formula.end].replace("|", PIPE)]
            position = formula.end
    return "".join([*pieces, line[position:]])
