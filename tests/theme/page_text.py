"""The searchable text of a page: of the element marked `data-search-text`, as the script of the search reads it."""

from __future__ import annotations

from html.parser import HTMLParser

MARK = "data-search-text"
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {
    "p", "li", "hr", "ul", "ol", "dl", "blockquote", "pre", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "colgroup", "col",
    "dt", "dd", "div", "figure", "figcaption", "article", "aside", "center", "details", "footer", "header", "hgroup", "nav", "section", "summary",
}  # fmt: skip
_VOID = {"br", "hr", "img", "input", "wbr", "col", "source", "track", "area", "embed"}


def page_blocks(html: str) -> list[tuple[str, bool]]:
    """The text of each block, and whether it is in a heading; nothing if no element has the mark."""
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    return [(text, is_heading) for text, is_heading in parser.blocks if text.strip()]


class _Blocks(HTMLParser):
    """Collects the blocks. Of a formula only the annotation counts, which is its TeX."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[str, bool]] = []
        self._open: list[str] = []  # elements inside the marked one, which is the first

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._open and MARK not in dict(attrs):
            return
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "br":
            self._add("\n")
        elif tag in _BLOCKS:
            self._begin()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self._open and tag not in _VOID:  # as in MathML, where a slash closes
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            assert self._open.pop() == tag
            if tag in _BLOCKS:
                self._begin()

    def handle_data(self, data: str) -> None:
        if self._open and ("math" not in self._open or self._open[-1] == "annotation"):
            self._add(data)

    def _begin(self) -> None:
        is_heading = not _HEADINGS.isdisjoint(self._open)
        self.blocks.append(("", is_heading))

    def _add(self, data: str) -> None:
        text, is_heading = self.blocks.pop()
        self.blocks.append((text + data, is_heading))
