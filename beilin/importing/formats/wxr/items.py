"""An export → its posts and pages as items, and a count of what in it is not an article."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from beilin.importing.formats.exports.elements import Element
from beilin.importing.formats.exports.leftovers import left_out
from beilin.importing.formats.exports.naming import first_name
from beilin.importing.formats.exports.splitting import SplitElement, split_elements
from beilin.importing.formats.table import FormatSettings
from beilin.importing.formats.wxr.site import Site, element_of, meta_value, survey_site
from beilin.importing.model import Item
from beilin.problems.problem import Problem

# Types of WordPress itself, and of plugins, whose text no page of the blog shows as an article.
_NOT_ARTICLES = {
    "attachment": "files of the media library",
    "nav_menu_item": "menu entries",
    "revision": "revisions",
    "wp_block": "reusable blocks",
    "custom_css": "style sheets",
    "feedback": "messages from contact forms",
}
_TECHNICAL = re.compile(
    r"wp_\w+|customize_changeset|oembed_cache|user_request|acf-\w+|scheduled-action|shop_\w+|wpcf7_\w+|"
    r"elementor_\w+|et_pb_\w+|jp_\w+|tablepress_table|amp_validated_url|mc4wp-form|wpforms\w*|ngg_\w+"
)
_SHORTCODE_WITH_IDS = re.compile(r"\[(?:gallery|playlist)\b([^\[\]]*)\]")
_REUSABLE = re.compile(r"wp:block \{[^<>]{0,1000}?\"ref\":(\d+)")
_META = re.compile(rb"(?<!\s)\s*<wp:postmeta>(?:[^<]++|<(?!/?wp:postmeta>))*</wp:postmeta>")
_KEPT_META = re.compile(rb"(?:_thumbnail_id|_wp_old_slug|footnotes|_wp_attachment_image_alt|enclosure)\b")


def items(path: Path, display_name: str, settings: FormatSettings) -> Iterator[Item | Problem]:
    """The posts and pages in the file, in order; at the end a note of what else was in it."""
    site = survey_site(path, settings.encoding)
    counts: Counter[str] = Counter()
    with path.open("rb") as stream:
        for number, split in enumerate(split_elements(stream, ("item",)), start=1):
            if split.fault:
                yield _unreadable(display_name, split, f"item {number}: {split.fault}")
                continue
            split = replace(split, data=_without_changing_fields(split.data))
            element = element_of(split, site, settings.encoding)
            if isinstance(element, Problem):
                yield _unreadable(display_name, split, f"item {number}: {element.message}", element.hint)
            elif what := _what_else(element):
                counts[what] += 1
            else:
                yield _item(split, element, number, site, display_name)
    yield from left_out(display_name, counts)


def _unreadable(display_name: str, split: SplitElement, message: str, hint: str = "") -> Problem:
    hint = hint or "Export that post again, or paste its text into a file."
    return Problem("unreadable-item", message, display_name, split.line, hint=hint)


def _what_else(item: Element) -> str:
    """What an item is that is not an article; "" for an article."""
    kind, status = item.text_of("wp:post_type") or "post", item.text_of("wp:status")
    if kind in _NOT_ARTICLES:
        return _NOT_ARTICLES[kind]
    if _TECHNICAL.fullmatch(kind):
        return f"entries of the type {kind}"
    if status == "trash":
        return "posts in the trash"
    if not item.text_of("content:encoded") and not item.text_of("excerpt:encoded"):
        return "posts without text"
    return ""


def _item(split: SplitElement, item: Element, number: int, site: Site, display_name: str) -> Item:
    id = item.text_of("wp:post_id")
    slug, title = unquote(item.text_of("wp:post_name")), item.text_of("title")
    # Copied posts share a guid.
    origin = item.text_of("guid") or site.address or item.text_of("link") or site.title
    return Item(
        kind="wxr",
        source=display_name,
        data=split.data,
        name=first_name(slug, title, f"post-{id or number}"),
        place=f"post {id}" if id else f"item {number}",
        line=split.line,
        identity=f"{origin} {id or title}",
        context=_context(item, site, id),
    )


def _context(item: Element, site: Site, id: str) -> dict[str, str]:
    """What the post needs of the rest of the export."""
    content = item.text_of("content:encoded")
    ids = {meta_value(item, "_thumbnail_id")}
    galleries = _SHORTCODE_WITH_IDS.findall(content)
    for attributes in galleries:
        ids.update(re.findall(r"\d+", attributes))
    own = site.children.get(id, []) if galleries else []
    context = {"site": site.title, "address": site.address, "encoding": site.encoding, "own": " ".join(own)}
    for needed in sorted(ids | set(own)):
        if needed in site.attachments:
            context[f"attachment {needed}"] = site.attachments[needed].decode()
    for reference in _REUSABLE.findall(content):
        if reference in site.reusable:
            context[f"block {reference}"] = site.reusable[reference]
    logins = [
        item.text_of("dc:creator"),
        *(c.text for c in item.all("category") if c.attributes.get("domain") == "author"),
    ]
    context["authors"] = json.dumps({login: site.authors.get(login, login) for login in logins if login})
    return context


def _without_changing_fields(data: bytes) -> bytes:
    """The post without custom fields that are not read: plugins count views in them, so that no two exports agree."""
    start = data.rfind(b"</excerpt:encoded>") + 1 or data.rfind(b"</content:encoded>") + 1
    end = data.find(b"<wp:comment>", start)
    end = end if end >= 0 else len(data)
    fields = data[start:end]
    if not start or fields.count(b"<wp:postmeta>") != fields.count(b"</wp:postmeta>"):
        return data
    kept = _META.sub(lambda match: match[0] if _KEPT_META.search(match[0]) else b"", fields)
    return data[:start] + kept + data[end:]
