"""The shortcodes in a post: where they are, which tags belong together, and what is between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from beilin.importing.formats.wxr.shortcodes.call import TAG
from beilin.importing.formats.wxr.shortcodes.code import CODE

# What is never looked into: comments, tags, and elements whose text is code. WordPress does not look into tags either.
_MARK = re.compile(
    r"\[\[?/?[A-Za-z]|<!--|<(?P<element>pre|code|script|style|textarea)(?=[\s>])|</?[A-Za-z]", re.IGNORECASE
)
_MAX_DEPTH = 20  # of shortcodes within each other; deeper ones are text
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a post."""

    kind: Literal["text", "start", "end", "code"]
    text: str  # as it is written
    name: str = ""  # of a shortcode, in lower case
    rest: str = ""  # its attributes, as they are written
    content: str = ""  # of code


@dataclass(slots=True)
class Node:
    """A shortcode, or a piece of text."""

    token: Token
    children: list[Node] = field(default_factory=list)
    end: str = ""  # the end tag as it is written; "" without one


def read_nodes(post: str, is_known: Callable[[str], bool]) -> list[Node]:
    """The post as pieces of text and shortcodes with what is in them. Unknown shortcodes are text."""
    root = Node(Token("text", ""))
    opened = [root]
    for token in _tokens(post, is_known):
        if token.kind == "end":
            if any(node.token.name == token.name for node in opened[1:]):
                while opened[-1].token.name != token.name:
                    _release(opened)
                opened.pop().end = token.text
            else:
                opened[-1].children.append(Node(Token("text", token.text)))
            continue
        node = Node(token)
        opened[-1].children.append(node)
        if token.kind == "start" and len(opened) <= _MAX_DEPTH and not token.rest.endswith("/"):
            opened.append(node)
    while len(opened) > 1:
        _release(opened)
    return root.children


def _release(opened: list[Node]) -> None:
    """The innermost shortcode has no end tag, so what follows it is not in it."""
    node = opened.pop()
    opened[-1].children += node.children
    node.children = []


def _tokens(post: str, is_known: Callable[[str], bool]) -> Iterator[Token]:
    ends = _Ends(post)
    start = position = 0  # of the text that was not given out yet; where to look on
    while match := _MARK.search(post, position):
        if match[0][0] == "<":
            if code := _code_in_pre(post, match, ends):
                yield Token("text", post[start : match.start()])
                yield code[0]
                start = position = code[1]
            else:
                position = _after_markup(match, ends)
            continue
        tag = TAG.match(post, match.start() + (match[0][1] == "["))
        is_escaped = match[0][1] == "[" and tag is not None and post[tag.end() : tag.end() + 1] == "]"
        if tag is None or not (is_escaped or is_known(tag["name"].lower())):
            position = match.end() if tag is None else tag.end()
            continue
        if is_escaped:  # [[name]] shows [name]
            yield Token("text", post[start : match.start()])
            start, position = tag.start(), tag.end()
            yield Token("text", post[start:position])
            start = position = position + 1
            continue
        yield Token("text", post[start : tag.start()])
        token, position = _shortcode(post, tag, ends)
        start = position
        yield token
    yield Token("text", post[start:])


def _shortcode(post: str, tag: re.Match[str], ends: _Ends) -> tuple[Token, int]:
    name = tag["name"].lower()
    if tag["slash"]:
        return Token("end", tag[0], name), tag.end()
    if name in CODE:
        end = ends.find(rf"\[/{re.escape(name)}\]", tag.end())
        if end is None:
            return Token("text", tag[0]), tag.end()
        content = post[tag.end() : end.start()]
        return Token("code", post[tag.start() : end.end()], name, tag["rest"], content), end.end()
    return Token("start", tag[0], name, tag["rest"]), tag.end()


def _code_in_pre(post: str, match: re.Match[str], ends: _Ends) -> tuple[Token, int] | None:
    """The code, and where the element ends, of a `<pre>` that has nothing but a shortcode of code in it."""
    if (match["element"] or "").lower() != "pre":
        return None
    opening, closing = ends.find(">", match.end()), ends.find("</pre>", match.end())
    space = _SPACE.match(post, opening.end()) if opening and closing else None
    tag = TAG.match(post, space.end()) if space else None
    if tag is None or closing is None or tag["name"].lower() not in CODE or tag["slash"]:
        return None
    end = post.rfind("[/", tag.end(), closing.start())
    if end < 0 or post[end : closing.start()].strip().lower() != f"[/{tag['name'].lower()}]":
        return None
    whole = post[match.start() : closing.end()]
    return Token("code", whole, tag["name"].lower(), tag["rest"], post[tag.end() : end]), closing.end()


def _after_markup(match: re.Match[str], ends: _Ends) -> int:
    """Where to look on after a comment, a tag, or an element whose text is code."""
    if match[0] == "<!--":
        end = ends.find("-->", match.end())
    else:
        end = ends.find(rf"</{match['element']}\s{{0,20}}>" if match["element"] else ">", match.end())
    return end.end() if end else match.end()


class _Ends:
    """Finds the next place of a pattern; one that was not found is not looked for again, further on."""

    def __init__(self, post: str) -> None:
        self._post = post
        self._missing: set[str] = set()

    def find(self, pattern: str, start: int) -> re.Match[str] | None:
        if pattern in self._missing:
            return None
        found = re.compile(pattern, re.IGNORECASE).search(self._post, start)
        if found is None:
            self._missing.add(pattern)
        return found
