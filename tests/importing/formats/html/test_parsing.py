"""Whatever HTML writes, its elements have only characters that XML can have, so texts can be moved between them."""

from __future__ import annotations

import pytest

from beilin.importing.formats.html.markup.parsing import parse_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a&#1;b&#x0b;c\x0cd\x02e", "ab c de"), ("&#65;&#x1F600;&#13;", "A😀\r"), ("&#1f;", "f;"), ("&#x000000000000000000001;b", "b"),
        ("&#xfffe;\uffff\ud800\0", "\ufffd\ufffd"), ("a &amp;#1; b", "a &#1; b"),
    ],
)  # fmt: skip
def test_a_text_can_be_set_again(html: str, text: str) -> None:
    (paragraph,) = parse_html(f"<p>{html}</p>").iter("p")
    assert paragraph.text == text
    paragraph.text = paragraph.text
