"""A post of Substack → a document."""

from __future__ import annotations

from html import escape

from beilin.importing.formats.exports.addresses import aliases_of, web_address
from beilin.importing.formats.exports.composing import Post, compose, note, plain_text, stated
from beilin.importing.formats.html.markup.convert import convert_element
from beilin.importing.formats.html.markup.fragment import Origin
from beilin.importing.formats.html.markup.parsing import parse_html
from beilin.importing.formats.html.page.decoding import decode_page
from beilin.importing.formats.moments import moment_of
from beilin.importing.formats.substack.widgets import find_widgets, write_out
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Document, Fact, Finding, Item
from beilin.problems.problem import Problem

_AUDIENCES = {"only_paid": "paying subscribers", "only_free": "subscribers", "founding": "founding members"}


def document(item: Item, settings: FormatSettings) -> Document | Problem:
    """The post with the facts of the table; invitations to subscribe and the like are set aside."""
    decoded = decode_page(item.source, item.data, settings.encoding)
    if isinstance(decoded, Problem):
        return decoded
    recording = web_address(item.context.get("podcast_url", ""))
    player = f'<audio src="{escape(recording)}"></audio>' if recording else ""
    root = parse_html(player + decoded.text)
    doubts = [*decoded.doubts, *_notes(item), *write_out(root)]
    widgets = find_widgets(root)
    text = convert_element(root, Origin())
    noise = {
        index: Finding(index, "page furniture", "a button or form of Substack", True)
        for index, element in enumerate(text.elements)
        if index not in text.noise
        and (element in widgets or any(parent in widgets for parent in element.iterancestors()))
    }
    title, subtitle = plain_text(item.context.get("title", "")), plain_text(item.context.get("subtitle", ""))
    return compose(Post(text, title, subtitle, _facts(item), (), doubts, noise), decoded.encoding)


def _facts(item: Item) -> list[Fact]:
    slug = item.context.get("slug", "")
    is_draft = item.context.get("is_published", "true").lower() != "true"
    return [
        stated("date", moment_of(item.context.get("post_date", "")), "posts.csv: post_date"),
        stated("aliases", aliases_of([f"/p/{slug}"]) if slug else (), "the file's name"),
        stated("draft", "true" if is_draft else "", "posts.csv: is_published"),
    ]


def _notes(item: Item) -> list[Finding]:
    notes = []
    if "no row" in item.context:
        notes.append(note("export", "posts.csv has no row for the post, so its title and date are not known"))
    elif item.context.get("is_published", "").lower() != "true":
        notes.append(note("draft", "it was not published"))
    if readers := _AUDIENCES.get(item.context.get("audience", "")):
        notes.append(note("audience", f"only {readers} could read it"))
    if (kind := item.context.get("type", "")) not in ("", "newsletter", "podcast"):
        notes.append(note("kind of post", f"it was of the type {kind}, not an ordinary post"))
    return notes
