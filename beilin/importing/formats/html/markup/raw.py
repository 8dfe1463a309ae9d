"""Runs → HTML, for the cells and captions that Markdown cannot hold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from itertools import groupby

from beilin.importing.formats.html.markup.runs import Mark, Run, without_edges


def html_of(runs: Sequence[Run], depth: int = 0) -> str | None:
    """The runs as HTML in a line; None if there is something in them that only Markdown shows."""
    parts: list[str] = []
    for mark, group in groupby(runs, partial(_mark_at, depth)):
        inner = list(group)
        if mark is None:
            if not all(run.kind in ("text", "break") or run.markdown.startswith("<ruby>") for run in inner):
                return None
            parts += ["<br>" if run.is_break else run.markdown or escape(run.text, quote=False) for run in inner]
            continue
        before, inner, after = without_edges(inner)
        html = html_of(inner, depth + 1)
        if html is None:
            return None
        parts += ["<br>" if before == "\n" else before, _tagged(mark, html), "<br>" if after == "\n" else after]
    return "".join(parts)


def _mark_at(depth: int, run: Run) -> Mark | None:
    return run.marks[depth] if len(run.marks) > depth else None


def _tagged(mark: Mark, html: str) -> str:
    attribute = {"a": "href", "abbr": "title"}.get(mark.name)
    opening = f'<{mark.name} {attribute}="{escape(mark.value)}">' if attribute else f"<{mark.name}>"
    return f"{opening}{html}</{mark.name}>"
