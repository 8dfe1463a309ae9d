from __future__ import annotations

import html
import json
import re

import pytest

from beilin.problems.problem import Problem
from beilin.serving.injection import MAX_PROBLEMS, browser_message, inject, snippet
from beilin.serving.problem_page import problem_page

NASTY = "</script><img src=x onerror=alert(1)>\" ' & 開源 \u2028 ]]>"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"<body>x</body></html>", b"<body>x+</body></html>"),
        (b"<BODY>x</BODY >", b"<BODY>x+</BODY >"),
        (b"<body><pre>&lt;/body></pre></body>", b"<body><pre>&lt;/body></pre>+</body>"),
        (b"<script>'</body>'</script></body>", b"<script>'</body>'</script>+</body>"),
        (b"no body", b"no body+"),
        (b"", b"+"),
        ("中</body>".encode("big5"), "中+</body>".encode("big5")),
        ("中</body>".encode("utf-16"), "中</body>".encode("utf-16")),
    ],
)
def test_the_snippet_is_put_at_the_end_of_the_body(page: bytes, expected: bytes) -> None:
    """Pages in any encoding keep their bytes."""
    assert inject(page, "+") == expected


def test_no_text_of_a_problem_becomes_markup() -> None:
    """A title with markup in it must not run in the user's browser."""
    problem = Problem("bad-html", NASTY, NASTY, 3, 2, NASTY, NASTY)
    message = browser_message("1-1", (problem,))
    text = snippet(base_path="/archive/", message=message, token="t")
    assert text.isascii()
    assert text.count("<") == text.count(">") == 2, "one script element and nothing else"
    sent = re.search(r'data-status="([^"]*)"', text)
    assert sent
    assert json.loads(html.unescape(sent[1])) == json.loads(message)
    assert "\n" not in message, "an event is one line"
    page = problem_page((problem,)).decode()
    assert "<img" not in page
    assert html.escape(NASTY) in page


def test_a_message_has_everything_that_the_terminal_prints() -> None:
    """The page shows location, message, source line with its column, and hint of every problem, errors first."""
    problems = (
        Problem("internal", "e", "z.md"),
        Problem("unknown-tag", "w", "a.md", 1),
        Problem("bad-html", "a", "b.md", 3, 2, "c", "d"),
    )
    expected = {"severity": "error", "code": "bad-html", "file": "b.md", "location": "b.md:3:2", "line": 3, "column": 2, "message": "a",
                   "source": "d", "hint": "c"}  # fmt: skip
    sent = json.loads(browser_message("1-7", problems))
    assert (sent["version"], sent["more"]) == ("1-7", 0)
    assert sent["problems"][0] == expected
    assert [problem["location"] for problem in sent["problems"]] == ["b.md:3:2", "z.md", "a.md:1"]


def test_the_number_of_problems_in_a_page_is_limited() -> None:
    problems = [Problem("unknown-tag", f"w{n}", "a.md", n) for n in range(1, MAX_PROBLEMS + 8)]
    sent = json.loads(browser_message("1-7", [*problems, Problem("internal", "e", "z.md")]))
    assert (len(sent["problems"]), sent["more"]) == (MAX_PROBLEMS, 8)
    assert sent["problems"][0]["severity"] == "error"


def test_only_a_draft_is_marked() -> None:
    """A notice on every page would be ignored."""
    assert "beilin-draft" in snippet(base_path="/", message="{}", token="t", is_draft=True)
    assert "beilin-draft" not in snippet(base_path="/", message="{}", token="t")
