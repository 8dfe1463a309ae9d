"""Code, formulas and comments are found where Beilin's reader finds them, and nothing else is taken for them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.migrating.bodies.protected import MASK, protect

# A body, and the protected stretches that it has.
CASES = {
    "```js\na\n\nb\n```\ntext\n": ["```js\na\n\nb\n```"],
    "~~~\n```\n~~~\n`x`\n": ["~~~\n```\n~~~", "`x`"],
    "- a\n  ```\n  code\n  ```\n- b\n": ["```\n  code\n  ```"],
    "- ```\n  code\n  ```\n": ["```\n  code\n  ```"],
    "> ```\n> code\ntext `x`\n": ["```\n> code\n", "`x`"],
    "```\nnever closed\n": ["```\nnever closed\n"],
    "text\n\n    code\n\n    more\n\ntext\n": ["    code\n\n    more"],
    "\tcode\n": ["\tcode"],
    "text\n    goes on\n": [],
    "- item\n\n    its paragraph\n\n        its code\n": ["        its code"],
    "1. item\n\n   text\n\nend\n\n    code\n": ["    code"],
    "!!! note\n\n    text\n\n        code\n": ["        code"],
    "[^1]: note\n\n    its paragraph\n": [],
    "* * *\n\n    code\n": ["    code"],
    "a `b` ``c`d`` `e\n": ["`b`", "``c`d``"],
    "a ` b\n\nc ` d\n": [],
    "- a ` b\n- c ` d\n": [],
    "# a ` b\nc ` d\n": [],
    r"\`a\` `b\`" + "\n": [r"`b\`"],
    "<!-- [a](b) --> c <!-- d\ne -->\n": ["<!-- [a](b) -->", "<!-- d\ne -->"],
    "<!--\n\n```\n\n-->\ntext\n": ["<!--\n\n```\n\n-->"],
    "<!-- never closed\n\n`x`\n": ["`x`"],
    "<pre>\n\n[a](b)\n</pre> `c`\n": ["<pre>\n\n[a](b)\n</pre>", "`c`"],
    "it costs $5 and $6, $x^2$ not\n": ["$x^2$"],
    "$$\n- a\n- b\n$$\n": ["$$\n- a\n- b\n$$"],
    r"\\(a_1\\) and \(b^2\)" + "\n": [r"\\(a_1\\)", r"\(b^2\)"],
}


@pytest.mark.parametrize("body", CASES)
def test_protected_stretches(body: str) -> None:
    assert [body[span.start : span.end] for span in protect(body).spans] == CASES[body]


@given(st.text("a `\n$<!->|#\\t*1.(){}~", max_size=80))
def test_stretches_are_in_order_and_masked(body: str) -> None:
    protected = protect(body)
    position = 0
    for span in protected.spans:
        assert position <= span.start < span.end <= len(body)
        position = span.end
    for index, (character, masked) in enumerate(zip(body, protected.masked, strict=True)):
        is_masked = protected.at(index) is not None and character != "\n"
        assert masked == (MASK if is_masked else character)
        assert protected.touches(index, index + 1) == (protected.at(index) is not None)


@pytest.mark.parametrize(
    "piece", ["`", "<!--", "<!--\n", "<pre>\n", "```\n", "$$\n", "$", "- ", "> ", "    a\n\n", "\\(", "`a``b"]
)
def test_the_time_is_linear(piece: str) -> None:
    start = time.perf_counter()
    protect(piece * (60_000 // len(piece)))
    assert time.perf_counter() - start < 2
