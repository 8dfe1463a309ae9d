"""The line of each link, image and tag in its block, which markdown-it does not keep."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

# Each rule, and the first token that it makes.
_RULES = {
    "wiki_link": "wiki_link",
    "link": "link_open",
    "image": "image",
    "html_inline": "html_inline",
}
_BREAKS = "line breaks"  # in markdown-it's `env`: their positions, by the text of a block


def inline_lines(md: MarkdownIt) -> None:
    """A markdown-it plugin: note in the `meta` of links, images and tags where in their block they are."""
    for name, kind in _RULES.items():
        rule = next(rule.fn for rule in md.inline.ruler.__rules__ if rule.name == name)
        md.inline.ruler.at(name, partial(_note_line, rule, kind))


def _note_line(rule: Callable[[StateInline, bool], bool], kind: str, state: StateInline, silent: bool) -> bool:
    position, count = state.pos, len(state.tokens)
    if not rule(state, silent):
        return False
    if not silent:
        # Pending text, if there is any, becomes a token before the one of the rule.
        token = next(token for token in state.tokens[count : count + 2] if token.type == kind)
        token.meta["line"] = _breaks_before(state, position)
        token.meta["by_reference"] = kind != "wiki_link" and state.src[state.pos - 1] == "]"
    return True


def _breaks_before(state: StateInline, position: int) -> int:
    if "\n" not in state.src:
        return 0
    known: dict[str, list[int]] = state.env.setdefault(_BREAKS, {})
    if state.src not in known:
        known[state.src] = [at for at, character in enumerate(state.src) if character == "\n"]
    return bisect_left(known[state.src], position)


def line_of(token: Token, block: Token, definitions: Mapping[str, int]) -> int:
    """The body line, from 0, with the address of the link or image in that block.

    `definitions` has the lines of link reference definitions by their address.
    """
    address = str(token.attrs.get("href") or token.attrs.get("src") or "")
    if token.meta.get("by_reference") and address in definitions:
        return definitions[address]
    line: int = token.meta.get("line", 0)
    return (block.map[0] if block.map else 0) + line


def definition_lines(env: Mapping[str, Any]) -> dict[str, int]:
    """The body line, from 0, of the first link reference definition for each address; `env` is markdown-it's."""
    lines: dict[str, int] = {}
    for definition in env.get("references", {}).values():
        lines.setdefault(definition["href"], definition["map"][0])
    return lines
