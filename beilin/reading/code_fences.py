"""Fenced code blocks whose author meant something else: text that became code, or is not shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from beilin.reading.body_context import BodyContext
from beilin.reading.code_info import read_code_info


def report_fences(tokens: Sequence[Token], context: BodyContext) -> None:
    """Report each code block that is never closed, and words behind the language of one."""
    fences = [token for token in tokens if token.type == "fence" and token.map]
    lines = re.split("\r\n|\r|\n", context.text) if fences else []
    for fence in fences:
        first, end = fence.map or (0, 0)
        if not _is_closed(fence.markup, lines[first + 1 : end]):
            message = f"the code block is never closed, so everything after {fence.markup!r} is shown as code"
            context.report("unclosed-code", message, first, f"Write a line {fence.markup} after the code.")
        if words := read_code_info(fence.info).words:
            message = f"the words {words!r} are on the first line of a code block, and are not shown"
            context.report("code-words", message, first, "Write the code on the lines below.")


def _is_closed(markup: str, lines: Sequence[str]) -> bool:
    """Whether the last of the lines after the opening one closes the block; it may be in a list or a quote."""
    last = lines[-1].strip(" \t>") if lines else ""
    return len(last) >= len(markup) and not last.strip(markup[0])
