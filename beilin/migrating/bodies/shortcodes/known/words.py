"""Words in a line: keys, colours, readings, buttons, labels → HTML and links."""

from __future__ import annotations

import re

from beilin.migrating.bodies.shortcodes.call import Around, Instead, Outcome
from beilin.migrating.bodies.shortcodes.markup import attribute, code_span, link, plain
from beilin.migrating.bodies.shortcodes.scope import Maker, Use

_STYLE_WORD = re.compile(
    r"(?:default|primary|success|info|warning|danger|secondary|blue|red|pink|orange|purple|green|grey|gray|yellow|cyan|"
    r"outline|larger|block|center|right|left|bg-\S+|color-\S+|is-\S+|#[0-9a-fA-F]{3,8})\Z"
)


def is_style(word: str) -> bool:
    """Whether the word names a colour or size, and no text."""
    return _STYLE_WORD.fullmatch(word) is not None


def in_line(before: str, after: str) -> Maker:
    """The inner text, or the last argument, between two tags of HTML or marks."""

    def make(use: Use) -> Outcome | None:
        if use.closing:
            return Around(before, after, is_block=False)
        text = use.get("text", "content", "title", "label") or next(
            (arg for arg in reversed(use.args) if not _STYLE_WORD.fullmatch(arg)), ""
        )
        return Instead(before + text + after) if text else None

    return make


def keys(use: Use) -> Outcome | None:
    """Keys of a keyboard."""
    if use.closing:
        return Around("<kbd>", "</kbd>", is_block=False)
    return Instead("+".join(f"<kbd>{plain(arg)}</kbd>" for arg in use.args)) if use.args else None


def button(use: Use) -> Outcome | None:
    """A button is a link: `button href="…" …` around its text, or with all in arguments."""
    address = use.get("href", "url", "link", "relref", "ref", "to", 0)
    if use.closing:
        inner = use.inner().strip()
        return Instead(f"[{inner}]({address})" if address else inner) if inner else None
    text = use.get("text", "title", "label", "content", "name") or (use.get(1) if address == use.get(0) else use.get(0))
    if not address:
        return Instead(plain(text)) if text else None
    return Instead(link(text or address, address))


def ruby(use: Use) -> Outcome | None:
    """A reading above characters: `ruby "字" "ㄗˋ"`, or the reading as argument and the characters inside."""
    inner = use.inner().strip()
    base = inner or use.get("base", "text", "rb", 0)
    reading = use.get("rt", "ruby", "reading", "pinyin") or (use.get(0) if inner else use.get(1))
    if "|" in use.rest and not reading:
        base, _, reading = (part.strip(" \"'") for part in use.rest.partition("|"))
    return Instead(f"<ruby>{base}<rt>{reading}</rt></ruby>") if base and reading else None


def person(use: Use) -> Outcome | None:
    """`person address name` and `link address text`."""
    address, text = use.get("url", "href", 0), use.get("name", "content", "text", "title", 1)
    if use.get("desc"):
        text = f"{text} — {use.get('desc')}" if text else use.get("desc")
    if use.closing:
        text = use.inner().strip() or text
    return Instead(link(text or address, address)) if address else None


def defined(use: Use) -> Outcome | None:
    """An abbreviation or term with what it stands for."""
    text, title = use.get("text", "abbr", "term", 0), use.get("title", "description", "tooltip", "definition", 1)
    if use.closing:
        text, title = use.inner().strip(), use.get("title", "text", "tooltip", 0)
    return Instead(f"<abbr{attribute('title', title)}>{text}</abbr>") if text and title else None


def emoji(use: Use) -> Outcome | None:
    """An emoji by its name stays a name."""
    return Instead(code_span(f":{use.get(0).strip(':')}:")) if use.get(0) else None


def since(use: Use) -> Outcome | None:
    """`new-in 0.1`, `version 0.2.0 changed`: in which version something came or went."""
    words = " ".join(use.args)
    name = {"addedin": "added in"}.get(use.name, use.name.replace("-", " ")).capitalize()
    return Instead(f"<mark>{plain(f'{name} {words}')}</mark>") if words and not use.closing else None
