"""A post of Ghost → a document."""

from __future__ import annotations

import json
from typing import Any

from beilin.importing.formats.exports.addresses import aliases_of, web_address
from beilin.importing.formats.exports.composing import Aside, Post, compose, note, plain_text, stated
from beilin.importing.formats.exports.dates import is_later_day
from beilin.importing.formats.ghost.lexical import write_lexical
from beilin.importing.formats.ghost.mobiledoc import write_mobiledoc
from beilin.importing.formats.html.markup.convert import convert_html
from beilin.importing.formats.html.markup.fragment import Fragment, Origin
from beilin.importing.formats.moments import moment_of
from beilin.importing.formats.table import FormatSettings
from beilin.importing.markdown.plainly import fenced
from beilin.importing.model import Block, Document, Fact, Finding, Item
from beilin.problems.problem import Problem

_SITE = "__GHOST_URL__"  # what the export has in place of the site's address
_EDITORS = {"lexical": write_lexical, "mobiledoc": write_mobiledoc}
_STATUSES = {"draft": "it was a draft", "scheduled": "it was scheduled when the export was made"}
_READERS = {"members": "members", "paid": "paying members", "tiers": "members of some tiers"}


def document(item: Item, settings: FormatSettings) -> Document | Problem:
    """The post with its facts; code for the head of the page is set aside."""
    del settings
    try:
        post = json.loads(item.data)
    except (ValueError, RecursionError):
        hint = "Export the posts again."
        return Problem("unreadable-item", "the post is not readable JSON", item.source, item.line, hint=hint)
    html, doubts = _html_of(post)
    html = html.replace(_SITE, "")
    if "/content/images/" in html:
        evidence = "images of the site are not in the export: copy its folder content/images to content/content/images/"
        doubts.append(note("images", evidence))
    origin = Origin(base_url=web_address(_text(post, "canonical_url")))
    title, summary = plain_text(_text(post, "title")), plain_text(_text(post, "custom_excerpt"))
    facts = _facts(post, item)
    composed = Post(convert_html(html, origin), title, summary, facts, _asides(post, item), [*doubts, *_notes(post)])
    return compose(composed)


def _html_of(post: dict[str, Any]) -> tuple[str, list[Finding]]:
    """The text as HTML: from what the editor stores, else as Ghost rendered it."""
    doubts: list[Finding] = []
    rendered = _text(post, "html")
    for name, write in _EDITORS.items():
        if not (stored := post.get(name)):
            continue
        try:
            html, unknown = write(json.loads(stored) if isinstance(stored, str) else stored)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError) as error:
            doubts.append(note("editor's form", f"the field {name} cannot be read ({error}); the page is used instead"))
            continue
        if not unknown:
            return html, []
        if not rendered:
            names = ", ".join(dict.fromkeys(unknown))
            return html, [note("card", f"cards that are not known, of which only the text is kept: {names}")]
    return rendered or f"<pre>{_escaped(_text(post, 'markdown', 'plaintext'))}</pre>", doubts


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _facts(post: dict[str, Any], item: Item) -> list[Fact]:
    date, updated = moment_of(post.get("published_at")), moment_of(post.get("updated_at"))
    slug = _text(post, "slug")
    return [
        stated("author", json.loads(item.context.get("authors", "[]")), "posts_authors"),
        stated("date", date, "published_at"),
        stated("updated", updated if date and is_later_day(updated, date) else "", "updated_at"),
        stated("source", item.context.get("site", ""), "the title of the site"),
        stated("source_url", web_address(_text(post, "canonical_url")), "canonical_url"),
        stated("tags", json.loads(item.context.get("tags", "[]")), "posts_tags"),
        stated("cover", _text(post, "feature_image", "image").replace(_SITE, ""), "feature_image"),
        stated("aliases", aliases_of([f"/{slug}/"]) if slug else (), "slug"),
        stated("draft", "true" if post.get("status") in _STATUSES else "", f"status: {post.get('status')}"),
    ]


def _asides(post: dict[str, Any], item: Item) -> list[Aside]:
    asides = []
    if caption := item.context.get("feature_image_caption", ""):
        asides.append(Aside(convert_html(caption), "the caption of the feature image", "caption"))
    for name in ("codeinjection_head", "codeinjection_foot"):
        if code := _text(post, name):
            block = Block("code", code, fenced(code, "html"))
            asides.append(Aside(Fragment((block,), (), {}, (), code), name, "code injection"))
    return asides


def _notes(post: dict[str, Any]) -> list[Finding]:
    """What the post was, if not an ordinary post that everybody could read."""
    notes = []
    if post.get("type") == "page" or post.get("page") in (1, True):
        notes.append(note("page", "it was a page of the site; move it to content/pages/ if it should be one here"))
    if draft := _STATUSES.get(str(post.get("status"))):
        notes.append(note("draft", f"{draft}, so it is a draft here"))
    if post.get("status") == "sent":
        notes.append(note("mail", "it was sent by mail only, and was not a page of the site"))
    if readers := _READERS.get(str(post.get("visibility"))):
        notes.append(note("audience", f"only {readers} could read it"))
    if post.get("featured") in (1, True):
        notes.append(note("featured", "the site showed it above other posts"))
    return notes


def _text(post: dict[str, Any], *names: str) -> str:
    return next((value for name in names if isinstance(value := post.get(name), str) and value.strip()), "")
