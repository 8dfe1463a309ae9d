"""Tokens → the HTML of a body: as markdown-it writes it, and usable by keyboard and by ear."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from beilin.reading.headings import plain_text


class BodyRenderer(RendererHTML):
    """What scrolls by itself can take the focus, and what shows no words has a name.

    Of `env` it uses "words". Its methods are markdown-it's rules, by the names of the tokens.
    """

    def __init__(self, md: MarkdownIt) -> None:
        """Render all that `md`'s plugins added as they do, but for the rules below."""
        super().__init__(md)
        own = {name: self.rules[name] for name in vars(BodyRenderer) if name in self.rules}
        self.rules |= md.renderer.rules  # type: ignore[attr-defined]
        self.rules |= own

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A table in a box that scrolls."""
        label = escape(env["words"]["table"])
        box = f'<div class="table" role="group" aria-label="{label}" tabindex="0">\n'
        return box + self.renderToken(tokens, idx, options, env)

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The end of a table and its box."""
        return self.renderToken(tokens, idx, options, env) + "</div>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Code that scrolls."""
        return super().fence(tokens, idx, options, env).replace("<pre>", '<pre tabindex="0">', 1)

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Code that scrolls."""
        return super().code_block(tokens, idx, options, env).replace("<pre>", '<pre tabindex="0">', 1)

    def list_item_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A task's box says whether the task is done."""
        html = super().list_item_open(tokens, idx, options, env)
        if not tokens[idx].meta or "checked" not in tokens[idx].meta:
            return html
        label = escape(env["words"]["done" if tokens[idx].meta["checked"] else "open"])
        return html.replace("<input ", f'<input aria-label="{label}" ', 1)

    def footnote_block_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The footnotes, with a name."""
        del tokens, idx, options
        label = escape(env["words"]["footnotes"])
        return f'<div class="footnotes" role="doc-endnotes" aria-label="{label}">\n<ol class="footnotes-list">\n'

    def footnote_block_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The end of the footnotes."""
        del tokens, idx, options, env
        return "</ol>\n</div>\n"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The mark of a footnote, the same wherever the note is referred to."""
        del options, env
        meta = tokens[idx].meta
        number = meta["id"] + 1
        own = f"{number}:{meta['subId']}" if meta.get("subId", 0) > 0 else number
        return f'<sup class="footnote-ref"><a href="#fn{number}" id="fnref{own}">[{number}]</a></sup>'

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The way back from a footnote; U+FE0E keeps the arrow from becoming an emoji."""
        del options
        meta = tokens[idx].meta
        target = f"fnref{meta['id'] + 1}" + (f":{meta['subId']}" if meta["subId"] > 0 else "")
        label = escape(env["words"]["back"])
        return f' <a href="#{target}" class="footnote-backref" aria-label="{label}">↩\ufe0e</a>'


def name_alerts(tokens: Sequence[Token], words: dict[str, str]) -> None:
    """Give alerts that have no title of their own one in the article's language."""
    kind = ""
    for position, token in enumerate(tokens):
        if token.type == "alert_open":
            kind = str(token.meta["kind"]).upper()
        elif token.type == "alert_title_open":
            title = tokens[position + 1]
            if plain_text(title.children or ()) == kind.capitalize() and kind in words:
                title.children = [Token("text", "", 0, content=words[kind])]
                title.content = words[kind]
