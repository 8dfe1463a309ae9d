"""The HTML that an editor wrote among Markdown → which start tag belongs to which end tag.

A tag can only end an element that began in the same container: a list item, a quote, a footnote, a table cell, the
paragraph, or the emphasis or link in it. So no HTML reaches beyond the container that it is written in. All takes time
in proportion to the number of tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from beilin.reading.html_elements import BLOCKS, ENDS, IMPLIED_END, MEDIA, PARENTS, RENAMED, VOID, WITHOUT_TEXT
from beilin.reading.html_nodes import Container, Element, Fragment, Item
from beilin.reading.html_tags import Piece, pieces_of

MAX_MOVED = 100  # end tags that are moved out of a paragraph


def fragments_of(tokens: list[Token]) -> list[Fragment]:
    """The raw HTML among the tokens, in order, with its elements paired.

    End tags at the end of a paragraph that end blocks around it become tokens after the paragraph.
    """
    tree = _Tree()
    moved: list[tuple[int, list[Token]]] = []  # tokens, and where they belong
    block_line = 0
    for position, token in enumerate(tokens):
        block_line = token.map[0] if token.map else block_line
        if token.type == "html_block":
            _add_html_block(tree, token, block_line)
        elif token.type == "inline":
            _add_inline(tree, token, tokens[position - 1] if position else token, block_line)
        elif token.type == "footnote_anchor":
            _note_link(tree.open)
        elif token.nesting >= 0:
            if not token.hidden:
                _note_block(tree)
            if token.type in ("heading_open", "flow"):
                _note_heading(tree.open)
            if token.nesting > 0:
                tree.containers.append(Container(len(tree.open), is_block=True))
        else:
            _end_container(tree)
            is_paragraph = token.type == "paragraph_close" and not token.hidden
            if is_paragraph and (after := _ends_after(tree, tokens, position)):
                moved.append((position + 1, after))
    _end_container(tree)
    for position, after in reversed(moved):
        tokens[position:position] = after
    return tree.fragments


def _ends_after(tree: _Tree, tokens: Sequence[Token], position: int) -> list[Token]:
    """Blocks of HTML for the end tags at the end of the paragraph closed there that end elements around it.

    They are removed from the paragraph, as a browser would end it before them.
    """
    children = tokens[position - 1].children or []
    last = {id(fragment.token): fragment for fragment in tree.fragments[-MAX_MOVED:]}
    strays: list[Fragment] = []  # at the end of the paragraph, the last one first
    for token in reversed(children):
        fragment = last.get(id(token))
        if fragment is None or not fragment.items or fragment.items[0].kind != "stray":
            break
        strays.append(fragment)
    open_names = [element.piece.name for element in reversed(tree.open[tree.containers[-1].base :][-MAX_MOVED:])]
    names = [fragment.items[0].name for fragment in reversed(strays)]
    count = next((count for count in range(len(names), 0, -1) if names[-count:] == open_names[:count]), 0)
    after = []
    for fragment in reversed(strays[:count]):
        item = fragment.items.pop()
        after.append(Token("html_block", "", 0, content=fragment.token.content, block=True))
        fragment.token, fragment.container, fragment.parent = after[-1], tree.containers[-1], tree.open[-1]
        _note_earlier_blocks(tree, fragment)
        if item.piece:
            _end(tree, fragment, item.piece, item.line)
        fragment.container.last = fragment
    del children[len(children) - count :]
    return after


def _note_earlier_blocks(tree: _Tree, fragment: Fragment) -> None:
    """The blocks that Markdown made before the fragment are in the elements that are open there."""
    for element in reversed(tree.open):
        if element.has_blocks or not element.may_have_blocks or element.container is not fragment.container:
            break
        element.has_blocks = True


@dataclass(slots=True)
class _Tree:
    """The state of pairing."""

    open: list[Element] = field(default_factory=list)
    containers: list[Container] = field(default_factory=lambda: [Container(0, is_block=True)])
    fragments: list[Fragment] = field(default_factory=list)


def _add_html_block(tree: _Tree, token: Token, line: int) -> None:
    fragment = Fragment(token, line, tree.containers[-1], tree.open[-1] if tree.open else None)
    _add(tree, fragment, pieces_of(token.content))


def _add_inline(tree: _Tree, block: Token, opening: Token, block_line: int) -> None:
    """Add the HTML in the block's text. A paragraph holds no blocks; a table cell or an item of a tight list does."""
    is_flow = opening.hidden or opening.type in ("td_open", "th_open")
    is_heading = opening.type == "heading_open"
    inner = Container(len(tree.open), is_block=False, holds_blocks=is_flow, within_heading=is_heading)
    tree.containers.append(inner)
    for token in block.children or ():
        if token.type == "html_inline":
            line = block_line + int(token.meta.get("line", 0))
            fragment = Fragment(token, line, tree.containers[-1], None)
            _add(tree, fragment, _single_piece(token.content))
        elif token.type in ("link_open", "wiki_link", "footnote_ref"):
            _note_link(tree.open)
        if token.nesting > 0:
            outer = tree.containers[-1]
            is_link = outer.within_link or token.type == "link_open"
            inner = Container(
                len(tree.open), is_block=False, holds_blocks=False, within_link=is_link, within_heading=is_heading
            )
            tree.containers.append(inner)
        elif token.nesting < 0:
            _end_container(tree)
        elif token.type != "html_inline" and tree.open and (token.type != "text" or token.content.strip()):
            _note_content(tree)
    _end_container(tree)


