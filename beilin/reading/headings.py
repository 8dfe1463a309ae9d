"""Ids for headings: readable, with their Han characters, and unique in a body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from beilin.model import Heading
from beilin.reading.body_context import BodyContext
from beilin.reading.flow import flow_of
from beilin.text.slugs import heading_slug

# `fn1` and `fnref1` belong to footnotes; ids of the theme begin with "_", unlike the slug of any heading.
OF_IMAGE = "of image"  # in the meta of a token: its text is the alternative text of an image
_RESERVED = re.compile(r"fn(ref)?\d")


def is_footnote_id(identifier: str) -> bool:
    """Whether the id may belong to a footnote or a reference to one."""
    return _RESERVED.match(identifier) is not None


def identify_headings(tokens: list[Token], context: BodyContext) -> tuple[Heading, ...]:
    """Give each heading an id, and return the headings in order.

    One with a chosen id also keeps its automatic id, on an element inside it, so that links by name find it.
    """
    headings: list[Heading] = []
    used = dict.fromkeys(context.ids_in_html | _check_chosen_ids(tokens, context), 1)
    with_chosen_id: list[tuple[str, Token]] = []  # the text, and the token with it
    for position, token in enumerate(tokens):
        if token.type == "flow":
            flow = flow_of(token)
            for heading in flow.headings:
                headings.append(Heading(heading.level, _new_id(heading.text, used), heading.text))
                flow.identify(heading, headings[-1].id)
        elif token.type == "heading_open":
            inline = tokens[position + 1]
            text = plain_text(inline.children or ()).strip()
            chosen = str(token.meta.get("id", ""))
            headings.append(Heading(int(token.tag[1:]), chosen or _new_id(text, used), text))
            token.attrSet("id", headings[-1].id)
            if chosen:
                with_chosen_id.append((heading_slug(text), inline))
    _identify_terms(tokens, used)
    for slug, inline in with_chosen_id:
        if slug and slug not in used and not is_footnote_id(slug):
            used[slug] = 1
            alias = Token("span_open", "span", 1, attrs={"id": slug})
            inline.children = [alias, Token("span_close", "span", -1), *(inline.children or ())]
    return tuple(headings)


def _identify_terms(tokens: Sequence[Token], used: dict[str, int]) -> None:
    """Give each term of a definition list an id like a heading's, so that links lead to it, unless that is `used`."""
    for position, token in enumerate(tokens):
        if token.type == "dt_open":
            slug = heading_slug(plain_text(tokens[position + 1].children or ()))
            if slug and slug not in used and not is_footnote_id(slug):
                used[slug] = 1
                token.attrSet("id", slug)


def _check_chosen_ids(tokens: list[Token], context: BodyContext) -> set[str]:
    """The ids that headings may have as chosen; the others are reported, and removed from the tokens."""
    chosen: set[str] = set()
    for token in tokens:
        if token.type == "heading_open" and "id" in token.meta:
            identifier = token.meta["id"]
            fault = (
                "belongs to the page's own parts" if identifier.startswith("_")
                else "belongs to a footnote" if is_footnote_id(identifier)
                else "is that of another heading already" if identifier in chosen
                else "is that of an HTML element" if identifier in context.ids_in_html
                else "is that of an HTML element already" if identifier in context.ids_in_html
                else ""
            )  # fmt: skip
            if fault:
                message = f"the id {identifier!r} {fault}, so the heading has an automatic one"
                hint = "Choose an id that occurs once, and begins neither with an underscore nor like fn1."
                context.report("bad-heading-id", message, token.map[0] if token.map else 0, hint)
                del token.meta["id"]
            chosen.add(identifier)
    return chosen


def _new_id(text: str, used: dict[str, int]) -> str:
    """An id for a heading with that text that is not `used` yet; it is added to these.

    `used` has for each id the last number that was tried as its suffix, so that equal headings take linear time.
    """
    slug = heading_slug(text) or "section"
    if is_footnote_id(slug):
        slug = f"section-{slug}"
    identifier, number = slug, used.get(slug, 1)
    while identifier in used:
        number += 1
        identifier = f"{slug}-{number}"
    used[identifier] = 1
    used[slug] = number
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


def plain_text(children: Iterable[Token], *, with_images: bool = True) -> str:
    """The text of the inline tokens; that of an image is its alternative text, or none."""
    texts = []
    for token in children:
        if token.type in ("text", "code_inline", "text_special", "wiki_link"):
            if with_images or not token.meta.get(OF_IMAGE):
                texts.append(token.content)
        elif token.type == "math":
            texts.append(" ".join(token.content.split()))
        elif token.type in ("softbreak", "hardbreak"):
            texts.append(" ")
        elif token.type == "image" and with_images:
            texts.append(plain_text(token.children or ()))
    return "".join(texts)
