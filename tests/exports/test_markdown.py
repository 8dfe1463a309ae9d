"""The HTML of a body → Markdown: the same words, links and blocks, and nothing that Markdown would take for a mark."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from beilin.config import Config
from beilin.model import Body
from beilin.reading.article import read_article
from beilin.reading.settings import reader_settings
from beilin.reading.text_blocks import text_of
from beilin.rendering.exports.markdown import markdown_of

SETTINGS = reader_settings(Config("題", "https://example.org/"))


def html_of(markdown: str) -> str:
    """The HTML that the reader makes, in which no reference into the archive is resolved."""
    article, problems = read_article("content/articles/a.md", f"---\ntitle: 題\n---\n\n{markdown}".encode(), SETTINGS)
    assert article is not None, problems
    return re.sub("\0(\\d+)\0", r"https://example.org/\1", article.body.html)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("", ""),
        ("<p>甲<em>乙</em><strong> 丙</strong></p>", "甲*乙* **丙**\n"),
        ('<h3 id="x">題 <code>a`b</code></h3>', "### 題 ``a`b``\n"),
        ("<p>1. 甲</p>\n<p># 乙</p>\n<p>- 丙</p>", "1\\. 甲\n\n\\# 乙\n\n\\- 丙\n"),
        ("<p>## 甲</p>\n<p>&gt;乙</p>\n<p>---</p>\n<p>丙<br>===</p>", "\\## 甲\n\n\\>乙\n\n\\---\n\n丙\\\n\\===\n"),
        ("<p>~~甲~~ &amp;lt; R&amp;D ~ 5</p>", "\\~\\~甲\\~\\~ \\&lt; R&D \\~ 5\n"),
        ("<p>a*b_c_ [d] &lt;e&gt; f_g \\h</p>", "a\\*b_c\\_ \\[d\\] \\<e> f_g \\\\h\n"),
        ('<p><a href="https://e.org/a (b)">甲</a></p>', "[甲](https://e.org/a%20%28b%29)\n"),
        ("<p>甲<br>\n乙</p>", "甲\\\n乙\n"),
        ('<ol start="3">\n<li>甲\n<ul>\n<li>乙</li>\n</ul>\n</li>\n<li>丙</li>\n</ol>', "3. 甲\n   - 乙\n4. 丙\n"),
        ("<ul>\n<li>\n<p>甲</p>\n<p>乙</p>\n</li>\n</ul>", "- 甲\n\n  乙\n"),
        ("<blockquote>\n<p>甲</p>\n<ul>\n<li>乙</li>\n</ul>\n</blockquote>", "> 甲\n>\n> - 乙\n"),
        (
            '<pre tabindex="0"><code class="language-python"><span>print</span>(&quot;```&quot;)\n</code></pre>',
            '````python\nprint("```")\n````\n',
        ),
        ("<pre><code>a\n\n  b\n</code></pre>", "```\na\n\n  b\n```\n"),
        (
            "<table><thead><tr><th>a</th><th>b|c</th></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>",
            "| a | b\\|c |\n| --- | --- |\n| 1 |   |\n",
        ),
        (
            "<p><math><semantics><mrow></mrow><annotation encoding='x'>a&lt;b_c</annotation></semantics></math></p>",
            "$a<b_c$\n",
        ),
        ('<figure><img src="https://e.org/i.png" alt="圖"><figcaption>題</figcaption></figure>',
         "![圖](https://e.org/i.png)\n\n題\n"),
        ("<dl>\n<dt>名</dt>\n<dd>定義</dd>\n</dl>", "名\n\n: 定義\n"),
        ('<ul><li><input type="checkbox" checked=""> 甲</li></ul>', "- [x] 甲\n"),
        ("<p>甲</p><hr><p>乙</p>", "甲\n\n---\n\n乙\n"),
        ("<details><summary>看</summary>內文</details>", "看\n\n內文\n"),
        ('<p>甲 <a href="#r" class="footnote-backref">↩︎</a></p>', "甲\n"),
    ],
)  # fmt: skip
def test_each_element(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


WORDS = st.text("甲乙 a1*_`#[]()<>&;=|\\-.!~\n", min_size=1, max_size=30)


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            "{}{}".format, st.sampled_from(["", "## ", "- ", "> ", "1. ", "\\## ", "\\>", "\\~~~", "&amp;gt;"]), WORDS
        ),
        max_size=4,
    )
)
def test_no_word_is_lost_or_becomes_a_mark(lines: list[str]) -> None:
    """A plain reader of the Markdown sees the words that the page shows."""
    html = html_of("\n\n".join(lines))
    shown = "".join(block.text for block in text_of(Body(html)))
    again = MarkdownIt("commonmark", {"html": False}).enable("strikethrough").render(markdown_of(html))
    assert letters("".join(block.text for block in text_of(Body(again)))) == letters(shown)
