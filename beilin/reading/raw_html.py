"""Raw HTML in Markdown is not trusted: every tag is written anew, or shown as it was written.

Nothing that an editor wrote is copied to the page: a tag that is allowed where it stands is made from the tables in
`html_elements` and `html_attributes`, and all else is escaped text. Elements are balanced within their container
(`html_tree`), so none can close, hide or move what is around it. HTML that Beilin made does not pass through here.
"""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from beilin.reading.body_context import BodyContext
from beilin.reading.html_attributes import AttributeWriter
from beilin.reading.html_elements import (
    BLOCKS,
    EMBEDDED,
    KEPT,
    MEDIA,
    PARENTS,
    PRESENTATIONAL,
    RENAMED,
    VOID,
    WITHOUT_TEXT,
    is_heading,
)
from beilin.reading.html_media import address_of, file_attributes, link_html, needs_link
from beilin.reading.html_nodes import Element, Fragment, Item
from beilin.reading.html_report import HtmlReport, quoted
from beilin.reading.html_tags import UNCLOSED, Piece, decoded_text
from beilin.reading.html_tree import fragments_of

MAX_DEPTH = 100  # browsers nest no more than 512 elements


@dataclass(frozen=True, slots=True)
class _Html:
    """What a step of writing adds to the page."""

    html: str
    as_written: str = ""  # the same as text, if it is nothing but text that the editor wrote


def rewrite_raw_html(tokens: list[Token], context: BodyContext) -> None:
    """Replace the raw HTML among the tokens by what is allowed of it, and note the ids that it defines.

    Tags that are shown as written become text, so that headings and summaries have their words.
    """
    fragments = fragments_of(tokens)
    if not fragments:
        return
    report = HtmlReport(context)
    has_footnotes = any(token.type == "footnote_block_open" for token in tokens)
    writer = _Writer(AttributeWriter(context.references, report, has_footnotes, context.ids_in_html), report)
    for fragment in fragments:
        written = [part for item in fragment.items if (part := writer.write(item)).html]
        html = "".join(part.html for part in written)
        if fragment.token.type == "html_block":
            html = _in_paragraph(html, fragment)
            fragment.token.content = html if html.endswith("\n") or not html else f"{html}\n"
        elif len(written) == 1 and written[0].as_written:
            fragment.token.type, fragment.token.content = "text", written[0].as_written
        else:
            fragment.token.content = html
    report.finish()


def _in_paragraph(html: str, fragment: Fragment) -> str:
    """The HTML in a paragraph of its own, if it is a line of text that is in no element and has no blocks."""
    if not html.strip() or (fragment.parent and (fragment.parent.tag or fragment.parent.is_within)):
        return html
    open_elements = 0
    for item in fragment.items:
        element = item.element
        if element and element.tag:
            if element.tag in BLOCKS or element.tag in PARENTS:
                return html
            open_elements += (item.kind == "start" and element.tag not in VOID) - (item.kind == "end")
    return html if open_elements else f"<p>{html.strip()}</p>\n"


