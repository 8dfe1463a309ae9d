"""Elements become blocks whose Markdown shows exactly their text."""

from __future__ import annotations

import pytest

from beilin.importing.formats.html.markup.convert import convert_html
from beilin.importing.formats.html.markup.fragment import Origin
from beilin.importing.markdown.blocks import write_blocks

ORIGIN = Origin("https://a.example/posts/b.html")


def markdown_of(html: str, origin: Origin = ORIGIN) -> str:
    fragment = convert_html(html, origin)
    return write_blocks([block for index, block in enumerate(fragment.blocks) if index not in fragment.noise])


CASES = [
    ("<p>a <b> b </b>c", "a **b** c"),
    ("<p>這是<b>「開源」</b>的", "這是**「開源」**的"),
    ('<a href="x (y).html">a</a>', "[a](https://a.example/posts/x%20(y).html)"),
    ('<a href="#top">a</a> <a href="javascript:x()">b</a>', "[a](#top) b"),
    ("a<br>b<br><br>c", "a\\\nb\n\nc"),
    ("<p>中文\n斷行", "中文斷行"),
    ("<code>a`b</code>", "``a`b``"),
    ("<h1>a</h1><h3>b</h3>", "## a\n\n### b"),
    ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
    ("<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b"),
    ("<details><summary>a &lt;</summary>b</details>", "<details>\n<summary>a &lt;</summary>\n\nb\n\n</details>"),
    ('<pre><code class="language-python">x\n  y\n</code></pre>', "```python\nx\n  y\n```"),
    ('<img src="a.png" alt="[x]">', "![\\[x\\]](https://a.example/posts/a.png)"),
    ("1*2*3 &lt;b>", "1\\*2\\*3 \\<b>"),
]


@pytest.mark.parametrize(("html", "expected"), CASES, ids=[html for html, _ in CASES])
def test_markdown_of_html(html: str, expected: str) -> None:
    assert markdown_of(html) == expected


def test_furniture_within_a_paragraph_is_a_block_of_its_own() -> None:
    fragment = convert_html("<p>a <button>Copy</button>b<p>c")
    assert [block.text for block in fragment.blocks] == ["a b", "Copy", "c"]
    assert fragment.noise[1].rule == "page furniture"
