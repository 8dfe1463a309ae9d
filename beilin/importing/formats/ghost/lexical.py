"""Posts in Lexical → HTML. Source: the serialised nodes of Lexical and of Ghost's package kg-default-nodes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from beilin.importing.formats.ghost.cards import write_card, write_unknown_card

# The bits of `format` (lexical, LexicalConstants), each with its element, from the outermost.
_FORMATS = (
    (1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code"), (32, "sub"), (64, "sup"), (128, "mark"),
)  # fmt: skip
_ELEMENTS = {"paragraph": "p", "quote": "blockquote", "aside": "blockquote", "listitem": "li"}
_MAX_DEPTH = 60


def write_lexical(stored: Any) -> tuple[str, list[str]]:
    """The HTML, and the names of nodes that are not known.

    Raises what reading a value of a different form raises: AttributeError, KeyError, TypeError, ValueError.
    """
    unknown: list[str] = []
    return _children(stored["root"], unknown, 0), unknown


def _children(node: Any, unknown: list[str], depth: int) -> str:
    if depth > _MAX_DEPTH:
        raise ValueError("the post is nested too deeply")
    return "".join(_write(child, unknown, depth + 1) for child in node.get("children") or ())


def _write(node: Any, unknown: list[str], depth: int) -> str:
    kind = str(node["type"])
    name = kind.removeprefix("extended-")
    if name in ("text", "tk"):
        return _text(str(node.get("text") or ""), int(node.get("format") or 0))
    if name == "linebreak":
        return "<br>"
    if name in ("link", "autolink"):
        return f'<a href="{escape(str(node.get("url") or ""))}">{_children(node, unknown, depth)}</a>'
    if name == "heading":
        tag = node["tag"] if node.get("tag") in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"
        return f"<{tag}>{_children(node, unknown, depth)}</{tag}>"
    if name == "list":
        return _list(node, unknown, depth)
    if tag := _ELEMENTS.get(name):
        return f"<{tag}>{_children(node, unknown, depth)}</{tag}>"
    html = write_card(name, node)
    if html is None:
        unknown.append(kind)
        return write_unknown_card(node) + _children(node, unknown, depth)
    return html


def _text(text: str, format: int) -> str:
    html = escape(text, quote=False)
    for bit, tag in reversed(_FORMATS):
        if format & bit:
            html = f"<{tag}>{html}</{tag}>"
    return html


def _list(node: Any, unknown: list[str], depth: int) -> str:
    """A list. Lexical has a list within an item as an item by itself, after the one to which it belongs."""
    items: list[str] = []
    for item in node.get("children") or ():
        content = _children(item, unknown, depth + 1)
        if items and _is_list_only(item.get("children") or ()):
            items[-1] += content
        elif node.get("listType") == "check":
            items.append(f'<input type="checkbox"{" checked" if item.get("checked") else ""}> {content}')
        else:
            items.append(content)
    tag = "ol" if node.get("listType") == "number" else "ul"
    start = f' start="{int(node["start"])}"' if tag == "ol" and node.get("start") not in (None, 1) else ""
    return f"<{tag}{start}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def _is_list_only(children: Sequence[Any]) -> bool:
    return bool(children) and all(child.get("type") == "list" for child in children)
