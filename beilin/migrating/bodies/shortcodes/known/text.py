"""Text in boxes, colours, columns, tabs and folds → the text, with what it needs to be understood."""

from __future__ import annotations

import re

from beilin.migrating.bodies.shortcodes.call import Around, Instead, Outcome
from beilin.migrating.bodies.shortcodes.known.alerts import alert
from beilin.migrating.bodies.shortcodes.known.code import fenced
from beilin.migrating.bodies.shortcodes.known.words import (
    button,
    defined,
    emoji,
    in_line,
    keys,
    person,
    ruby,
    since,
)
from beilin.migrating.bodies.shortcodes.markup import plain
from beilin.migrating.bodies.shortcodes.scope import Maker, Use


def bare(use: Use) -> Outcome | None:
    """A wrapper without words of its own: its tags go."""
    return Around() if use.closing else None


def nothing(use: Use) -> Outcome | None:
    """What shows no words."""
    return None if use.closing else Instead("")


def silent(use: Use) -> Outcome | None:
    """A script or style sheet, which shows no words."""
    return Instead("") if use.closing or use.rest else None


def centred(use: Use) -> Outcome | None:
    """Centred text."""
    return Around('<div align="center">', "</div>", gap=True) if use.closing else None


def details(use: Use) -> Outcome | None:
    """What readers open: `details "Summary"`."""
    if not use.closing:
        return None
    title = use.get("summary", "title", "label", "header", "name", 0)
    words = [arg for arg in use.args if arg not in ("open", "close", "...")]
    if not use.get("summary", "title", "label", "header", "name"):
        title = words[0] if words else ""
    opened = " open" if use.get("open") in ("true", "open") or use.get(1) == "open" else ""
    return Around(f"<details{opened}><summary>{title or '…'}</summary>", "</details>", gap=True)


def spoiler(use: Use) -> Outcome | None:
    """Hidden text: a fold if it has lines of its own, otherwise the text."""
    if use.closing and "\n" in use.source:
        return details(use)
    return in_line("", "")(use)


def labelled(use: Use) -> Outcome | None:
    """A tab, step or card: its label as a paragraph in bold, and its text."""
    if not use.closing:
        return None
    label = use.get("title", "name", "label", "header", "tabName", "tab", "summary", 0)
    return Around(bold(label), gap=True) if label else Around()


def caption(use: Use) -> Outcome | None:
    """The title of the code below: `{% codetitle "File", "Words" %}`."""
    return Instead(bold(plain(use.get(0)))) if use.get(0) else None


def typeit(use: Use) -> Outcome | None:
    """Text that types itself; `code` names the language of code."""
    if use.closing and use.get("code"):
        return fenced(use, use.get("code"), "")
    return Around() if use.closing else None


def bold(label: str) -> str:
    """A label in bold, alone on its line. Markdown in it is kept."""
    label = " ".join(label.split())
    return f"**{label}**" if label else ""


def timeline_item(use: Use) -> Outcome | None:
    """An entry with a date and a title."""
    label = " — ".join(
        filter(None, (use.get("date", "time", "subheader", "subtitle"), use.get("title", "header", "label", 0)))
    )
    return Around(bold(label), gap=True) if use.closing and label else None


def quote(use: Use) -> Outcome | None:
    """A quotation with its author and source: `{% blockquote author[, source] [link] [title] %}`, `quote author=`."""
    if not use.closing:
        text = use.get("text", "content", 0)
        return Instead(f"“{text}”", f"> {text}") if text else None
    source, address = use.get("source", "title", "book", "cite"), use.get("link", "url", "href")
    author = use.get("author", "by", "name")
    if not use.named and use.rest:
        words = use.rest.replace('"', "").split()
        address = next((word for word in words if re.match(r"https?://", word)), "")
        before, _, after = (
            use.rest.replace('"', "").partition(address) if address else (use.rest.replace('"', ""), "", "")
        )
        author, _, source = (part.strip() for part in before.strip().partition(","))
        source = " ".join(filter(None, (source, after.strip())))
    shown = f"[{source or address}]({address})" if address else source
    foot = ", ".join(filter(None, (author, shown)))
    return Around("", f">\n> — {foot}" if foot else "", prefix="> ")


