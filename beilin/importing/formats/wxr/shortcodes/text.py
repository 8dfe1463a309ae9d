"""Shortcodes around text: formulas, footnotes, quotes, folded text, buttons, and the layout of page builders."""

from __future__ import annotations

import re
from html import escape, unescape

from beilin.importing.formats.exports.addresses import web_address
from beilin.importing.formats.wxr.shortcodes.call import Call, PostContext

FORMULAS = frozenset(["latex", "math", "katex", "tex", "equation"])
NOTES = frozenset(["footnote", "efn_note", "mfn", "ref", "fn", "note_ref"])
QUOTES = frozenset(["blockquote", "quote", "pullquote", "su_quote", "su_pullquote"])
FOLDED = frozenset({
    "accordion-item", "collapse", "expand", "spoiler", "su_spoiler", "toggle", "tab", "su_tab", "accordion_item",
})  # fmt: skip
BUTTONS = frozenset(["button", "su_button", "btn"])
# What only places text. The builders are WPBakery, Divi, Avada, Enfold and the columns of many themes.
_LAYOUT = re.compile(
    r"(?:vc|et_pb|fusion|av|rev|elementor|su|mk|nectar|dt|tatsu|x|cs)_(?:row|column|section|col|columns|inner|text|"
    r"column_text|layout_row|layout_column|one_full|one_half|one_third|two_third|builder_\w+|\w*(?:row|column|section)"
    r"\w*)|row|columns?|cols?|(?:one|two|three|four)_(?:half|third|fourth|fifth|sixth)(?:_last)?|dropcap|center|"
    r"highlight|tabs|tabgroup|accordion|su_tabs|su_accordion|clear|clearfix|div|span|box|su_box|su_note"
)


def is_layout(name: str) -> bool:
    """Whether the shortcode only places its content."""
    return _LAYOUT.fullmatch(name) is not None


def formula(call: Call) -> str | None:
    """TeX, as MathJax has it in pages."""
    tex = unescape(re.sub(r"<[^<>]*>", "", call.content or "")).strip()
    return formula_element(tex) if tex else None


def formula_element(tex: str) -> str:
    """The element for TeX in a line of text."""
    return f'<script type="math/tex">{tex.replace("</", "< /")}</script>'


def note(call: Call, context: PostContext) -> str | None:
    """A footnote: the reference here, the note at the end of the post."""
    if not (call.content or "").strip():
        return None
    context.footnotes.append(str(call.content).strip())
    number = len(context.footnotes)
    return f'<sup><a id="fnref-{number}" href="#fn-{number}">{number}</a></sup>'


def quote(call: Call) -> str | None:
    """A quote, with who said it."""
    if call.content is None:
        return None
    said_by = call.first("cite", "author", "name")
    cite = f"\n\n<cite>{escape(said_by)}</cite>" if said_by else ""
    return f"\n\n<blockquote>{call.content}{cite}</blockquote>\n\n"


def folded(call: Call) -> str | None:
    """Text that opens at a click."""
    if call.content is None:
        return None
    title = call.first("title", "heading", "0")
    if not title:
        return f"\n\n{call.content}\n\n"
    return f"\n\n<details><summary>{escape(title)}</summary>\n\n{call.content}\n\n</details>\n\n"


def button(call: Call) -> str | None:
    """A button that is a link."""
    address = web_address(call.first("url", "link", "href"))
    text = call.content or escape(call.first("text", "title"))
    return f'<a href="{escape(address)}">{text}</a>' if address and text else None


def layout(call: Call) -> str:
    """The content, by itself."""
    title = call.first("title", "heading")
    shown = f"\n\n<p><strong>{escape(title)}</strong></p>\n\n" if title else ""
    return f"{shown}{call.content or ''}"
