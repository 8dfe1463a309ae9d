"""The facts of a post: authors, dates, terms, addresses, the featured image."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from html import unescape
from urllib.parse import quote, unquote

from beilin.importing.formats.addresses import parts_of
from beilin.importing.formats.exports.addresses import alias_of, aliases_of, web_address
from beilin.importing.formats.exports.composing import note, stated
from beilin.importing.formats.exports.dates import is_later_day, zoned_date
from beilin.importing.formats.exports.elements import Element
from beilin.importing.formats.wxr.site import meta_value
from beilin.importing.model import Fact, Finding

_TAGS = ("category", "post_tag", "tag", "")
# Taxonomies that say nothing about the text.
_TECHNICAL = (
    "post_format",
    "nav_menu",
    "link_category",
    "post_translations",
    "term_translations",
    "author",
    "language",
)
_NO_CATEGORY = ("uncategorized", "uncategorised")
_LANGUAGES = {
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "en": "en",
    "en-us": "en",
    "ja": "ja",
}


def facts_of(post: Element, context: Mapping[str, str]) -> tuple[list[Fact], list[Finding]]:
    """The facts, and notes on what has no place in front matter."""
    link = unescape(post.text_of("link"))
    date = zoned_date(post.text_of("wp:post_date"), post.text_of("wp:post_date_gmt"))
    updated = zoned_date(post.text_of("wp:post_modified"), post.text_of("wp:post_modified_gmt"))
    terms, others = _terms(post)
    facts = [
        stated("author", map(unescape, json.loads(context.get("authors", "{}")).values()), "dc:creator"),
        stated("date", date, "wp:post_date"),
        stated("updated", updated if is_later_day(updated, date) and date else "", "wp:post_modified"),
        stated("source", context.get("site", ""), "the title of the blog"),
        stated("source_url", web_address(link), "link"),
        stated("tags", [name for domain in _TAGS for name in terms[domain]], "category"),
        stated("series", terms["series"][:1], "category domain: series"),
        stated("language", [_LANGUAGES.get(name, "") for name in terms["language"]][:1], "category domain: language"),
        stated("aliases", aliases_of(_old_addresses(post, link)), "link, _wp_old_slug"),
    ]
    cover, doubts = _cover(post, context)
    if link and not alias_of(link) and parts_of(link).query:
        doubts.append(note("old address", f"{link} cannot redirect here, because it has a query"))
    return [fact for fact in (*facts, *cover) if fact.values], [*others, *doubts]


def _terms(post: Element) -> tuple[Mapping[str, list[str]], list[Finding]]:
    """The names of terms by taxonomy (`language` by its code), and notes on taxonomies of plugins."""
    terms: dict[str, list[str]] = defaultdict(list)
    for category in post.all("category"):
        domain, nicename = category.attributes.get("domain", ""), category.attributes.get("nicename", "")
        name = unescape(category.text)
        if domain == "language":
            terms[domain].append(nicename.lower().replace("_", "-"))
        elif nicename not in _NO_CATEGORY and not (domain == "" and name.lower() in _NO_CATEGORY):
            terms[domain].append(name)
    known = (*_TAGS, *_TECHNICAL, "series")
    others = [
        note("taxonomy", f"{domain}: {', '.join(names)}") for domain, names in terms.items() if domain not in known
    ]
    return terms, others


def _old_addresses(post: Element, link: str) -> list[str]:
    """The post's address, and those that it had before its slug was changed."""
    path, old = parts_of(link).path, [link]
    name = post.text_of("wp:post_name")
    for meta in post.all("wp:postmeta"):
        if meta.text_of("wp:meta_key") == "_wp_old_slug":
            slug = unquote(meta.text_of("wp:meta_value"))
            folder, found, rest = unquote(path).rpartition(unquote(name)) if name else ("", "", "")
            if found and slug:
                old.append(quote(f"{folder}{slug}{rest}"))
    return old


def _cover(post: Element, context: Mapping[str, str]) -> tuple[list[Fact], list[Finding]]:
    """The featured image."""
    id = meta_value(post, "_thumbnail_id")
    if not id or id in ("0", "-1"):
        return [], []
    written = context.get(f"attachment {id}")
    address = web_address(json.loads(written)[0], context.get("address", "")) if written else ""
    if not address:
        return [], [note("featured image", f"the featured image, file {id} of the media library, is not in the export")]
    return [stated("cover", address, f"featured image, file {id} of the media library")], []