def plain_quote(use: Use) -> Outcome | None:
    """A quotation, whose arguments are classes."""
    return Around("", "", prefix="> ") if use.closing else None


def example(use: Use) -> Outcome | None:
    """A box with a title."""
    return (
        alert(use.name if use.name in ("example", "todo", "check") else "note", use.get("title", 0))
        if use.closing
        else None
    )


_WRAPPERS = """gh-repo-card-container tabs subtabs subsubtabs tabpanel tabgroup tabset tab-group codetabs code-tabs
tabbed columns column col row grid flex cards card-group steps stepper timeline accordion accordions
div span section wrapper container article-card rawcontent markdown md align style font size
gallery gallerygroup gallery-group group gp swiper carousel slider slideshow lead tree filetree dl
panels flexbox nowrap justify poem verse media image- group center-block figure-group folding-group
text- block grouppicture"""
_LABELLED = """tab codetab code-tab tabitem tabs-tab step card panel accordion-item timeline-node slide"""
TEXT: dict[str, Maker] = {
    **dict.fromkeys(_WRAPPERS.split(), bare),
    **dict.fromkeys(_LABELLED.split(), labelled),
    **dict.fromkeys(("timelineItem", "timeline-item", "timeline_item"), timeline_item),
    **dict.fromkeys(
        (
            "details",
            "expand",
            "collapse",
            "fold",
            "folding",
            "toggle",
            "expandable",
            "collapsible",
            "summary",
            "accordionItem",
        ),
        details,
    ),
    **dict.fromkeys(("spoiler", "hide", "heimu", "mask", "blur", "secret"), spoiler),
    **dict.fromkeys(("center", "centered", "centerblock", "text-center"), centred),
    **dict.fromkeys(("button", "btn", "linkbutton", "cta"), button),
    **dict.fromkeys(
        ("color", "colored", "colour", "text", "p", "s", "font-color", "textcolor", "big", "small"), in_line("", "")
    ),
    **dict.fromkeys(
        ("badge", "label", "tag", "chip", "pill", "mark", "marker", "highlighter", "hl"), in_line("<mark>", "</mark>")
    ),
    **dict.fromkeys(("underline", "u", "emp", "wavy"), in_line("<u>", "</u>")),
    **dict.fromkeys(("del", "strike", "strikethrough"), in_line("<del>", "</del>")),
    "sup": in_line("<sup>", "</sup>"),
    "sub": in_line("<sub>", "</sub>"),
    **dict.fromkeys(("kbd", "key", "keys"), keys),
    **dict.fromkeys(("ruby", "rb", "furigana", "zhuyin", "bopomofo", "pinyin"), ruby),
    **dict.fromkeys(("quote", "blockquote", "epigraph", "pullquote"), quote),
    **dict.fromkeys(("example", "todo", "check"), example),
    **dict.fromkeys(("icon", "fa", "fab", "fas", "svg-icon", "fontawesome", "inline-icon", "iconify"), nothing),
    "center-quote": plain_quote,
    **dict.fromkeys(("person", "linkcard", "link", "extlink", "external-link", "newtab", "blank", "exturl"), person),
    **dict.fromkeys(("abbr", "tooltip", "term", "hovertip"), defined),
    **dict.fromkeys(
        (
            "toc",
            "tableofcontents",
            "br",
            "clear",
            "clearfix",
            "nbsp",
            "space",
            "newline",
            "pagebreak",
            "hr-clear",
            "more",
        ),
        nothing,
    ),
    "emoji": emoji,
    "typeit": typeit,
    **dict.fromkeys(("new-in", "deprecated-in", "version", "addedin", "since"), since),
    **dict.fromkeys(("codetitle", "code-title"), caption),
    **dict.fromkeys(("script", "js", "css", "stylesheet"), silent),
}
