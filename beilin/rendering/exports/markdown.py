"""The HTML of a body → Markdown that stands alone, with whole URLs, for programs that read Markdown better than HTML.

It is made from the HTML, and not from the article's file, because there links by name, parts and relative addresses are
resolved. What Markdown cannot express, such as the width of a column, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape

from beilin.reading.text_blocks import FORMULA, WHITE_SPACE, is_block

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([A-Za-z0-9]+)")
_ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"]*)"')
_EMPTY = frozenset({"br", "hr", "img", "input", "col", "wbr", "source", "track"})
# What would be a mark anywhere. `_` is none inside a word, and `&` only before what looks like a character reference.
_SPECIAL = re.compile(r"[\\`*\[\]<~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
# What would be one at the beginning of a line: of a heading, a quote or a list, or the line below a heading.
_FIRST = re.compile(r"(?m)^(\s*)(?:(>|(?:#{1,6}|[+-])(?=\s|$)|-(?=[ -]*$)|=(?=[ =]*$))|(\d+)([.)])(?=\s|$))")
_SPACE = re.compile(f"[{WHITE_SPACE}]+")
_LIST = re.compile(r"- |\d+\. ")
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~"}
_DROPPED = ("footnote-backref",)  # classes of elements that only help on the page


@dataclass(slots=True)
class _Element:
    """An open element, with what it contains as Markdown so far."""

    name: str
    attributes: dict[str, str]
    blocks: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)  # of the paragraph that is not complete yet

    def end_paragraph(self) -> None:
        """Make a block of the text so far."""
        text = _trimmed("".join(self.inline))
        self.inline.clear()
        if text:
            self.blocks.append(text)


def markdown_of(html: str) -> str:
    """The Markdown, which ends in a line feed unless it is empty. `html` is well-formed, as bodies are."""
    stack = [_Element("div", {})]
    html = FORMULA.sub(r"<math>\1</math>", html) if "<math" in html else html
    for number, piece in enumerate(_TAG.split(html)):
        if number % 2 == 0:
            if piece:
                stack[-1].inline.append(_text(piece, stack))
            continue
        match = _NAME.match(piece)
        if match is None:
            continue
        name = match[1].lower()
        if piece.startswith("</"):
            if len(stack) > 1:
                _close(stack)
        elif name in _EMPTY:
            _add_empty(stack[-1], name, _attributes(piece))
        else:
            if is_block(name):
                stack[-1].end_paragraph()
            stack.append(_Element(name, _attributes(piece)))
    while len(stack) > 1:
        _close(stack)
    stack[0].end_paragraph()
    return "\n\n".join(stack[0].blocks) + "\n" if stack[0].blocks else ""


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _text(piece: str, stack: list[_Element]) -> str:
    text = unescape(piece)
    if any(element.name in ("pre", "code", "math") for element in stack[-6:]):
        return text
    return escaped(_SPACE.sub(" ", text))


def escaped(text: str) -> str:
    """The text without what Markdown would take for marks anywhere in a line."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _trimmed(text: str) -> str:
    """The text of a paragraph, without white space around its lines, and no line like the mark of another block."""
    lines = (line.strip(WHITE_SPACE) for line in text.split("\n"))
    return _FIRST.sub(_escape_first, "\n".join(lines).strip("\n"))


def _escape_first(match: re.Match[str]) -> str:
    space, mark, number, sign = match.groups()
    return f"{space}\\{mark}" if mark else f"{space}{number}\\{sign}"


def _add_empty(parent: _Element, name: str, attributes: Mapping[str, str]) -> None:
    if name == "br":
        parent.inline.append("\\\n")
    elif name == "hr":
        parent.end_paragraph()
        parent.blocks.append("---")
    elif name == "img":
        parent.inline.append(f"![{escaped(attributes.get('alt', ''))}]({_target(attributes, 'src')})")
    elif name == "input" and attributes.get("type") == "checkbox":
        parent.inline.append("[x]" if "checked" in attributes else "[ ]")


