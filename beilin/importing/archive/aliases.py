"""Former addresses of imported articles: those that are taken already are left out, or the site could not be built."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from beilin.text.file_names import name_of
from beilin.text.permalinks import expand_permalink
from beilin.text.slugs import collision_key, slugify

_ALIASES = re.compile(r"^aliases:\n((?:  - [^\n]*\n)+)", re.MULTILINE)
_DATE = re.compile(r"^date: (\d{4}-\d\d-\d\d)", re.MULTILINE)
_SLUG = re.compile(r"^slug: ([^\n]+)$", re.MULTILINE)


@dataclass(slots=True)
class Addresses:
    """Which article has which address."""

    permalink: str  # the pattern of addresses of articles
    owner_before: Callable[[str], str]  # what had an address when the run began: a path, or words; "" for nothing
    added: dict[str, str] = field(default_factory=dict)  # by collision key: the articles that this run wrote


def without_taken_aliases(addresses: Addresses, article: str, markdown: str) -> tuple[str, dict[str, str]]:
    """The Markdown without aliases that a different file has; and what has those. Claims the addresses that are left.

    `article` is the path of the Markdown file.
    """
    head, fence, body = markdown.partition("\n---\n")
    addresses.added.setdefault(collision_key(_address_of(addresses.permalink, article, head)), article)
    found = _ALIASES.search(head)
    if not found:
        return markdown, {}
    lines = found[1].splitlines(keepends=True)
    taken: dict[str, str] = {}
    kept = []
    for line in lines:
        alias = _value(line.strip()[2:])
        if owner := _claim(addresses, alias, article):
            taken[alias] = owner
        else:
            kept.append(line)
    aliases = "aliases:\n" + "".join(kept) if kept else ""
    return head[: found.start()] + aliases + head[found.end() :] + fence + body, taken


def _claim(addresses: Addresses, address: str, article: str) -> str:
    """Note that the article has the address; returns what else has it."""
    if not address.startswith("/"):
        return ""  # a slug, of which the build says whether it is free
    key = collision_key(address)
    owner = addresses.added.get(key) or addresses.owner_before(address)
    if owner and owner != article:
        return owner
    addresses.added[key] = article
    return ""


def _address_of(permalink: str, article: str, head: str) -> str:
    slug, date = _SLUG.search(head), _DATE.search(head)
    return expand_permalink(
        permalink, _value(slug[1]) if slug else slugify(name_of(article)), date[1] if date else None
    )


def _value(text: str) -> str:
    return str(json.loads(text)) if text.startswith('"') else text
