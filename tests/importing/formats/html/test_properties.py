"""Of any tree of elements: no text is lost, all that is kept is shown as it is, and nothing in it can act."""

from __future__ import annotations

import re
from html import escape, unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.importing.formats.html.markup.convert import convert_html
from beilin.importing.formats.html.markup.fragment import Fragment
from beilin.importing.formats.html.markup.reading_back import letters_shown
from beilin.reading.markdown import render_markdown
from tests.importing.formats.html.support import ORIGIN, body_of, lost_letters

INLINE = ("b", "i", "s", "code", "a", "sub", "sup", "kbd", "span", "font", "u", "ruby", "abbr", "mark", "q", "o:p")
BLOCKS = ("p", "div", "h1", "h3", "ul", "ol", "li", "blockquote", "pre", "table", "tr", "td", "th", "dl", "dt", "dd",
          "figure", "figcaption", "details", "summary", "section", "form", "caption", "tbody")  # fmt: skip
OTHERS = ("script", "style", "button", "noscript", "svg", "iframe", "video", "textarea", "math", "template", "select")
ATTRIBUTES = (
    "", ' style="display:none"', ' href="/x_(y)"', ' href="javascript:x()"', ' onclick="x()"', ' class="highlight"',
    ' colspan="2"', ' title="t"', ' style="white-space:pre"', ' start="7"', ' href="#x"', ' style="font-weight:bold"',
)  # fmt: skip
VOID = (
    "<br>",
    "<hr>",
    '<img src="a.png" alt="[x]">',
    '<img src=x onerror="x()">',
    "<input type=checkbox>",
    "<!-- c -->",
)
LETTERS = "ab 中文。「」*_`~[]()<>&$\\#!|-+=:.1x\n\t\u3000\xa0\u200b^{}\"'"

texts = st.one_of(
    st.text(LETTERS, max_size=8),
    st.sampled_from(["[^1]", "1. a", "# a", "- a", "```", "$x^2$", "\\(y_1\\)", "https://a.example/x_*y*", "&amp;", "]: x",
                     "[x] a", "| a |", "---", "===", "<b>", "a@b.example", ": a", "[[x]]", "![[x]]", "{#id}", "~~~"])
).map(lambda text: escape(text, quote=False))  # fmt: skip


def elements(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    names = st.one_of(st.sampled_from(INLINE), st.sampled_from(BLOCKS), st.sampled_from(INLINE + BLOCKS + OTHERS))
    content = st.lists(children, max_size=4).map("".join)
    return st.builds(
        lambda name, attribute, inner, is_closed: f"<{name}{attribute}>{inner}" + f"</{name}>" * is_closed,
        names, st.sampled_from(ATTRIBUTES), content, st.sampled_from([True, True, True, False]),
    )  # fmt: skip


trees = st.lists(st.recursive(st.one_of(texts, st.sampled_from(VOID)), elements, max_leaves=12), max_size=4).map(
    "".join
)


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def kept_letters(fragment: Fragment) -> str:
    """What readers should see of the blocks that are kept, with the summary before each `details`."""
    seen: set[int] = set()
    parts = []
    for index, block in enumerate(fragment.blocks):
        if index not in fragment.noise and (block.kind != "figure" or block.text):
            for container in block.containers:
                if container.kind == "details" and container.key not in seen:
                    seen.add(container.key)
                    parts.append(unescape(container.label))
            parts.append(block.text)
    return letters("".join(parts))


@settings(max_examples=80)
@given(trees)
def test_no_text_is_lost_and_what_is_kept_is_shown(html: str) -> None:
    fragment = convert_html(html, ORIGIN)
    assert lost_letters(fragment) == {}
    has_media = any(block.kind == "figure" and not block.text for block in fragment.blocks)
    if not has_media:  # of which only links are shown
        assert letters(letters_shown(body_of(fragment))) == kept_letters(fragment)


@settings(max_examples=40)
@given(trees)
def test_nothing_in_what_is_written_can_act(html: str) -> None:
    rendered, _ = render_markdown(body_of(convert_html(html, ORIGIN)), file="a.md")
    tags = re.findall(r"<[^>]*>", rendered.body.html)
    assert not [tag for tag in tags if re.match(r"<(?:script|style|iframe|form|button|textarea|svg)\b", tag)]
    assert not [tag for tag in tags if re.search(r"\son\w+=|javascript:", tag)]
