"""Alerts, `> [!NOTE]`: quotes with a title in the article's language."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from beilin.reading.body_context import BodyContext
from beilin.reading.headings import plain_text


def alerts(md: MarkdownIt) -> None:
    """A markdown-it plugin: enable its alerts."""
    md.options["alerts"] = True


def name_alerts(tokens: Sequence[Token], context: BodyContext) -> None:
    """Translate the titles of alerts for which the editor wrote none."""
    kind = ""
    for position, token in enumerate(tokens):
        if token.type == "alert_open":
            kind = str(token.meta["kind"]).upper()
        elif token.type == "alert_title_open":
            title = tokens[position + 1]
            if plain_text(title.children or ()) == kind.capitalize() and kind in context.words:
                title.children = [Token("text", "", 0, content=context.words[kind])]
                title.content = context.words[kind]