@dataclass(slots=True)
class _Writer:
    """Writes the items of fragments in order."""

    attributes: AttributeWriter
    report: HtmlReport

    def write(self, item: Item) -> _Html:
        """The HTML of the item."""
        if item.kind == "start" and item.element and item.piece:
            return self._start(item.element, item.piece)
        if item.kind == "end" and item.element:
            if item.element.tag:
                return _Html(f"</{item.element.tag}>")
            if item.element.is_escaped and item.piece:
                return _as_written(item.piece.raw)
            return _Html("")
        if item.piece is None:
            return _Html("")
        if item.kind == "stray":
            self.report.escaped(item.piece.raw, "there is no tag that it closes", item.line)
            return _as_written(item.piece.raw)
        return self._piece(item.piece, item.line)

    def _piece(self, piece: Piece, line: int) -> _Html:
        if piece.kind == "text":
            return _Html(escapeHtml(decoded_text(piece.raw)))
        if piece.kind == "comment":
            if "<!--" in piece.raw[4:]:
                self.report.swallowed(line, line + piece.raw.count("\n"))
            return _Html("")
        if piece.kind == "script":
            message = f"{quoted(piece.raw)!r} is dropped: articles cannot have scripts or style sheets"
            self.report.dropped(message, line, "Put it into your theme, or write it as code, between backticks.")
            return _Html("")
        if piece.kind == "unclosed":
            self.report.unclosed(piece.raw, UNCLOSED[piece.raw], line)
        else:
            self.report.escaped(piece.raw, "it is not a tag", line)
        return _as_written(piece.raw)

    def _start(self, element: Element, piece: Piece) -> _Html:
        _inherit(element)
        name = RENAMED.get(piece.name, piece.name)
        if reason := _refusal(element, name):
            element.is_escaped = True
            self.report.escaped(piece.raw, reason, element.line)
            return _as_written(piece.raw)
        attributes = dict(piece.attributes)
        if name in PRESENTATIONAL:
            self.report.presentational(f"<{name}>", element.line)
            kept = self.attributes.write_in_place("span", attributes, element.line)
            element.tag = "span" if kept else ""
            return _Html(f"<span{kept}>" if kept else "")
        if name in ("source", "track"):
            element.is_replaced = element.parent is not None and element.parent.is_replaced
        elif name in MEDIA | EMBEDDED | {"picture"}:
            element.is_replaced = needs_link(element, self.attributes.references)
        if element.is_replaced:
            return _Html(link_html(element, self.attributes))
        files = file_attributes(element, self.attributes) if name in MEDIA else ""
        if name in ("source", "track") and not files:
            return _Html("")
        if piece.name == "h1":
            hint = "Write h2: the title is the only heading of the first level."
            self.report.context.report("first-level-heading", "a heading of the first level", element.line, hint)
        element.tag = "div" if name == "p" and element.has_blocks else name
        align = "center" if piece.name == "center" else ""
        rest = self.attributes.write(name, attributes, element.line, align)
        return _Html(f"<{element.tag}{files}{rest}>")


def _as_written(raw: str) -> _Html:
    return _Html(escapeHtml(raw), raw)


def _inherit(element: Element) -> None:
    """Note what the elements and containers around the element say of it."""
    container, parent = element.container, element.parent
    element.within_link = container.within_link or bool(parent and (parent.within_link or parent.tag == "a"))
    element.within_heading = container.within_heading or bool(
        parent and (parent.within_heading or is_heading(parent.tag))
    )
    element.is_within = bool(parent and (parent.is_within or parent.tag))
    element.depth = parent.depth + 1 if parent else 1


def _refusal(element: Element, name: str) -> str:
    """Why the element's tags are shown as written, or ""."""
    attributes = dict(element.piece.attributes)
    if name not in KEPT and name not in PRESENTATIONAL and name not in EMBEDDED:
        return "articles cannot have this tag"
    if name == "input" and attributes.get("type", "").lower() != "checkbox":
        return "articles have no forms"
    if name in EMBEDDED and not address_of(element):
        return "it has no address to link to"
    if not element.ended:
        return "the tag is never closed"
    if element.depth > MAX_DEPTH:
        return f"it is nested more than {MAX_DEPTH} levels deep"
    if name in BLOCKS and not element.container.holds_blocks:
        return "it is a block, and cannot stand within a line of text"
    if name == "a" and (element.within_link or element.has_link):
        return "it is a link around or within another link"
    if is_heading(name) and (element.within_heading or element.has_heading):
        return "it is a heading around or within another heading"
    if element.has_foreign_content:
        return "it has content that cannot stand between the parts of a table"
    return _misplacement(element, name)


def _misplacement(element: Element, name: str) -> str:
    """Why the element cannot stand where it is, or ""."""
    parent = element.parent if element.is_child else None
    if name in PARENTS:
        if parent and (parent.tag in PARENTS[name] or (parent.is_replaced and parent.piece.name in PARENTS[name])):
            if parent.tag != "div" or _is_in_list(parent):
                return ""
            # Within a definition, browsers end it before a term that such a <div> does not hold back.
            return "it can stand only in <dl>, or in a <div> in that"
        return f"it can stand only in {' or '.join(f'<{tag}>' for tag in sorted(PARENTS[name]))}"
    if parent and parent.tag in WITHOUT_TEXT:
        return f"it cannot stand directly in <{parent.tag}>"
    return ""


def _is_in_list(element: Element) -> bool:
    """Whether the element stands directly in a list of definitions."""
    return element.is_child and element.parent is not None and element.parent.tag == "dl"
