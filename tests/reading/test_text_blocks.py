"""The plain text of a body is that of its HTML, block by block, each with an id that a link can lead to."""

from __future__ import annotations

import random
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.model import Body
from beilin.reading.markdown import render_markdown
from beilin.reading.text_blocks import text_of
from tests.golden import check_cases, read_cases
from tests.reading.support import prose
from tests.reading.test_plain_blocks import PIECES

ROOT = Path(__file__).parent.parent.parent
CASES = Path(__file__).parent / "cases"

# Inline elements; the list in the code is of the others.
INLINE = {
    "a", "abbr", "acronym", "area", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "img", "input", "ins",
    "kbd", "map", "mark", "q", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
}  # fmt: skip
BLOCKS = [
    "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "nav", "ol", "p", "pre", "section", "summary", "ul",
]  # fmt: skip
MATH = {
    "math", "semantics", "annotation", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup",
    "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle",
}  # fmt: skip


class ParsedText(HTMLParser):
    """The text as an HTML parser finds it: the ids, and each line of text with the last id before it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids = [""]
        self.lines = [("", "")]
        self.is_in_formula = False  # whose text is its TeX
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("math", "annotation"):
            self.is_in_formula = tag == "math"
        if tag in MATH:
            return
        identifier = dict(attrs).get("id")
        if identifier:
            self.ids.append(identifier)
        if tag == "br":
            self.handle_data(" ")
        elif tag not in INLINE:
            self.lines.append((self.ids[-1], ""))

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE and tag not in MATH:
            self.lines.append((self.ids[-1], ""))

    def handle_data(self, data: str) -> None:
        identifier, text = self.lines[-1]
        if not self.is_in_formula:
            self.lines[-1] = (identifier, text + data)


def html_of(body: Body) -> str:
    """The HTML with the text of wiki links, and without parts."""
    parts = body.html.split("\0")
    for at, number in enumerate(parts[1::2]):
        reference = body.references[int(number)]
        link = escape(reference.text or reference.target.lstrip("#"))
        parts[2 * at + 1] = {"path": "x", "wiki": link, "part": "<hr>"}[reference.kind]
    return "".join(parts)


def check(text: str) -> None:
    """The text of a body is that of its HTML, however it was collected."""
    for with_ids in (False, True):
        rendered, _ = render_markdown(text, file="a.md", with_paragraph_ids=with_ids)
        parsed = ParsedText(html_of(rendered.body))
        lines = [(identifier, collapsed(line)) for identifier, line in parsed.lines]
        assert [(block.id, collapsed(block.text)) for block in rendered.text] == [line for line in lines if line[1]]
        assert {block.id for block in rendered.text} <= set(parsed.ids)
        assert rendered.text == text_of(rendered.body)


def collapsed(text: str) -> str:
    """The text with each run of HTML's white space as one space, stripped."""
    for space in "\t\n\f\r":
        text = text.replace(space, " ")
    return " ".join(filter(None, text.split(" ")))


def listed(text: str) -> str:
    """A line for each block: its kind, its id and its text."""
    rendered, problems = render_markdown(text, file="content/articles/x.md", with_paragraph_ids=True)
    assert not problems
    return "".join(f"{block.kind} #{block.id}: {block.text!r}\n" for block in rendered.text)


def test_golden_cases(regenerate: bool) -> None:
    check_cases(CASES / "text.txt", listed, regenerate=regenerate)


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.txt")))
def test_the_text_of_each_golden_case(name: str) -> None:
    for case in read_cases(CASES / f"{name}.txt"):
        check(case.given)


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize("seed", range(4))
def test_random_articles(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        check(prose(chance))


def test_the_archive_itself() -> None:
    for path in (ROOT / "content").rglob("*.md"):
        check(path.read_text("utf-8"))


@pytest.mark.parametrize("name", [*sorted(INLINE), *BLOCKS])
def test_every_element_that_a_body_may_contain(name: str) -> None:
    check(f'前<{name} id="a" class="x">中</{name}>後 id="b"\n\n- <b id="c">一</b>二\n')


def test_text_that_looks_like_markup_is_text() -> None:
    check('`<p id="x">` &lt;li&gt; &amp;lt; \\<hr> a > b "q" <b title="</p><p id=z>">粗</b> &#0; id="y" 續\n\n段')
