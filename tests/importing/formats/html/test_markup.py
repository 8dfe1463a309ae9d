"""Elements become blocks whose Markdown shows exactly their text."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.importing.formats.html.markup.convert import convert_html
from beilin.importing.formats.html.markup.fragment import Origin
from tests.golden import check_cases
from tests.importing.formats.html.support import body_of, described

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_markdown_of_html_and_what_is_set_aside(path: Path, *, regenerate: bool) -> None:
    check_cases(path, described, regenerate=regenerate)


def test_furniture_within_a_paragraph_is_a_block_of_its_own() -> None:
    fragment = convert_html("<p>a <button>Copy</button>b<p>c")
    assert [block.text for block in fragment.blocks] == ["a b", "Copy", "c"]
    assert fragment.noise[1].rule == "page furniture"


def test_an_image_that_came_with_the_article_is_its_file() -> None:
    names = {"https://a.example/posts/a%20b.png": "a b.png", "data:image/png;base64,eA==": "image.png"}
    origin = Origin("https://a.example/posts/b.html", image_name=lambda address: names.get(address, ""))
    html = '<img src="a%20b.png"><img src="data:image/png;base64,eA==" alt="x"><img src="data:image/png;base64,eQ==">'
    assert body_of(convert_html(html, origin)) == "![](a%20b.png)![x](image.png)"


def test_blocks_know_their_elements_and_lines() -> None:
    fragment = convert_html("<p>a\n<p>b\n<ul><li>c</ul>", Origin(first_line=11))
    assert [(block.line, element.tag) for block, element in zip(fragment.blocks, fragment.elements, strict=True)] == [
        (11, "p"), (12, "p"), (13, "li")
    ]  # fmt: skip


def test_an_address_is_kept_as_written_if_no_base_is_known() -> None:
    assert body_of(convert_html('<a href="a.html">x</a> <img src="b.png">')) == "[x](a.html) ![](b.png)"


@pytest.mark.parametrize("html", ["", " ", "<!DOCTYPE html>", "<html", "<!-- a comment -->"])
def test_html_without_an_element_has_no_blocks(html: str) -> None:
    assert convert_html(html).blocks == ()


def test_elements_without_content_have_none() -> None:
    html = "<p>a<wbr>b<wbr/>c</p><embed src=x><p>d</p><EMBED src='y'></EMBED><p>e</p>"
    assert [block.text for block in convert_html(html).blocks if block.text] == ["abc", "d", "e"]
    assert convert_html("<p>" + "a<wbr>" * 3000).is_whole
