"""A post with shortcodes → the HTML that WordPress would have made of them, and what could not be made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html import unescape

from beilin.importing.formats.wxr.shortcodes import media, text
from beilin.importing.formats.wxr.shortcodes.call import TAG, Call, PostContext, read_attributes
from beilin.importing.formats.wxr.shortcodes.code import CODE, code_block
from beilin.importing.formats.wxr.shortcodes.scanning import Node, read_nodes
from beilin.importing.model import NOWHERE, Finding

_KNOWN: Mapping[str, Callable[[Call], str | None]] = {
    "caption": media.caption,
    "wp_caption": media.caption,
    "audio": media.sound,
    "video": media.video,
    **dict.fromkeys(media.SITES, media.page),
    **dict.fromkeys(text.FORMULAS, text.formula),
    **dict.fromkeys(text.QUOTES, text.quote),
    **dict.fromkeys(text.FOLDED, text.folded),
    **dict.fromkeys(text.BUTTONS, text.button),
}
_REFERRING: Mapping[str, Callable[[Call, PostContext], str | None]] = {
    "gallery": media.gallery,
    "playlist": media.playlist,
    **dict.fromkeys(text.NOTES, text.note),
}
_FORMULA = re.compile(r"\$latex\s([^$<>]{1,4000})\$")  # of WordPress.com and Jetpack
_SIZE = re.compile(r"&(?:amp;|#0?38;)?(?:fg|bg|s)=[0-9a-fA-F]{1,6}")
_FOLLOWS_NAME = re.compile(r"\s[\w-]{1,40}\s?=\s?[\"'“”″\w]|\s?/\Z|=")


def convert_shortcodes(post: str, context: PostContext) -> tuple[str, tuple[Finding, ...]]:
    """The post as HTML, and findings about shortcodes that stay as text or that only placed text."""
    layouts: Counter[str] = Counter()
    nodes = read_nodes(post, _is_known)
    html = _write(nodes, context, layouts)
    if context.footnotes:
        notes = (
            f'<li id="fn-{number}">{note} <a href="#fnref-{number}">↩</a></li>'
            for number, note in enumerate(context.footnotes, start=1)
        )
        html += f'\n\n<ol class="footnotes">{"".join(notes)}</ol>'
    return html, (*_unknown(html), *_layout(layouts))


def _write(nodes: Sequence[Node], context: PostContext, layouts: Counter[str]) -> str:
    pieces: list[str] = []
    for node in nodes:
        token = node.token
        if token.kind == "text":
            pieces.append(_FORMULA.sub(_formula, token.text))
            continue
        attributes = read_attributes(token.rest)
        if token.kind == "code":
            pieces.append(code_block(Call(token.name, attributes, token.content)))
            continue
        content = _write(node.children, context, layouts) if node.end else None
        call = Call(token.name, attributes, content)
        if referring := _REFERRING.get(token.name):
            made = referring(call, context)
        elif simple := _KNOWN.get(token.name):
            made = simple(call)
        else:
            made = text.layout(call)
            layouts[token.name] += 1
        pieces.append(made if made is not None else f"{token.text}{content or ''}{node.end}")
    return "".join(pieces)


def _is_known(name: str) -> bool:
    return name in _KNOWN or name in _REFERRING or name in CODE or text.is_layout(name)


def _formula(match: re.Match[str]) -> str:
    return text.formula_element(unescape(_SIZE.sub("", match[1])).strip())


def _unknown(html: str) -> list[Finding]:
    """One finding for each shortcode that is still in the text: it has attributes or an end tag."""
    tags = list(TAG.finditer(html))
    closed = {tag["name"] for tag in tags if tag["slash"]}
    names = Counter(
        tag["name"] for tag in tags if not tag["slash"] and (tag["name"] in closed or _FOLLOWS_NAME.match(tag["rest"]))
    )
    return [
        Finding(NOWHERE, "shortcode", f"[{name}] is not known and stays as text (times: {count})", False)
        for name, count in names.items()
    ]


def _layout(counts: Counter[str]) -> list[Finding]:
    names = ", ".join(f"[{name}] {count}" for name, count in counts.items() if count)
    evidence = f"shortcodes that only placed text were left out: {names}"
    return [Finding(NOWHERE, "shortcode", evidence, False)] if names else []
