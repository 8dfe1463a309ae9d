"""Facts in JSON-LD (schema.org): `<script type="application/ld+json">`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from beilin.importing.formats.html.page.facts.stated import Stated, one_line

_MAX_LENGTH = 500_000  # characters of one script
_MAX_DEPTH = 12
_ARTICLE = re.compile(
    r"(?:Article|BlogPosting|Report|Posting|Review|Recipe|Chapter|Book|CreativeWork|PodcastEpisode)\Z"
)
_PAGE = re.compile(r"(?:WebPage|ItemPage|AboutPage|QAPage)\Z")
_COMMENT = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)?|(?:-->|(?:/\*|//)?\s*\]\]>\s*(?:\*/)?)?\s*;?\s*\Z"
)
_CONTROLS = re.compile(r"[\x00-\x1f]")

Node = Mapping[str, Any]


def json_ld(root: HtmlElement) -> list[Stated]:
    """What the page's article says of itself there."""
    nodes = [node for script in root.iter("script") for node in _nodes_of(script)]
    known = {identity: node for node in nodes if isinstance(identity := node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if _is_a(node, _ARTICLE)] or [node for node in nodes if _is_a(node, _PAGE)]
    statements = list(_of_article(articles[0], known)) if articles else []
    sites = [node for node in nodes if _is_a(node, re.compile(r"WebSite\Z"))]
    return statements + [Stated("site", (name,), "JSON-LD WebSite") for node in sites if (name := _name(node, known))]


def _nodes_of(script: HtmlElement) -> Iterator[Node]:
    """The objects in a script that have a type, outermost first."""
    if "ld+json" not in (script.get("type") or "").lower() or not script.text or len(script.text) > _MAX_LENGTH:
        return
    try:
        # Pages have line breaks in strings, which JSON forbids.
        data = json.loads(_CONTROLS.sub(" ", _COMMENT.sub("", script.text)), strict=False)
    except (ValueError, RecursionError):
        return
    level = [data]
    for _ in range(_MAX_DEPTH):
        below: list[Any] = []
        for value in level:
            if isinstance(value, list):
                below += value
            elif isinstance(value, dict):
                if "@type" in value:
                    yield value
                below += [inner for inner in value.values() if isinstance(inner, (dict, list))]
        level = below


def _is_a(node: Node, kind: re.Pattern[str]) -> bool:
    types = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
    return any(isinstance(name, str) and kind.search(name) for name in types)


def _of_article(node: Node, known: Mapping[str, Node]) -> Iterator[Stated]:
    for key, names in (
        ("title", ("headline", "name")),
        ("date", ("datePublished", "dateCreated", "uploadDate")),
        ("updated", ("dateModified",)),
        ("summary", ("description", "abstract")),
    ):
        for name in names:
            if value := unescape(one_line(_first(node.get(name)))):
                yield Stated(key, (value,), f"JSON-LD {name}")
                break
    if authors := _names(node.get("author") or node.get("creator"), known):
        yield Stated("author", authors, "JSON-LD author")
    if keywords := _keywords(node.get("keywords")):
        yield Stated("tags", keywords, "JSON-LD keywords")
    for name in ("mainEntityOfPage", "url"):
        link = node.get(name)
        address = one_line(link.get("@id") or link.get("url") if isinstance(link, dict) else link)
        if address.startswith(("http://", "https://")):
            yield Stated("source_url", (address,), f"JSON-LD {name}")
    for name in ("isPartOf", "publisher", "sourceOrganization"):
        if found := _names(node.get(name), known):
            yield Stated("site", found[:1], f"JSON-LD {name}")


def _first(value: Any) -> Any:
    if isinstance(value, list):
        return value[0] if value else ""
    return value.get("@value", "") if isinstance(value, dict) else value


def _names(value: Any, known: Mapping[str, Node]) -> tuple[str, ...]:
    """The names of people or organisations: text, objects with a name, references to those, or a list of them."""
    entries = value if isinstance(value, list) else [value]
    return tuple(name for entry in entries if (name := _name(entry, known)))


def _name(value: Any, known: Mapping[str, Node]) -> str:
    if isinstance(value, dict):
        named = value if "name" in value else known.get(one_line(value.get("@id")), {})
        return unescape(one_line(_first(named.get("name"))))
    return unescape(one_line(value))


def _keywords(value: Any) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else [value]
    words = [word for entry in entries for word in re.split(r"[,，、;；]", unescape(one_line(entry)))]
    return tuple(word.strip() for word in words if word.strip())