def _single_piece(html: str) -> Iterable[Piece]:
    """The one piece that an inline token is. What the parser takes for a tag and a browser does not is text."""
    pieces = list(pieces_of(html))
    return pieces if len(pieces) == 1 else [Piece("other", html, 0)]


def _add(tree: _Tree, fragment: Fragment, pieces: Iterable[Piece]) -> None:
    """Add the pieces to the fragment, and pair their tags."""
    tree.fragments.append(fragment)
    container = fragment.container
    _note_earlier_blocks(tree, fragment)
    line = fragment.line
    for piece in pieces:
        if piece.kind == "open":
            _start(tree, fragment, piece, line)
        elif piece.kind == "close":
            _end(tree, fragment, piece, line)
        else:
            if piece.kind not in ("comment", "script") and piece.raw.strip():
                _note_content(tree)
            fragment.items.append(Item("piece", line, piece))
        line += piece.raw.count("\n")
    container.last = fragment


def _start(tree: _Tree, fragment: Fragment, piece: Piece, line: int) -> None:
    container = fragment.container
    ended = ENDS.get(piece.name, ())
    while len(tree.open) > container.base and tree.open[-1].piece.name in ended:
        _pop(tree, fragment)
    parent = tree.open[-1] if tree.open else None
    is_child = len(tree.open) > container.base
    element = Element(piece, line, container, parent, is_child)
    if parent and is_child and piece.name in MEDIA:
        parent.media.append(element)
    if parent and is_child and parent.piece.name not in PARENTS.get(piece.name, ()):
        _note_content(tree)
    if RENAMED.get(piece.name, piece.name) in BLOCKS:
        _note_blocks(tree.open)
    fragment.items.append(Item("start", line, piece, element))
    if piece.name in VOID:
        element.ended = True
    elif piece.is_empty:
        element.ended = True
        fragment.items.append(Item("end", line, None, element))
    else:
        tree.open.append(element)
        container.names[piece.name] += 1


def _end(tree: _Tree, fragment: Fragment, piece: Piece, line: int) -> None:
    if not fragment.container.names[piece.name]:
        fragment.items.append(Item("stray", line, piece))
        _note_content(tree)
        return
    while tree.open[-1].piece.name != piece.name:
        _pop(tree, fragment)
    element = tree.open.pop()
    fragment.container.names[piece.name] -= 1
    element.ended = True
    fragment.items.append(Item("end", line, piece, element))


def _pop(tree: _Tree, fragment: Fragment | None) -> None:
    """End the innermost element without an end tag, at the end of the fragment so far; None if no end is implied."""
    element = tree.open.pop()
    name = element.piece.name
    element.container.names[name] -= 1
    if fragment and name in IMPLIED_END and (element.container.is_block or name != "p"):
        element.ended = True
        fragment.items.append(Item("end", element.line, None, element))


def _end_container(tree: _Tree) -> None:
    container = tree.containers.pop()
    while len(tree.open) > container.base:
        # In a line of text, `<p>` or `<li>` at the end is rather a mention of the tag.
        _pop(tree, container.last if container.is_block else None)


def _note_block(tree: _Tree) -> None:
    """Markdown makes a block in the innermost element."""
    for element in reversed(tree.open):
        if element.has_blocks or element.may_have_blocks:
            break
        element.may_have_blocks = True
    _note_content(tree)


def _note_content(tree: _Tree) -> None:
    """Something is directly in the innermost element that a browser would move out, if it is a part of a table."""
    element = tree.open[-1] if len(tree.open) > tree.containers[-1].base else None
    while element and element.piece.name in WITHOUT_TEXT and not element.has_foreign_content:
        element.has_foreign_content = True  # it will be text itself
        element = element.parent if element.is_child else None


def _note_blocks(elements: Sequence[Element]) -> None:
    for element in reversed(elements):
        if element.has_blocks:
            break
        element.has_blocks = True


def _note_link(elements: Sequence[Element]) -> None:
    for element in reversed(elements):
        if element.has_link:
            break
        element.has_link = True


def _note_heading(elements: Sequence[Element]) -> None:
    for element in reversed(elements):
        if element.has_heading:
            break
        element.has_heading = True
