"""Tokens → the HTML of a body: as markdown-it writes it, and accessible by keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from beilin.reading.code_info import read_code_info


class BodyRenderer(RendererHTML):
    """Elements that scroll can be focused, and elements without text have an accessible name.

    The methods are markdown-it's rules, by the names of the tokens. They use "words" of `env`.
    """

    def __init__(self, md: MarkdownIt) -> None:
        """Use the rules that the plugins of `md` added, except those below."""
        super().__init__(md)
        overrides = {name: self.rules[name] for name in vars(BodyRenderer) if name in self.rules}
        self.rules |= md.renderer.rules  # type: ignore[attr-defined]
        self.rules |= overrides

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """An image with the alternative text below."""
        return super().image(tokens, idx, options, env)

    def renderInlineAsText(self, tokens: Sequence[Token] | None, options: Any, env: Any) -> str:  # noqa: N802
        """The alternative text of an image; that of a formula is its TeX."""
        texts = [Token("text", "", 0, content=each.content) if each.type == "math" else each for each in tokens or ()]
        return super().renderInlineAsText(texts, options, env)

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A table in a box that scrolls."""
        label = escape(env["words"]["table"])
        box = f'<div class="table" role="group" aria-label="{label}" tabindex="0">\n'
        return box + self.renderToken(tokens, idx, options, env)

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The end of a table and its box."""
        return self.renderToken(tokens, idx, options, env) + "</div>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Code that scrolls, with the name of its file as a caption."""
        info = read_code_info(tokens[idx].info)
        token = tokens[idx].copy(info=info.language)
        html = super().fence([token], 0, options, env).replace("<pre>", '<pre tabindex="0">', 1)
        caption = f"<figcaption>{escapeHtml(info.file_name)}</figcaption>\n"
        return f'<figure class="code">\n{caption}{html}</figure>\n' if info.file_name else html

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Code that scrolls."""
        return super().code_block(tokens, idx, options, env).replace("<pre>", '<pre tabindex="0">', 1)

    def list_item_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The checkbox of a task is labelled as done or open."""
        html = super().list_item_open(tokens, idx, options, env)
        if not tokens[idx].meta or "checked" not in tokens[idx].meta:
            return html
        label = escape(env["words"]["done" if tokens[idx].meta["checked"] else "open"])
        return html.replace("<input ", f'<input aria-label="{label}" ', 1)

    def footnote_block_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The footnotes, with an accessible name."""
        del tokens, idx, options
        label = escape(env["words"]["footnotes"])
        return f'<div class="footnotes" role="doc-endnotes" aria-label="{label}">\n<ol class="footnotes-list">\n'

    def footnote_block_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The end of the footnotes."""
        del tokens, idx, options, env
        return "</ol>\n</div>\n"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The number of a footnote, the same wherever the footnote is referred to."""
        del options, env
        meta = tokens[idx].meta
        number = meta["id"] + 1
        own = f"{number}:{meta['subId']}" if meta.get("subId", 0) > 0 else number
        return f'<sup class="footnote-ref"><a href="#fn{number}" id="fnref{own}">[{number}]</a></sup>'

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The link back from a footnote; U+FE0E keeps the arrow from becoming an emoji."""
        del options
        meta = tokens[idx].meta
        target = f"fnref{meta['id'] + 1}" + (f":{meta['subId']}" if meta["subId"] > 0 else "")
        label = escape(env["words"]["back"])
        return f' <a href="#{target}" class="footnote-backref" aria-label="{label}">↩\ufe0e</a>'
