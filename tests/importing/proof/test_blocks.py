"""A body's HTML is split into blocks with their kinds and texts, as a reader of the page sees them."""

from __future__ import annotations

import pytest

from beilin.importing.proof.blocks import Block, blocks_of


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<p>甲&amp;乙 &lt;b&gt;</p>\n", [("paragraph", "甲&乙 <b>")]),
        ('<h2 id="甲">甲</h2>\n<p>乙</p>\n', [("heading", "甲"), ("paragraph", "乙")]),
        ("<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>\n", [("item 1", "甲"), ("item 2", "乙")]),
        ('<ol start="3">\n<li>甲</li>\n</ol>\n', [("item 3", "甲")]),
        ("<ol>\n<li>甲</li>\n</ol>\n<ol>\n<li>乙</li>\n</ol>\n", [("item 1", "甲"), ("item 1", "乙")]),
        ("<ol>\n<li>\n<p>甲</p>\n</li>\n</ol>\n", [("item 1 with <p>", "\n甲\n")]),
        ('<p>見<a href="https://a.example">https://a.example</a>。</p>', [("paragraph", "見https://a.example。")]),
        ("<p>甲<em>乙</em></p>", [("paragraph with <em>", "甲乙")]),
        ("<p>甲<br>乙</p><p>丙</p>", [("paragraph with <br>", "甲乙"), ("paragraph", "丙")]),
        ('<p><input type="checkbox"> 甲</p>', [("paragraph with <input>", " 甲")]),
        ("<hr>\n<p>甲</p>", [("<hr>", ""), ("paragraph", "甲")]),
        ("<blockquote>\n<p>甲</p>\n</blockquote>", [("<blockquote> with <p>", "\n甲\n")]),
        ("<ul>\n<li>甲</li>\n</ul>", [("<ul> with <li>", "\n甲\n")]),
        ("漏出來的字<p>甲</p>", [("stray text", "漏出來的字"), ("paragraph", "甲")]),
        ("<p>甲</p>", [("paragraph", "甲")]),
        ("<p></p>", [("paragraph", "")]),
        ("", []),
    ],
)
def test_blocks(html: str, blocks: list[tuple[str, str]]) -> None:
    assert blocks_of(html) == [Block(*block) for block in blocks]
