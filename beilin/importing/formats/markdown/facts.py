"""The entries of a Markdown file's head → facts. What has no place in front matter is in the record as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from beilin.importing.formats.markdown.head import Head

# The keys of a fact in the order of preference, in lower case, without hyphens and underscores.
NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "date": ("date", "published", "publisheddate", "publishedat", "publishdate", "publishedtime", "pubdate",
             "datepublished", "created", "createdat", "datecreated"),
    "updated": ("updated", "lastmod", "modified", "lastmodified", "lastmodifiedat", "updatedat", "datemodified"),
    "author": ("author", "authors", "byline", "creator"),
    "source": ("source", "site", "sitename", "publisher", "publication"),
    "source_url": ("sourceurl", "url", "urlsource", "canonicalurl", "canonical", "originalurl", "link", "source"),
    "tags": ("tags", "tag", "keywords", "categories", "category", "topics"),
    "summary": ("summary", "description", "excerpt", "abstract"),
    "language": ("language", "lang", "locale"),
    "slug": ("slug",),
    "aliases": ("aliases", "redirectfrom", "alias"),
    "series": ("series",),
    "license": ("license", "licence"),
    "rights": ("rights", "copyright"),
    "draft": ("draft",),
    "retrieved": ("retrieved", "retrievedat", "fetched", "accessed", "clipped", "saved"),
}  # fmt: skip
WITHDRAWN = "withdrawn"
_SEVERAL = ("author", "tags", "aliases")
_MERGED = ("tags",)  # of which all keys count, not the first
_TABLES = ("taxonomies", "extra", "params")  # of TOML, whose keys are read as if they stood outside
_WEB = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_SEPARATOR = re.compile(r"[,，、;；]\s*")


def facts_of(head: Head) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The values of each fact, and the keys of the head that state it."""
    flat = _flat(head.values)
    facts: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for fact, names in NAMES.items():
        values: list[str] = []
        keys: list[str] = []
        for name in names:
            for key, value in flat.get(name, ()):
                accepted = [text for text in _values(fact, value) if _is_possible(fact, name, text)]
                if accepted and (not values or fact in _MERGED):
                    values += accepted
                    keys.append(key)
        if values:
            several = tuple(dict.fromkeys(values)) if fact in _SEVERAL else tuple(values[:1])
            facts[fact] = several, tuple(keys)
    if is_withdrawn(head):
        facts["draft"] = ("true",), (WITHDRAWN,)
    return facts


def is_withdrawn(head: Head) -> bool:
    """Whether the archive that the file comes from had withdrawn the article."""
    return isinstance(head.values.get(WITHDRAWN), Mapping)


def _flat(values: Mapping[str, Any]) -> dict[str, list[tuple[str, Any]]]:
    """The values by their simplified keys, with the top-level key under which each stands."""
    flat: dict[str, list[tuple[str, Any]]] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            if key in _TABLES:
                for inner, inner_value in value.items():
                    flat.setdefault(_simplified(inner), []).append((key, inner_value))
        else:
            flat.setdefault(_simplified(key), []).append((key, value))
    return flat


def _simplified(key: str) -> str:
    return re.sub(r"[-_ ]", "", key).lower()


def _values(fact: str, value: Any) -> list[str]:
    """The texts of a value; names in one text are divided."""
    items = value if isinstance(value, list) else [value]
    texts = [_text(item) for item in items]
    if fact in ("author", "tags") and not isinstance(value, list):
        texts = [part for text in texts for part in _SEPARATOR.split(text)]
    return [text.strip() for text in texts if text.strip()]


def _text(item: Any) -> str:
    """A scalar, or the name in a mapping such as `{name: …, email: …}`; without the brackets of a wiki link."""
    if isinstance(item, Mapping):
        item = next((item[key] for key in ("name", "title", "value") if isinstance(item.get(key), str)), "")
    return _WIKI_LINK.sub(r"\1", item) if isinstance(item, str) else ""


def _is_possible(fact: str, name: str, text: str) -> bool:
    """Whether the text can be a value of the fact: a web address is no source, and the only form of a source's URL."""
    is_web = _WEB.match(text) is not None
    if fact == "source_url":
        return is_web
    if fact == "source":
        return not is_web
    if fact == "aliases":
        return text.startswith("/") and name != "alias"
    return fact != "draft" or text in ("true", "false")