def _target(attributes: Mapping[str, str], name: str) -> str:
    """The URL in parentheses: spaces and parentheses would end it."""
    return re.sub(r"[\s()<>]", lambda match: f"%{ord(match[0]):02X}", attributes.get(name, ""))


def _close(stack: list[_Element]) -> None:
    """Add what the innermost element contains to the one around it."""
    element = stack.pop()
    parent = stack[-1]
    if element.attributes.get("class", "") in _DROPPED:
        return
    if element.name == "code" and parent.name == "pre":
        parent.attributes |= element.attributes
        parent.inline.append("".join(element.inline))
        return
    if not is_block(element.name):
        parent.inline.append(_inline(element))
        return
    if element.name == "pre":
        parent.blocks.append(_fenced("".join(element.inline), element))
        return
    element.end_paragraph()
    handle = _BLOCKS.get(element.name)
    if handle:
        parent.blocks += filter(None, [handle(element)])
    else:
        parent.blocks += element.blocks


def _inline(element: _Element) -> str:
    text = "".join([*element.blocks, *element.inline])
    if element.name == "code":
        return _code(text)
    if element.name == "math":
        return f"${text.strip()}$"
    if element.name == "a" and "href" in element.attributes and text.strip():
        return f"[{text}]({_target(element.attributes, 'href')})"
    mark = _MARKS.get(element.name, "")
    inner = text.strip(WHITE_SPACE)
    if not mark or not inner:
        return text
    before, _, after = text.partition(inner)
    return f"{before}{mark}{inner}{mark}{after}"


def _code(text: str) -> str:
    """Code between as many grave accents as make clear where it ends (CommonMark 0.31, section 6.1)."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}" if text else ""


def _fenced(text: str, element: _Element) -> str:
    fence = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
    language = re.search(r"(?<!\S)language-(\S+)", element.attributes.get("class", ""))
    code = text.strip("\n")
    return f"{fence}{language[1] if language else ''}\n{code}\n{fence}"


def _heading(element: _Element) -> str:
    return f"{'#' * int(element.name[1])} {' '.join(element.blocks)}"


def _quote(element: _Element) -> str:
    return _with_prefix("> ", "\n\n".join(element.blocks))


def _with_prefix(prefix: str, text: str) -> str:
    return "\n".join(f"{prefix}{line}".rstrip() for line in text.split("\n"))


def _item(element: _Element) -> str:
    text = ""
    for block in element.blocks:
        text += ("\n" if _LIST.match(block) else "\n\n" if text else "") + block
    return text.removeprefix("\n") or " "


def _list(element: _Element) -> str:
    start = element.attributes.get("start", "1")
    first = int(start) if start.isdecimal() else 1
    items = []
    for number, block in enumerate(element.blocks, first):
        mark = f"{number}. " if element.name == "ol" else "- "
        items.append(mark + _with_prefix(" " * len(mark), block).lstrip())
    return "\n".join(items)


def _row(element: _Element) -> str:
    return f"| {' | '.join(element.blocks)} |"


def _cell(element: _Element) -> str:
    return " ".join(element.blocks).replace("|", "\\|").replace("\\\n", " ").replace("\n", " ") or " "


def _table(element: _Element) -> str:
    rows = [block for block in element.blocks if block.startswith("| ")]
    others = [block for block in element.blocks if not block.startswith("| ")]  # a caption
    if not rows:
        return "\n\n".join(others)
    columns = len(re.findall(r"(?<!\\)\|", rows[0])) - 1
    rows.insert(1, "|" + " --- |" * columns)
    return "\n\n".join([*others, "\n".join(rows)])


def _term(element: _Element) -> str:
    return " ".join(element.blocks)


def _definition(element: _Element) -> str:
    return ": " + _with_prefix("  ", "\n\n".join(element.blocks)).lstrip()


_BLOCKS: Mapping[str, Callable[[_Element], str]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "blockquote": _quote,
    "li": _item,
    **dict.fromkeys(("ul", "ol"), _list),
    "tr": _row,
    **dict.fromkeys(("td", "th"), _cell),
    "table": _table,
    "dt": _term,
    "dd": _definition,
}
