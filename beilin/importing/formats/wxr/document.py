"""A post of WordPress → a document."""

from __future__ import annotations

import json
from html import unescape

from beilin.importing.formats.exports.composing import Post, compose, note, plain_text, stated
from beilin.importing.formats.exports.decoding import decode_item
from beilin.importing.formats.exports.elements import Element, read_element
from beilin.importing.formats.html.markup.fragment import Origin
from beilin.importing.formats.table import FormatSettings
from beilin.importing.formats.wxr.comments import comments_of
from beilin.importing.formats.wxr.content import convert_content, text_before_more
from beilin.importing.formats.wxr.facts import facts_of
from beilin.importing.formats.wxr.shortcodes.call import Attachment, PostContext
from beilin.importing.formats.wxr.site import meta_value
from beilin.importing.model import Document, Finding, Item
from beilin.problems.problem import Problem

_STATUSES = {
    "draft": "it was a draft",
    "auto-draft": "it was saved as a draft by itself",
    "pending": "it was waiting for a review",
    "private": "it was private",
    "future": "it was scheduled when the export was made",
}


def document(item: Item, settings: FormatSettings) -> Document | Problem:
    """The post with its facts, and its comments set aside."""
    decoded = decode_item(item.source, item.data, settings.encoding, item.context.get("encoding", ""))
    if isinstance(decoded, Problem):
        return decoded
    markup, encoding, damages = decoded
    post = read_element(markup)
    link = unescape(post.text_of("link"))
    origin = Origin(base_url=link or item.context.get("address", ""), page_url=link)
    content = post.text_of("content:encoded", "excerpt:encoded")  # a post may have nothing but an excerpt
    text, findings = convert_content(content, _context(item), meta_value(post, "footnotes"), origin)
    comments, left_out = comments_of(post, origin)
    facts, doubts = facts_of(post, item.context)
    if why := _why_draft(post):
        facts.append(stated("draft", "true", why))
        doubts.append(note("draft", f"{why}, so it is a draft here"))
    excerpt = plain_text(post.text_of("excerpt:encoded")) if post.text_of("content:encoded") else ""
    if not excerpt:
        facts.append(stated("summary", text_before_more(content, _context(item)), "the text before <!--more-->"))
    composed = Post(
        text,
        plain_text(post.text_of("title")),
        excerpt,
        facts,
        comments,
        [*damages, *doubts, *findings, *_kind(post), *left_out],
    )
    return compose(composed, encoding)


def _why_draft(post: Element) -> str:
    """Why readers could not see the post; "" if they could."""
    if post.text_of("wp:post_password"):
        return "it was protected by a password"
    return _STATUSES.get(post.text_of("wp:status"), "")


def _context(item: Item) -> PostContext:
    attachments = {
        key.removeprefix("attachment "): Attachment(*json.loads(value))
        for key, value in item.context.items()
        if key.startswith("attachment ")
    }
    reusable = {key.removeprefix("block "): value for key, value in item.context.items() if key.startswith("block ")}
    return PostContext(attachments, tuple(item.context.get("own", "").split()), reusable)


def _kind(post: Element) -> list[Finding]:
    """What the post was, if not an ordinary post."""
    findings = []
    kind = post.text_of("wp:post_type") or "post"
    if kind == "page":
        findings.append(note("page", "it was a page of the blog; move it to content/pages/ if it should be one here"))
    elif kind != "post":
        findings.append(note("kind of post", f"it was of the type {kind}, not an ordinary post"))
    if post.text_of("wp:is_sticky") == "1":
        findings.append(note("sticky", "the blog showed it above all other posts"))
    return findings
