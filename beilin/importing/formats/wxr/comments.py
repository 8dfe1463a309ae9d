"""The comments on a post: each is kept in the import record, and none is published."""

from __future__ import annotations

from collections import Counter
from html import unescape

from beilin.importing.formats.exports.composing import Aside, note
from beilin.importing.formats.exports.dates import zoned_date
from beilin.importing.formats.exports.elements import Element
from beilin.importing.formats.html.markup.convert import convert_element
from beilin.importing.formats.html.markup.fragment import Origin
from beilin.importing.formats.html.markup.parsing import parse_html
from beilin.importing.formats.wxr.paragraphs import make_paragraphs
from beilin.importing.model import Finding

_LEFT_OUT = {"spam": "spam", "trash": "in the trash", "post-trashed": "in the trash"}


def comments_of(post: Element, origin: Origin) -> tuple[list[Aside], list[Finding]]:
    """The comments in order, and a note of how many were spam or in the trash; those are not kept."""
    comments: list[Aside] = []
    counts: Counter[str] = Counter()
    for element in post.all("wp:comment"):
        approved = element.text_of("wp:comment_approved")
        if approved in _LEFT_OUT:
            counts[_LEFT_OUT[approved]] += 1
            continue
        root = parse_html(element.text_of("wp:comment_content"))
        body = root.find("body")
        if body is not None:
            make_paragraphs(body)
        evidence = _evidence(element, is_approved=approved != "0")
        comments.append(Aside(convert_element(root, origin), evidence))
    left_out = ", ".join(f"{count} {what}" for what, count in counts.items())
    return comments, [note("comment", f"comments that were not kept: {left_out}")] if counts else []


def _evidence(element: Element, *, is_approved: bool) -> str:
    kind = element.text_of("wp:comment_type") or "comment"
    author = unescape(element.text_of("wp:comment_author")) or "an unnamed reader"
    date = zoned_date(element.text_of("wp:comment_date"), element.text_of("wp:comment_date_gmt"))
    parts = [f"{kind} {element.text_of('wp:comment_id')} by {author}", date]
    if (parent := element.text_of("wp:comment_parent")) not in ("", "0"):
        parts.append(f"in reply to {parent}")
    if not is_approved:
        parts.append("not approved")
    return ", ".join(part for part in parts if part)
