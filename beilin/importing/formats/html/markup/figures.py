"""Handlers of figures: an image with its caption."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import classes_of, name_of
from beilin.importing.formats.html.markup.images import emoji_of, image, image_target, is_tracker
from beilin.importing.formats.html.markup.inline import write_line
from beilin.importing.formats.html.markup.parsing import all_text, clean
from beilin.importing.formats.html.markup.raw import html_of
from beilin.importing.formats.html.markup.reading_back import letters_shown
from beilin.importing.formats.html.markup.runs import Marks, Run, one_line, text_of_runs
from beilin.importing.formats.html.markup.state import Walk

# Of WordPress, Sphinx, Blogger and others that do not use `figure`.
_FIGURE_CLASSES = frozenset(
    {"wp-caption", "figure", "tr-caption-container", "image-with-caption", "captioned-image-container"}
)
_CAPTION_CLASS = re.compile(
    r"(?:\A|[\s_-])caption(?:-text)?(?:\Z|\s)|(?:\A|\s)(?:imgcaption|image-description)(?:\Z|\s)"
)
_OTHER_BLOCKS = (
    "table",
    "pre",
    "blockquote",
    "iframe",
    "video",
    "audio",
    "ul",
    "ol",
    "dl",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
)
MAX_CAPTION = 600  # characters


def figure(walk: Walk, element: HtmlElement, _marks: Marks, depth: int) -> bool:
    """One image, and a caption as the only text."""
    if name_of(element) != "figure" and _FIGURE_CLASSES.isdisjoint(classes_of(element)):
        return False
    pictures = [
        one for one in element.iter("img") if not is_tracker(one) and not emoji_of(one) and not _is_fallback(one)
    ]
    caption = _caption_of(element) if len(pictures) == 1 else None
    if caption is None or any(True for _ in element.iter(*_OTHER_BLOCKS) if _ is not element):
        return False
    if pictures[0] in caption.iter() or all_text(element).split() != all_text(caption).split():
        return False
    target = image_target(pictures[0], walk.origin)
    if not target:
        return False
    walk.end_paragraph()
    with walk.apart() as made:
        walk.content(caption, (), depth + 1)
    pieces = walk.keep_set_aside(made)
    runs = one_line(run for piece in pieces for run in (*piece.runs, Run(" ")))
    text = text_of_runs(runs)
    if len(text) > MAX_CAPTION or "".join(text.split()) != "".join(
        "".join(piece.block.text for piece in pieces).split()
    ):
        walk.set_aside = []
        return False
    is_in_item = any(container.kind in ("bullet", "ordered") for container in walk.containers)
    alt = clean(pictures[0].get("alt") or "")
    walk.add("figure", text, _written(target, alt, runs, is_in_item=is_in_item), element)
    return True


def _written(target: str, alt: str, caption: list[Run], *, is_in_item: bool) -> str:
    """The image with the caption as its title, which is text only; with links in the caption, as HTML.

    In an item of a list, where a title may not be shown, the caption is a paragraph.
    """
    text = text_of_runs(caption)
    if not text:
        return image(target, alt)
    has_links = any(mark.name == "a" for run in caption for mark in run.marks)
    if has_links and (html := html_of(caption)):
        return f"<figure>\n\n{image(target, alt)}\n\n<figcaption>{html}</figcaption>\n</figure>"
    written = image(target, alt, text)
    if is_in_item or letters_shown(written) != "".join(text.split()):
        return f"{image(target, alt)}\n\n{write_line(caption).markdown}"
    return written


def _is_fallback(picture: HtmlElement) -> bool:
    return any(True for _ in picture.iterancestors("noscript"))


def _caption_of(element: HtmlElement) -> HtmlElement | None:
    """The element with the caption; None if there is none, or several."""
    found = list(element.iter("figcaption")) or [
        other
        for other in element.iter()
        if other is not element and _CAPTION_CLASS.search((other.get("class") or "").lower())
    ]
    return found[0] if len(found) == 1 else None
