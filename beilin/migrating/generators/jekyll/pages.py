"""Whether a page of a Jekyll site is a text of its own, or a template that lists others.

Sources: Jekyll documentation, "Pages", "Liquid"; for what a page lists, the forms that themes have (`tag: go`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Literal

from beilin.migrating.model import Head, OldTerm

_TAG = re.compile(r"\{%-?\s*+(\w++)([^%]*+)%\}|\{\{[^{}]*+\}\}|<[^<>]*+>")
_INCLUDED_TEXT = re.compile(r"\{%-?\s*+include\s++[^\s%]*+(?<=\.md)\s")
_HIDDEN = re.compile(r"<(/?)(script|style)\b", re.IGNORECASE)
_LISTED = re.compile(r"\b(?:site\.(?!data\b)\w+|paginator)\b")
_WORDS = re.compile(r"[^\W\d_]+")
_MIN_WORDS = 60  # letters outside of Liquid that make a template a text
_MIN_WORDS_OF_HTML = 200
_OPENS = {"for", "if", "unless", "case", "tablerow", "capture", "comment"}

PageKind = Literal["text", "list", "error"]


def kind_of_page(path: str, head: Head) -> PageKind:
    """Whether a page is a text, a list that a template makes, or what is shown for an address that does not exist."""
    name = PurePosixPath(path)
    if "404" in (name.stem, PurePosixPath(str(head.values.get("permalink", ""))).stem):
        return "error"
    if name.stem == "search":
        return "list"
    if _INCLUDED_TEXT.search(head.body):
        return "text"
    words, lists = _outside_of_liquid(head.body)
    if not words or (lists and words < _MIN_WORDS):
        return "list"
    if name.suffix in (".html", ".htm") and "{%" in head.body and (lists or words < _MIN_WORDS_OF_HTML):
        return "list"
    return "text"


def _outside_of_liquid(body: str) -> tuple[int, bool]:
    """The number of letters outside of tags, Liquid blocks and scripts, and whether Liquid goes through documents."""
    depth, hidden, place, letters, lists = 0, "", 0, 0, False
    for tag in _TAG.finditer(body):
        if not depth and not hidden:
            letters += sum(map(len, _WORDS.findall(body, place, tag.start())))
        place = tag.end()
        if tag[1]:
            depth += (tag[1] in _OPENS) - (tag[1].removeprefix("end") in _OPENS and tag[1].startswith("end"))
            depth = max(depth, 0)
            lists = lists or bool(tag[1] in ("for", "assign", "tablerow") and _LISTED.search(tag[2]))
        elif opened := _HIDDEN.match(tag[0]):
            hidden = opened[2].lower() if not opened[1] else ""
    return letters + (0 if depth or hidden else sum(map(len, _WORDS.findall(body, place)))), lists


def what_it_lists(path: str, values: Mapping[str, Any]) -> OldTerm:
    """The term whose articles a list page lists; without a name it lists all of them, as "archives" all articles."""
    for taxonomy, keys in (("tags", ("tag",)), ("categories", ("category",))):
        name = next((values[key] for key in keys if isinstance(values.get(key), str) and values[key]), "")
        if name:
            return OldTerm(taxonomy, (name,))
    where = f"{path} {values.get('permalink', '')} {values.get('layout', '')}".lower()
    return OldTerm("tags" if "tag" in where else "categories" if "categor" in where else "archives", ())
