"""Ids for headings: readable, with their Han characters, and unique in a body."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.token import Token

from beilin.model import Heading
from beilin.reading.flow import flow_of
from beilin.text.slugs import heading_slug

# `fn1` and `fnref1` belong to footnotes; ids of the theme begin with "_", unlike the slug of any heading.
_RESERVED = re.compile(r"fn(ref)?\d")


def identify_headings(tokens: list[Token]) -> tuple[Heading, ...]:
    """Give each heading an id, and return the headings in order."""
    headings: list[Heading] = []
    used: set[str] = set()
    for position, token in enumerate(tokens):
        if token.type == "flow":
            flow = flow_of(token)
            for heading in flow.headings:
                headings.append(Heading(heading.level, _new_id(heading.text, used), heading.text))
                flow.identify(heading, headings[-1].id)
        elif token.type == "heading_open":
            text = plain_text(tokens[position + 1].children or ()).strip()
            headings.append(Heading(int(token.tag[1:]), _new_id(text, used), text))
            token.attrSet("id", headings[-1].id)
    return tuple(headings)


def _new_id(text: str, used: set[str]) -> str:
    """An id for a heading with that text that is not `used` yet; it is added to these."""
    slug = heading_slug(text) or "section"
    if _RESERVED.match(slug):
        slug = f"section-{slug}"
    identifier, number = slug, 1
    while identifier in used:
        number += 1
        identifier = f"{slug}-{number}"
    used.add(identifier)
    return identifier


def lower_first_headings(tokens: list[Token]) -> list[int]:
    """Lower the headings of the first level to the second; returns their body lines, counted from 0."""
    lines = []
    for token in tokens:
        if token.type == "flow":
            lines += flow_of(token).lower_first_headings()
        elif token.tag == "h1":
            token.tag = "h2"
            if token.type == "heading_open":
                lines.append(token.map[0] if token.map else 0)
    return lines


def plain_text(children: Iterable[Token]) -> str:
    """The text of the inline tokens; that of an image is its alternative text."""
    texts = []
    for token in children:
        if token.type in ("text", "code_inline", "text_special", "wiki_link"):
            texts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            texts.append(" ")
        elif token.type == "image":
            texts.append(plain_text(token.children or ()))
    return "".join(texts)
