"""Authors' comments are in no published file; code that mentions them stays, and so does every other character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.reading.comments import without_comments
from beilin.reading.markdown import render_markdown
from tests.conftest import MakeSite
from tests.little_site import article

BODIES = [
    ("前<!-- 密 -->後\n", "前後\n"),
    ("前 <!-- 密 -->\n後\n", "前\n後\n"),
    ("前\n\n<!-- 密\n\n密 -->\n\n後\n", "前\n\n\n\n後\n"),
    ("前\n<!-- 密 -->\n後\n", "前\n\n後\n"),
    ("<!-- 密 -->    後\n", "後\n"),
    ("`<!-- 碼 -->` 與 <!-- 密 -->後\n", "`<!-- 碼 -->` 與 後\n"),
    ("``a ` <!-- 碼 -->`` <!-- 密 -->後\n", "``a ` <!-- 碼 -->`` 後\n"),
    ("```html\n<!-- 碼 -->\n```\n", None),
    ("~~~\n<!-- 碼\n~~~\n\n文\n", None),
    ("    <!-- 碼 -->\n", None),
    ("\\<!-- 字 -->\n", None),
    ("<a title='<!-- 值 -->'>甲</a>\n", None),
    ("> 引 <!-- 密\n> 密 --> 文\n", "> 引  文\n"),
    ("- 項 <!-- 密 -->\n- 項\n", "- 項\n- 項\n"),
    ("| a | b |\n|-|-|\n| `<!-- 碼 -->` | <!-- 密 --> |\n", "| a | b |\n|-|-|\n| `<!-- 碼 -->` |  |\n"),
    ("文[^1]\n\n[^1]: 註 <!-- 密 -->\n", "文[^1]\n\n[^1]: 註\n"),
    ("<div>\n<!-- 密 -->\n文\n</div>\n", "<div>\n\n文\n</div>\n"),
    ("前<!-->後<!-- 密 -->\n", "前後\n"),
    ("前\r\n\r\n<!-- 密 -->\r\n\r\n後 <!-- 密 -->\r\n", "前\r\n\r\n\r\n\r\n後\r\n"),
    ("`<!-- 碼 -->` <!-- 碼 -->\n", "`<!-- 碼 -->`\n"),
    ("# 題 <!-- 密 -->\n", "# 題\n"),
    ("<!-- 字\n\n文\n", None),
    ("<div><!-- 密 --> 文 <!-- 字</div>\n", "<div> 文 <!-- 字</div>\n"),
    ("<p title='<!-- 值 -->'>文</p>\n", None),
    ("<div>`<!-- 密 -->`</div>\n", "<div>``</div>\n"),
    ("文\n\n[//]: # (密)\n[//]: # (密)\n[Comment]: <> (密)\n\n    碼\n", "文\n\n\n\n\n\n    碼\n"),
    ("[文][//]\n\n[//]: https://example.org/ (題)\n", None),
]


@pytest.mark.parametrize(("body", "expected"), BODIES)
def test_comments_in_a_body_are_left_out(body: str, expected: str | None) -> None:
    head = "---\ntitle: x\n---\n\n"
    assert without_comments(head + body) == head + (body if expected is None else expected)


FRONT = [
    ("# 密\ntitle: 甲\n", "title: 甲\n"),
    ("title: 甲 # 密\n", "title: 甲\n"),
    ("title: 甲#乙\n", None),
    ("title: '甲 # 乙' # 密\n", "title: '甲 # 乙'\n"),
    ('title: "甲 # 乙"\n', None),
    ("summary: | # 密\n  # 文\n  文 # 文\n# 密\ntitle: 甲\n", "summary: |\n  # 文\n  文 # 文\ntitle: 甲\n"),
    ("tags: [C#, # 密\n  F#]\n", "tags: [C#,\n  F#]\n"),
    ("tags:\n  - C# # 密\n  # 密\n  - F#\n", "tags:\n  - C#\n  - F#\n"),
    ("title: 甲\r\n# 密\r\nslug: a # 密\r\n", "title: 甲\r\nslug: a\r\n"),
    ("# 密\n", ""),
]


@pytest.mark.parametrize(("front", "expected"), FRONT)
def test_comments_in_front_matter_are_left_out(front: str, expected: str | None) -> None:
    assert without_comments(f"---\n{front}---\n# 題\n") == f"---\n{front if expected is None else expected}---\n# 題\n"


PIECES = [
    "<!-- 密 -->",
    "`",
    "``",
    "```\n",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "文",
    "<",
    "-->",
    "<!--",
    "\\",
    "    ",
    "<b>",
    "</b>",
    "|",
    "[a](b)",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_text_without_comments_shows_the_same_words(text: str) -> None:
    """What remains is a part of the text; nothing but comments and white space is gone."""
    result = without_comments(text)
    rest = iter(result)
    here = next(rest, None)
    for character in text:
        if character == here:
            here = next(rest, None)
    assert here is None
    if "<!--" not in text:
        assert result == text
    shown = re.sub(
        r"<!--.*?(?:-->|$)|<[^>]*>|\s+", "", render_markdown(text, file="a.md")[0].body.html, flags=re.DOTALL
    )
    assert result.count("文") >= shown.count("文")


def test_no_output_has_a_comment_of_the_author(make_site: MakeSite) -> None:
    body = "前<!-- 密一 -->後\n\n<!-- 密二 -->\n\n- 項 <!-- 密三 -->\n\n```html\n<!-- 碼 -->\n```\n\n![[p]]\n"
    site = make_site({
        "content/articles/a.md": article("文 # 密四", body),
        "content/parts/p.md": "部<!-- 密五 -->\n\n<!-- 密六 -->\n",
        "content/pages/about.md": article("關於", "<!-- 密七 -->文\n"),
    })  # fmt: skip
    site.build_well()
    assert not [path for path, data in site.outputs().items() if "密" in data.decode(errors="replace")]
    assert "<!-- 碼 -->" in site.page("articles/a/index.md")
