"""Reading takes time in proportion to the length of the text, whatever the text: a ratio, measured in one run.

The first table has the kinds of text that made other CommonMark parsers quadratic, as cmark's own tests have them; the
second one has what the archive's extensions and rules could be slow at.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beilin.reading.markdown import render_markdown
from tests.growth import MAX_RATIO, growth

PARSER: dict[str, Callable[[int], str]] = {
    "nested strong": lambda n: "*a **a " * n + "b" + " a** a*" * n,
    "closing marks": lambda n: "a_ " * n,
    "opening marks": lambda n: "_a " * n,
    "closing brackets": lambda n: "a]" * n,
    "opening brackets": lambda n: "[a" * n,
    "marks that do not match": lambda n: "*a_ " * n,
    "one mark and many pairs": lambda n: "*a " * n + "_a*_ " * n,
    "multiples of three": lambda n: "a**b" + "c* " * n,
    "brackets and closing marks": lambda n: "[ a_" * n,
    "brackets and parentheses": lambda n: "[ (](" * n,
    "empty images": lambda n: "![[]()" * n,
    "nested brackets": lambda n: "[" * n + "a" + "]" * n,
    "nested links": lambda n: "[" * n + "a" + "](b)" * n,
    "nested images": lambda n: "![" * n + "a" + "](b)" * n,
    "rows of backticks": lambda n: "".join("e" + "`" * length for length in range(2 * int(n**0.5))),
    "unclosed addresses": lambda n: "[a](<b" * n,
    "unclosed targets": lambda n: "[a](b" * n,
    "unclosed comments": lambda n: "</" + "<!--" * n,
    "unclosed declarations": lambda n: "<!A " * n,
    "unclosed instructions": lambda n: "<?" * n,
    "unclosed CDATA": lambda n: "<![CDATA[" * n,
    "one row of marks": lambda n: "*" * n + "a" + "*" * n,
    "many references": lambda n: "".join(f"[{k}]: u\n" for k in range(n)) + "\n" + "[0] " * n,
    "one reference often": lambda n: "[a]: u\n\n" + "[a]\n" * n,
    "empty lines in lists": lambda n: "- " * 20 + "x" + "\n" * n,
    "wide tables": lambda n: "|" + "a|" * n + "\n|" + "-|" * n + "\n|" + "1|" * n,
    "long tables": lambda n: "|a|b|\n|-|-|\n" + "|1|2|\n" * n,
    "entities": lambda n: "&#1" * n,
    "lazy lines": lambda n: "> a\n" + "b\n" * n,
}

ARCHIVE: dict[str, Callable[[int], str]] = {
    "soft breaks": lambda n: "甲\n" * n,
    "soft breaks and emphasis": lambda n: "*甲*\n" * n,
    "equal headings": lambda n: "## 甲\n\n" * n,
    "headings with numbers": lambda n: "".join(f"## 甲-{k}\n\n## 甲\n\n" for k in range(n)),
    "equal paragraphs": lambda n: "甲*乙*\n\n" * n,
    "different links": lambda n: "".join(f"[a](b{k}.md)\n" for k in range(n)),
    "links by reference": lambda n: "".join(f"[{k}]: b{k}.md\n" for k in range(n)) + "\n" + "".join(f"[{k}]\n" for k in range(n)),
    "images": lambda n: "![a](b.png)\n\n" * n,
    "images on other hosts": lambda n: "![a](https://a.example/b.png)\n" * n,
    "links by name": lambda n: "[[甲]]\n" * n,
    "unclosed links by name": lambda n: "[[甲 " * n,
    "parts": lambda n: "![[甲]]\n\n" * n,
    "footnotes": lambda n: "".join(f"甲[^{k}]\n\n[^{k}]: 註\n\n" for k in range(n)),
    "footnotes of footnotes": lambda n: "".join(f"[^{k}]: 註[^{k + 1}]\n\n" for k in range(n)) + "甲[^0]",
    "undefined footnotes": lambda n: "[^a] " * n,
    "definitions": lambda n: "術語\n: 解釋\n\n" * n,
    "alerts": lambda n: "> [!NOTE]\n> 甲\n\n" * n,
    "spare cells": lambda n: "|a|\n|-|\n" + "|1|2|\n" * n,
    "one long line of code": lambda n: "```python\n" + "x = 1; " * n + "\n```\n",
    "long code": lambda n: ("```cuda\n" + "\n" * 500 + "```\n\n") * (n // 500 + 1),
    "much code": lambda n: "```python\nx = 1\n```\n\n" * n,
    "inline tags": lambda n: "甲<b>乙</b> " * n,
    "open tags": lambda n: "<b>甲 " * n,
    "open blocks": lambda n: "<div>甲\n\n" * n,
    "blocks": lambda n: "<div>甲</div>\n\n" * n,
    "one long block": lambda n: "<div>\n" + '<img src="a.png">\n' * n + "</div>\n",
    "raw text elements": lambda n: "<title>甲 " * n,
    "nested lists in HTML": lambda n: "<ul><li>" * n,
    "attributes": lambda n: "<a " + 'b="c" ' * n + ">",
    "noncharacters": lambda n: "<b>x</b>" + "\ufdd0" * n,
    "bare addresses": lambda n: "https://a.example/甲，" * n,
    "addresses with stars": lambda n: "https://a.example/*b*c " * n,
    "one long address": lambda n: "https://a.example/" + "a" * n,
    "schemes": lambda n: "://" * n,
    "hosts": lambda n: "www." * n,
    "prices": lambda n: "US$5 " * n,
    "formulas": lambda n: "$a_b$ " * n,
    "unclosed formulas": lambda n: "$a" * n,
    "blocks of formulas": lambda n: "$$\na\n$$\n\n" * n,
    "unclosed blocks of formulas": lambda n: "$$\na\n\n" * n,
    "nested groups": lambda n: "$" + "{" * n + "}" * n + "$",
    "unreadable formulas": lambda n: "".join(f"$\\a{'b' * (k % 7)}{{$\n" for k in range(n)),
    "shortcodes": lambda n: "{{< a >}} " * n,
    "unclosed shortcodes": lambda n: "{{" * n,
    "containers": lambda n: "::: a\n" * n,
    "emphasis and Chinese punctuation": lambda n: "**甲。**乙" * n,
    "heading ids": lambda n: "".join(f"## 甲 {{#b{k}}}\n\n" for k in range(n)),
    "comments": lambda n: "甲<!-- 乙 -->\n\n" * n,
    "control characters": lambda n: "甲\x01" * n,
    "plain paragraphs": lambda n: "甲乙丙，丁。\n\n" * n,
    "one plain line": lambda n: "甲乙丙，丁。" * n,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.xdist_group("latency")
@pytest.mark.parametrize("kind", [*PARSER, *ARCHIVE])
def test_reading_takes_linear_time(kind: str) -> None:
    make = (PARSER | ARCHIVE)[kind]
    assert growth(lambda text: render_markdown(text, file="x.md", with_paragraph_ids=True), make) < MAX_RATIO
