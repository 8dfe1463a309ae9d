"""The plain text of a body, block by block: what search, related articles, exports and checks read in place of HTML."""

from __future__ import annotations

import re
from html import escape, unescape

from beilin.model import Body, TextBlock, TextKind

# Of the elements that a body may hold, those that begin a new line on the page; the others stand within a line.
_BLOCKS = (
    "p|li|h[1-6r]|ul|ol|blockquote|pre|table|thead|tbody|tfoot|tr|th|td|caption|colgroup|col|dl|dt|dd|div|figure|figcaption"
    "|article|aside|center|details|footer|header|hgroup|nav|section|summary"
)
# A body is well-formed, with "<" and ">" only at the ends of tags: `sanitise` and the renderer escape them elsewhere.
_BLOCK_TAG = re.compile(rf'<(/?)({_BLOCKS})(?=[ >])(?: id="([^"]+)")?([^>]*)>')
_TAG = re.compile(r"<[^>]*>")
_LINE_BREAK = re.compile(r"<br(?=[ >])[^>]*>\n?")
_ID = re.compile(r' id="([^"]+)"')
_ID_IN_TAG = re.compile(r'<[^>]* id="([^"]+)"')
_EMPTY_ELEMENTS = {"hr", "col"}

# The kind of the text in an element; in others it is that of the text around them.
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


def text_of(body: Body) -> tuple[TextBlock, ...]:
    """The text that the body shows, in order: one block for each stretch between two tags of block elements.

    Tags are left out, character references are resolved, and images show nothing. A line break is a line feed; other
    white space is as in the HTML, but for that at the ends, which is left out. A wiki link shows its text, or else its
    target as written, for the title is not known here. A part shows nothing: its text belongs to its own file.
    """
    blocks: list[TextBlock] = []
    kinds: list[TextKind] = ["paragraph"]  # of the open elements, outermost first
    last_id = ""
    # With a tag before it, text that stands before the first block is like text between two.
    pieces = iter(_BLOCK_TAG.split(f"<hr>{_with_references(body)}")[1:])
    for slash, name, own_id, attributes, run in zip(pieces, pieces, pieces, pieces, pieces, strict=True):
        if slash:
            kinds.pop()
        elif name not in _EMPTY_ELEMENTS:
            is_footnote = name == "li" and 'class="footnote-item"' in attributes
            kinds.append("footnote" if is_footnote else _KINDS.get(name, kinds[-1]))
        if own_id:
            last_id = unescape(own_id)
        elif attributes and (found := _ID.search(attributes)):
            last_id = unescape(found[1])
        if run == "\n":
            continue
        text = unescape(_TAG.sub("", _LINE_BREAK.sub("\n", run)) if "<" in run else run)
        if shown := text.strip(WHITE_SPACE):
            blocks.append(TextBlock(last_id, text.strip("\n") if kinds[-1] == "code" else shown, kinds[-1]))
        if ' id="' in run and (ids := _ID_IN_TAG.findall(run)):
            last_id = unescape(ids[-1])
    return tuple(blocks)


def _with_references(body: Body) -> str:
    """The body's HTML with what its wiki links show, and a block element in the place of each part."""
    parts = body.html.split("\0")
    for at in range(1, len(parts), 2):
        reference = body.references[int(parts[at])]
        if reference.kind == "wiki":
            parts[at] = escape(reference.text or reference.target.lstrip("#"))
        elif reference.kind == "part":
            parts[at] = "<hr>"
    return "".join(parts)
