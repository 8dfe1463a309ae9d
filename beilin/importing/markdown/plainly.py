"""A block as plain text: what is written if its own Markdown does not show its text."""

from __future__ import annotations

import re
from dataclasses import replace

from beilin.importing.markdown.escaping import escape
from beilin.importing.markdown.shown import code_of
from beilin.importing.model import Block, Container
from beilin.problems.controls import REFUSED

_FIRST_LEVEL = re.compile("#(?:[ \t]|$)")
_RULE_IN_CONTAINER = "___"  # `- ---` would be a single rule, because the marker of the list has its sign
_NOTE_MARK = re.compile(r"(?<!\\)\[(?=\^)")  # the article may have a footnote with that label
_CARRIAGE_RETURN = re.compile("\r\n?")
_MAX_CONTAINERS = 20  # the reader refuses more than 28 (`reading/markdown.py`)
_BACKTICKS = re.compile("`{3,}")


def prepared(block: Block) -> Block:
    """The block with Markdown that the reader takes without a warning, for an article."""
    markdown = REFUSED.sub("", _CARRIAGE_RETURN.sub("\n", block.markdown))
    if block.kind == "rule":
        markdown = _RULE_IN_CONTAINER if block.containers else markdown
    elif block.kind in ("paragraph", "heading"):
        markdown = markdown.strip()  # spaces after the marker of a list would move what its items contain
    if block.kind == "heading" and _FIRST_LEVEL.match(markdown):
        markdown = f"#{markdown}"  # the title is the only heading of the first level
    return replace(block, markdown=markdown, containers=_with_note_outermost(block.containers)[:_MAX_CONTAINERS])


def _with_note_outermost(containers: tuple[Container, ...]) -> tuple[Container, ...]:
    """The containers from the footnote on, which is shown elsewhere; those of `<details>` have a text to show."""
    notes = [index for index, container in enumerate(containers) if container.kind == "note"]
    if not notes or notes == [0]:
        return containers
    if any(container.kind == "details" for container in containers[: notes[-1]]):
        return tuple(container for container in containers if container.kind != "note")
    return containers[notes[-1] :]


def written_plainly(block: Block) -> Block:
    """The block with Markdown that shows its text and nothing else: a heading, code, or else a paragraph."""
    if block.kind == "code":
        return replace(block, markdown=fenced(code_of(block.text)))
    text = " ".join(REFUSED.sub("", block.text).split())
    if block.kind == "heading":
        return replace(block, markdown=f"{'#' * max(2, block.level)} {escape(text, 'heading')}")
    is_item = bool(block.containers) and block.containers[-1].kind in ("bullet", "ordered")
    markdown = escape(text, "item" if is_item else "paragraph")
    return replace(block, kind="paragraph", markdown=_NOTE_MARK.sub(r"\\[", markdown))


def fenced(text: str, info: str = "") -> str:
    """The text as a fenced block of code (CommonMark 0.31, section 4.5)."""
    fence = "`" * max((len(run) + 1 for run in _BACKTICKS.findall(text)), default=3)
    return f"{fence}{info}\n{text.strip(chr(10))}\n{fence}"
