"""Posts in Mobiledoc → HTML. Source: the specification of Mobiledoc, versions 0.3.0 to 0.3.2 (bustle/mobiledoc-kit)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from beilin.importing.formats.ghost.cards import write_card, write_unknown_card

_MARKUP, _IMAGE, _LIST, _CARD = 1, 2, 3, 10
_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside"}
_INLINE = {"a", "b", "code", "em", "i", "s", "strong", "sub", "sup", "u", "mark", "del", "strike", "small"}


def write_mobiledoc(stored: Any) -> tuple[str, list[str]]:
    """The HTML, and the names of cards that are not known.

    Raises what reading a value of a different form raises: AttributeError, IndexError, KeyError, TypeError, ValueError.
    """
    if not str(stored["version"]).startswith("0.3"):
        raise ValueError(f"version {stored['version']} of Mobiledoc is not known")
    pieces: list[str] = []
    unknown: list[str] = []
    for section in stored["sections"]:
        if section[0] == _MARKUP:
            tag = section[1].lower() if section[1].lower() in _BLOCKS else "p"
            tag = "blockquote" if tag == "aside" else tag
            pieces.append(f"<{tag}>{_markers(section[2], stored)}</{tag}>")
        elif section[0] == _LIST:
            items = "".join(f"<li>{_markers(markers, stored)}</li>" for markers in section[2])
            tag = "ol" if section[1] == "ol" else "ul"
            pieces.append(f"<{tag}>{items}</{tag}>")
        elif section[0] == _IMAGE:
            pieces.append(f'<figure><img src="{escape(str(section[1]))}" alt=""></figure>')
        elif section[0] == _CARD:
            name, card = stored["cards"][section[1]][:2]
            html = write_card(name, card)
            unknown += [name] if html is None else []
            pieces.append(write_unknown_card(card) if html is None else html)
        else:
            raise ValueError(f"section {section[0]} of Mobiledoc is not known")
    return "".join(pieces), unknown


def _markers(markers: Sequence[Any], stored: Any) -> str:
    """The text of a section. A marker opens some markups, has a text or an atom, and closes some."""
    pieces: list[str] = []
    opened: list[str] = []
    for kind, opens, closes, value in markers:
        for number in opens:
            tag, attributes = _markup(stored["markups"][number])
            pieces.append(f"<{tag}{attributes}>")
            opened.append(tag)
        pieces.append(escape(str(value), quote=False) if kind == 0 else _atom(stored["atoms"][value]))
        for _ in range(closes):
            pieces.append(f"</{opened.pop()}>")
    return "".join([*pieces, *(f"</{tag}>" for tag in reversed(opened))])


def _markup(markup: Sequence[Any]) -> tuple[str, str]:
    tag = markup[0].lower() if markup[0].lower() in _INLINE else "span"
    pairs = markup[1] if len(markup) > 1 else []
    attributes = dict(zip(pairs[::2], pairs[1::2], strict=False))
    return tag, f' href="{escape(str(attributes["href"]))}"' if tag == "a" and "href" in attributes else ""


def _atom(atom: Sequence[Any]) -> str:
    return "<br>" if atom[0] == "soft-return" else escape(str(atom[1]), quote=False)
