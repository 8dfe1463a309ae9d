"""Definitions to which nothing refers: the text of a footnote and the address of a link that no page shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from beilin.reading.body_context import BodyContext

_FOOTNOTE_LINES = "lines of footnotes with text"  # in markdown-it's `env`: by label


class UsedReferences(dict[str, Any]):
    """The definitions of links by label, as markdown-it keeps them in its `env`, which notes those that are used."""

    def __init__(self) -> None:
        """Nothing is defined yet."""
        super().__init__()
        self.used: set[str] = set()

    def get(self, label: str, default: Any = None) -> Any:
        """The definition, which is used from now on."""
        self.used.add(label)
        return super().get(label, default)


def footnote_lines(md: MarkdownIt) -> None:
    """A markdown-it plugin: note where footnotes are defined, before the unused ones are dropped."""
    md.core.ruler.before("footnote_tail", "footnote_lines", _note_lines)


def _note_lines(state: StateCore) -> None:
    if "footnotes" not in state.env:
        return
    lines: dict[str, int] = {}
    labels: list[str] = []  # of the open footnotes
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            labels.append(token.meta["label"])
            lines.pop(labels[-1], None)  # of several definitions, the last one counts
        elif token.type == "footnote_reference_close":
            labels.pop()
        elif labels and token.map:
            lines.setdefault(labels[-1], token.map[0])
    state.env[_FOOTNOTE_LINES] = lines


def report_unused_definitions(env: Mapping[str, Any], context: BodyContext) -> None:
    """Report what the text that was parsed with this `env` defines and does not use. It holds UsedReferences."""
    references: UsedReferences = env["references"]
    if not references and "footnotes" not in env:
        return
    lines = env.get(_FOOTNOTE_LINES, {})
    for key, number in env.get("footnotes", {}).get("refs", {}).items():
        label = key.removeprefix(":")
        if number < 0 and label in lines:
            message = f"nothing refers to the footnote '[^{label}]', so its text is not shown"
            hint = f"Write [^{label}] where it belongs, or remove the footnote."
            context.report("unused-footnote", message, lines[label], hint)
    for label, definition in references.items():
        # `[//]: # (…)` is the customary comment.
        if label not in references.used and definition["href"] != "#":
            message = f"nothing refers to the definition of a link to {definition['href']!r}"
            hint = "Write the text of the link as [text][label], or remove the definition."
            context.report("unused-reference", message, definition["map"][0], hint)
