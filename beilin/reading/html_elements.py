"""The HTML elements that an article may contain, and where. docs/writing.md lists them for editors.

Nothing here depends on the order in which a browser repairs HTML: an element that a browser would move, or that would
make it close another one, is not allowed in that place.
"""

from __future__ import annotations

VOID = frozenset({"br", "col", "hr", "img", "input", "source", "track", "wbr", "embed"})

# Obsolete names, with what is written in their place.
RENAMED = {"acronym": "abbr", "center": "div", "dir": "ul", "h1": "h2", "menu": "ul", "strike": "s", "tt": "code"}
# Elements whose tags are left out while their content stays: they only change its appearance.
PRESENTATIONAL = frozenset({"big", "blink", "font", "marquee", "nobr"})
# Elements that show what is at an address. Other than images, video and audio they run it, so they become links.
EMBEDDED = frozenset({"embed", "iframe", "object"})
MEDIA = frozenset({"audio", "img", "source", "track", "video"})

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
        "audio",
        "picture",
        "source",
        "track",
        "video",
    ]
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
# A browser closes an open `p` before each of these (HTML, section 13.2.6.4.7).
BLOCKS = _HEADINGS | frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "header",
        "hgroup",
        "hr",
        "li",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
    ]
)
# Elements that stand only directly in one of these.
PARENTS = {
    "caption": {"table"}, "colgroup": {"table"}, "col": {"colgroup"}, "thead": {"table"}, "tbody": {"table"},
    "tfoot": {"table"}, "tr": {"table", "thead", "tbody", "tfoot"}, "td": {"tr"}, "th": {"tr"},
    "li": {"ol", "ul"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "rt": {"ruby"}, "rp": {"ruby"},
    "source": {"audio", "picture", "video"}, "track": {"audio", "video"},
}  # fmt: skip
# Elements that have no content but the elements that PARENTS allows in them.
WITHOUT_TEXT = frozenset({"colgroup", "table", "tbody", "tfoot", "thead", "tr"})
KEPT = _INLINE | BLOCKS | frozenset(PARENTS)

_CELLS = frozenset({"td", "th"})
_ROWS = _CELLS | {"tr"}
_ROW_GROUPS = frozenset({"caption", "colgroup", "tbody", "tfoot", "thead"})
# For each start tag, the elements that it ends if they are open right before it (HTML, section 13.1.2.4).
ENDS = {
    "li": frozenset({"li"}), "p": frozenset({"p"}),
    "dt": frozenset({"dt", "dd"}), "dd": frozenset({"dt", "dd"}),
    "rt": frozenset({"rt", "rp"}), "rp": frozenset({"rt", "rp"}),
    "td": _CELLS, "th": _CELLS, "tr": _ROWS | {"caption", "colgroup"},
    **dict.fromkeys(_ROW_GROUPS, _ROWS | _ROW_GROUPS),
}  # fmt: skip
# Elements whose end tag may be left out.
IMPLIED_END = frozenset().union(*ENDS.values())


def is_heading(name: str) -> bool:
    """Whether the element is a heading; its name is one that is kept."""
    return name in _HEADINGS


def begins_block(name: str) -> bool:
    """Whether a line that begins with this tag begins a block of HTML, as in CommonMark (section 4.6).

    Images, video and audio do not: alone on a line they are in a paragraph, like an image in Markdown.
    """
    is_kept = name in KEPT or name in RENAMED or name in PRESENTATIONAL
    return (is_kept and name not in MEDIA and name != "picture") or name in ("script", "style")
