"""Text in boxes, colours, columns, tabs and folds → the text, with what it needs to be understood."""

from __future__ import annotations

import re

from beilin.migrating.bodies.shortcodes.call import Around, Instead, Outcome
from beilin.migrating.bodies.shortcodes.known.alerts import alert
from beilin.migrating.bodies.shortcodes.known.code import fenced
from beilin.migrating.bodies.shortcodes.markup import attribute, code_span, link, plain
from beilin.migrating.bodies.shortcodes.scope import Maker, Use

_STYLE_WORD = re.compile(
    r"(?:default|primary|success|info|warning|danger|secondary|blue|red|pink|orange|purple|green|grey|gray|yellow|cyan|"
    r"outline|larger|block|center|right|left|bg-\S+|color-\S+|is-\S+|#[0-9a-fA-F]{3,8})\Z"
)


def is_style(word: str) -> bool:
    """Whether the word names a colour or size, and no text."""
    return _STYLE_WORD.fullmatch(word) is not None


def in_line(before: str, after: str) -> Maker:
    """The inner text, or the last argument, between two tags of HTML or marks."""

    def make(use: Use) -> Outcome | None:
        if use.closing:
            return Around(before, after, is_block=False)
        text = use.get("text", "content", "title", "label") or next(
            (arg for arg in reversed(use.args) if not _STYLE_WORD.fullmatch(arg)), ""
        )
        return Instead(before + text + after) if text else None

    return make


def bare(use: Use) -> Outcome | None:
    """A wrapper without words of its own: its tags go."""
    return Around() if use.closing else None


def bare_or_nothing(use: Use) -> Outcome | None:
    """What shows no words: it goes."""
    return Around() if use.closing else Instead("")


def nothing(use: Use) -> Outcome | None:
    """What shows no words."""
    return None if use.closing else Instead("")


def silent(use: Use) -> Outcome | None:
    """A script or style sheet, which shows no words."""
    return Instead("") if use.closing or use.rest else None


def keys(use: Use) -> Outcome | None:
    """Keys of a keyboard."""
    if use.closing:
        return Around("<kbd>", "</kbd>", is_block=False)
    return Instead("+".join(f"<kbd>{plain(arg)}</kbd>" for arg in use.args)) if use.args else None


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


def button(use: Use) -> Outcome | None:
    """A button is a link: `button href="…" …` around its text, or with all in arguments."""
    address = use.get("href", "url", "link", "relref", "ref", "to", 0)
    if use.closing:
        inner = use.inner().strip()
        return Instead(f"[{inner}]({address})" if address else inner) if inner else None
    text = use.get("text", "title", "label", "content", "name") or (use.get(1) if address == use.get(0) else use.get(0))
    if not address:
        return Instead(plain(text)) if text else None
    return Instead(link(text or address, address))


def hexo_button(use: Use) -> Outcome | None:
    """`{% button url, text, icon, title %}` of NexT, `{% btn 'url',text,icon %}` of Butterfly."""
    parts = [part.strip().strip("'\"") for part in use.rest.split(",")]
    if len(parts) < 2 or not parts[0]:
        parts = [*use.args, ""]
    return Instead(link(parts[1] or parts[0], parts[0])) if parts[0] else None


def hexo_label(use: Use) -> Outcome | None:
    """`{% label primary@text %}` of NexT, `{% label text colour %}` of Butterfly."""
    if "@" in use.rest:
        return Instead(f"<mark>{use.rest.partition('@')[2].strip()}</mark>")
    words = use.rest.split()
    while len(words) > 1 and _STYLE_WORD.fullmatch(words[-1]):
        words.pop()
    return Instead(f"<mark>{' '.join(words)}</mark>") if words else None


def ruby(use: Use) -> Outcome | None:
    """A reading above characters: `ruby "字" "ㄗˋ"`, or the reading as argument and the characters inside."""
    inner = use.inner().strip()
    base = inner or use.get("base", "text", "rb", 0)
    reading = use.get("rt", "ruby", "reading", "pinyin") or (use.get(0) if inner else use.get(1))
    if "|" in use.rest and not reading:
        base, _, reading = (part.strip(" \"'") for part in use.rest.partition("|"))
    return Instead(f"<ruby>{base}<rt>{reading}</rt></ruby>") if base and reading else None


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


def icon(use: Use) -> Outcome | None:
    """An icon has no words."""
    return None if use.closing else Instead("")


def person(use: Use) -> Outcome | None:
    """`person address name` and `link address text`."""
    address, text = use.get("url", "href", 0), use.get("name", "content", "text", "title", 1)
    if use.get("desc"):
        text = f"{text} — {use.get('desc')}" if text else use.get("desc")
    if use.closing:
        text = use.inner().strip() or text
    return Instead(link(text or address, address)) if address else None


def defined(use: Use) -> Outcome | None:
    """An abbreviation or term with what it stands for."""
    text, title = use.get("text", "abbr", "term", 0), use.get("title", "description", "tooltip", "definition", 1)
    if use.closing:
        text, title = use.inner().strip(), use.get("title", "text", "tooltip", 0)
    return Instead(f"<abbr{attribute('title', title)}>{text}</abbr>") if text and title else None


def checkbox(use: Use) -> Outcome | None:
    """`{% checkbox [style], [checked], text %}` and `{% radio … %}` of Butterfly and Volantis."""
    parts = [part.strip() for part in use.rest.split(",")]
    mark = "☑" if "checked" in " ".join(parts[:-1]).split() else "☐"
    return Instead(f"{mark} {parts[-1]}") if parts[-1] else None


def hidden(use: Use) -> Outcome | None:
    """`{% hideInline text, label %}`, `{% hideBlock label %}`, `{% hideToggle label %}` of Butterfly."""
    label = use.rest.split(",")[0].strip().strip("'\"")
    if use.closing:
        return Around(f"<details><summary>{label or '…'}</summary>", "</details>", gap=True)
    return Instead(label) if label else None


def emoji(use: Use) -> Outcome | None:
    """An emoji by its name stays a name."""
    return Instead(code_span(f":{use.get(0).strip(':')}:")) if use.get(0) else None


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
    **dict.fromkeys(("icon", "fa", "fab", "fas", "svg-icon", "fontawesome", "inline-icon", "iconify"), icon),
    "center-quote": plain_quote,
    **dict.fromkeys(("person", "linkcard", "link", "extlink", "external-link", "newtab", "blank", "exturl"), person),
    **dict.fromkeys(("abbr", "tooltip", "term", "hovertip"), defined),
    **dict.fromkeys(
        ("toc", "br", "clear", "clearfix", "nbsp", "space", "newline", "pagebreak", "hr-clear", "more"), nothing
    ),
    "emoji": emoji,
    "typeit": typeit,
    **dict.fromkeys(("script", "js", "css", "stylesheet"), silent),
}
