"""The plain text of a body, block by block: for search, related articles, exports and checks."""

from __future__ import annotations

import re
from html import escape, unescape

from beilin.model import Body, TextBlock, TextKind

# Of the elements that a body may contain, those that begin a new line on the page; the others are inline.
_BLOCKS = (
    "p|li|h[1-6r]|ul|ol|blockquote|pre|table|thead|tbody|tfoot|tr|th|td|caption|colgroup|col|dl|dt|dd|div|figure|figcaption"
    "|article|aside|center|details|footer|header|hgroup|nav|section|summary"
)
# A body is well-formed, with "<" and ">" only at the ends of tags: `sanitise` and the renderer escape them elsewhere.
BLOCK_TAG = re.compile(rf'<(/?)({_BLOCKS})(?=[ >])(?: id="([^"]+)")?([^>]*)>')
TAG = re.compile(r"<[^>]*>")
_LINE_BREAK = re.compile(r"<br(?=[ >])[^>]*>\n?")
# A formula: its text is its TeX. `reading/math/convert.py` writes it; no formula is in another.
FORMULA = re.compile(r"<math[ >].*?<annotation[^>]*>([^<]*)</annotation></semantics></math>", re.DOTALL)
ID = re.compile(r' id="([^"]+)"')
_ID_IN_TAG = re.compile(r'<[^>]* id="([^"]+)"')
_EMPTY_ELEMENTS = {"hr", "col"}
_TIDIED = re.compile(r'<span data-o="([^"]*)">([^<]*)</span>')  # written by `reading/tidying.py`
_BLOCK_NAMES = frozenset({*_BLOCKS.replace("h[1-6r]", "hr|h1|h2|h3|h4|h5|h6").split("|")})

# The kind of the text in an element; in other elements it is that of the surrounding text.
_KINDS: dict[str, TextKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("caption", "figcaption"), "caption"),
    "li": "item",
    "blockquote": "quote",
    "pre": "code",
    "dt": "term",
    "dd": "definition",
}

WHITE_SPACE = " \t\n\f\r"  # HTML's; a browser shows other spaces, such as the ideographic one


def is_block(name: str) -> bool:
    """Whether the element of that name, which a body may contain, begins a new line on the page."""
    return name in _BLOCK_NAMES


def originals(html: str) -> str:
    """The HTML with the punctuation that the file has, as it was before `reading/tidying.py` set it right."""
    return _TIDIED.sub(r"\1", html) if "<span data-o=" in html else html


def without_originals(html: str) -> str:
    """The HTML with the punctuation that the page shows, without what `reading/tidying.py` kept of the file's."""
    return _TIDIED.sub(r"\2", html) if "<span data-o=" in html else html


def text_of(body: Body) -> tuple[TextBlock, ...]:
    """The text of the body, in order: one block for each stretch between two tags of block elements.

    Tags and images are left out, and character references are resolved. A line break is a line feed; other white space
    is as in the HTML, except that it is stripped from the ends of blocks. The text of a wiki link is the one given, or
    else its target as written, because the title is not known here. A part has no text here, only in its own file.
    """
    blocks: list[TextBlock] = []
    kinds: list[TextKind] = ["paragraph"]  # of the open elements, outermost first
    last_id = ""
    # With a tag in front, text before the first block is like text between two blocks.
    pieces = iter(BLOCK_TAG.split(f"<hr>{_with_references(body)}")[1:])
    for slash, name, own_id, attributes, run in zip(pieces, pieces, pieces, pieces, pieces, strict=True):
        if slash:
            kinds.pop()
        elif name not in _EMPTY_ELEMENTS:
            is_footnote = name == "li" and 'class="footnote-item"' in attributes
            kinds.append("footnote" if is_footnote else _KINDS.get(name, kinds[-1]))
        if own_id:
            last_id = unescape(own_id)
        elif attributes and (match := ID.search(attributes)):
            last_id = unescape(match[1])
        if run == "\n":
            continue
        text = unescape(TAG.sub("", _LINE_BREAK.sub("\n", run)) if "<" in run else run)
        if stripped := text.strip(WHITE_SPACE):
            blocks.append(TextBlock(last_id, text.strip("\n") if kinds[-1] == "code" else stripped, kinds[-1]))
        if ' id="' in run and (ids := _ID_IN_TAG.findall(run)):
            last_id = unescape(ids[-1])
    return tuple(blocks)


def _with_references(body: Body) -> str:
    """The body's HTML with the text of its formulas and wiki links, and a block element in place of each part."""
    html = originals(body.html)
    html = FORMULA.sub(r"\1", html) if "<math" in html else html
    pieces = html.split("\0")
    for position in range(1, len(pieces), 2):
        reference = body.references[int(pieces[position])]
        if reference.kind == "wiki":
            pieces[position] = escape(reference.text or reference.target.lstrip("#"))
        elif reference.kind == "part":
            pieces[position] = "<hr>"
    return "".join(pieces)
