"""Handlers of elements that are one thing each: headings, rules, quotes, links, images, formulas, details."""

from __future__ import annotations

import re
from html import escape

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.addresses import absolute, link_address
from beilin.importing.formats.html.markup.anchors import fragment_of
from beilin.importing.formats.html.markup.elements import HEADINGS, classes_of, name_of
from beilin.importing.formats.html.markup.formulas import formula_of
from beilin.importing.formats.html.markup.images import emoji_of, image, image_target, is_tracker
from beilin.importing.formats.html.markup.inline import write_line
from beilin.importing.formats.html.markup.media import embedded_in
from beilin.importing.formats.html.markup.parsing import all_text, clean
from beilin.importing.formats.html.markup.runs import Mark, Marks, Run, text_of_runs, with_mark
from beilin.importing.formats.html.markup.state import Walk
from beilin.importing.markdown.escaping import needs_no_escape
from beilin.importing.model import Container
from beilin.reading.alerts import KINDS

_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp)(?:[?#]|\Z)", re.IGNORECASE)


def heading(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> bool:
    """`<h1>` to `<h6>`. Blocks in it end it, except that its text around them is a heading each."""
    walk.end_paragraph()
    start = len(walk.made)
    walk.content(element, marks, depth)
    is_whole = all(piece.finding for piece in walk.made[start:])
    level = HEADINGS[name_of(element)] if is_whole and text_of_runs(walk.runs).strip() else 0
    walk.end_paragraph(level, walk.anchors.ids.get(element, ""))
    return True


def rule(walk: Walk, element: HtmlElement, _marks: Marks, _depth: int) -> bool:
    """`<hr>`, unless it separates the footnotes, as the reader does by itself."""
    parent = element.getparent()
    if parent is None or not walk.notes.texts or "footnote" not in (parent.get("class") or "").lower():
        walk.add("rule", "", "---", element)
    return True


def line_break(walk: Walk, element: HtmlElement, marks: Marks, _depth: int) -> bool:
    """`<br>`."""
    if walk.runs:
        walk.run(element, Run("", marks, "break"))
    return True


def link(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> bool:
    """`<a>`. Within a link there is no other; one around nothing but an image is left out if it leads to the image."""
    address = link_address(element.get("href") or "", walk.origin)
    if fragment := fragment_of(element.get("href") or "", walk.origin):
        page = walk.origin.page_url.partition("#")[0]
        kept = walk.anchors.fragments.get(fragment)
        address = f"#{kept}" if kept else f"{page}{address}" if page else ""
    if address and _IMAGE_FILE.search(address) and not all_text(element).strip():
        address = ""
    walk.content(element, with_mark(marks, Mark("a", address)) if address else marks, depth)
    return True


def abbreviation(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> bool:
    """`<abbr>`, which is kept with its title."""
    title = " ".join((element.get("title") or "").split())
    walk.content(element, with_mark(marks, Mark("abbr", title)) if title else marks, depth)
    return True


def ruby(walk: Walk, element: HtmlElement, marks: Marks, _depth: int) -> bool:
    """`<ruby>`, which stays raw HTML with its characters and their readings."""
    parts = [clean(element.text or "")]
    for child in element:
        text = all_text(child)
        parts += [f"<{name_of(child)}>{text}</{name_of(child)}>" if name_of(child) in ("rt", "rp") else text]
        parts.append(clean(child.tail or ""))
    text = "".join(all_text(element).split())
    if not text or not needs_no_escape(text) or "[" in text:
        return False
    walk.run(element, Run(text, marks, "raw", f"<ruby>{''.join(''.join(parts).split())}</ruby>"))
    return True


def picture(walk: Walk, element: HtmlElement, marks: Marks, _depth: int) -> bool:
    """`<img>`."""
    if emoji := emoji_of(element):
        walk.run(element, Run(emoji, marks))
    elif not is_tracker(element) and (target := image_target(element, walk.origin)):
        walk.run(element, Run("", marks, "raw", image(target, clean(element.get("alt") or ""))))
    return True


def noscript(walk: Walk, element: HtmlElement, marks: Marks, _depth: int) -> bool:
    """`<noscript>`: its images are those that scripts would load, unless there is one beside it already."""
    parent = element.getparent()
    images = list(element.iter("img"))
    has_other = parent is not None and any(other not in images for other in parent.iter("img"))
    for other in [] if has_other else images:
        picture(walk, other, marks, 0)
    return False


def embedded(walk: Walk, element: HtmlElement, _marks: Marks, _depth: int) -> bool:
    """`<iframe>`, `<video>` and the like: a link to what they show, in a paragraph of its own."""
    found = embedded_in(element)
    if found is None:
        return False
    if address := absolute(found.address, walk.origin):
        label = Run(clean(found.label), (Mark("a", address),))
        walk.add("figure", "", write_line([label]).markdown, element)
    walk.leave_out(element, "hidden", f"shown only instead of <{name_of(element)}>")
    return True


def formula(walk: Walk, element: HtmlElement, marks: Marks, _depth: int) -> bool:
    """A formula: its TeX. How else the element shows it is left out."""
    found = formula_of(element)
    if found is None:
        return False
    tex = clean(found.tex)
    if tex and found.is_display:
        walk.end_paragraph()
    if tex:
        one_line = " ".join(tex.split())
        walk.run(element, Run(one_line, marks, "formula", tex if found.is_display else one_line, found.is_display))
    if name_of(element) not in ("script", "img"):
        others = all_text(element)
        walk.leave_out_text(
            others.replace(tex, "", 1) if tex else others, element, "formula's duplicate", "the same formula"
        )
    if tex and found.is_display:
        walk.end_paragraph()
    return True


def quote(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> bool:
    """`<blockquote>`."""
    with walk.within(Container("quote", next(walk.keys))):
        walk.content(element, marks, depth)
    return True


def details(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> bool:
    """`<details>`; the text of its summary is the label of the container."""
    summary = next((child for child in element if name_of(child) == "summary"), None)
    label = "" if summary is None else " ".join(all_text(summary).split())
    if summary is None or not label or len("".join(all_text(element).split())) == len("".join(label.split())):
        return False
    walk.written.add(summary)
    start = len(walk.made)
    with walk.within(Container("details", next(walk.keys), label=escape(label, quote=False))):
        walk.content(element, marks, depth)
    if all(piece.finding for piece in walk.made[start:]):  # there is no block for the label to stand before
        walk.run(summary, Run(label))
        walk.end_paragraph()
    return True


def alert(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> bool:
    """The boxes of GitHub, Sphinx, Docusaurus and others for notes and warnings: alerts of the reader."""
    classes = classes_of(element)
    if classes.isdisjoint(("admonition", "markdown-alert", "custom-block", "theme-admonition")):
        return False
    kinds = [kind for name in sorted(classes) if (kind := name.rpartition("-")[2]) in KINDS]
    title = next((c for c in element if re.search(r"title|heading", c.get("class") or "", re.IGNORECASE)), None)
    if not kinds or title is None or not (text := " ".join(all_text(title).split())):
        return False
    with walk.within(Container("quote", next(walk.keys))):
        walk.written.add(title)
        walk.add("paragraph", text, f"[!{kinds[0]}] {text}", title)
        walk.content(element, marks, depth)
    return True
