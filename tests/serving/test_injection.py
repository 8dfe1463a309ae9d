from __future__ import annotations

import html
import json
import re

import pytest

from beilin.problems.problem import Problem
from beilin.serving.injection import browser_message, inject, snippet
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
    problem = Problem("bad-value", NASTY, NASTY, 3, 2, NASTY, NASTY)
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
        Problem("bad-value", "a", "b.md", 3, 2, "c", "d"),
    )
    expected = {"severity": "error", "label": "error: ", "code": "bad-value", "file": "b.md", "location": "b.md:3:2", "line": 3, "column": 2, "message": "a",
                   "source": "d", "hint": "c", "omission": ""}  # fmt: skip
    sent = json.loads(browser_message("1-7", problems))
    assert (sent["version"], sent["summary"]) == ("1-7", "2 errors, 1 warning")
    assert sent["problems"][0] == expected
    assert [problem["location"] for problem in sent["problems"]] == ["b.md:3:2", "z.md", "a.md:1"]


def test_a_page_lists_the_first_problems_of_each_kind_and_counts_all() -> None:
    """What is left out is named with the command that lists it, under the last problem of its kind."""
    problems = [Problem("unknown-tag", f"w{n}", "a.md", n) for n in range(1, 251)]
    problems += [Problem("template-failed", "e", "z.html", n) for n in range(1, 5)]
    sent = json.loads(browser_message("1-7", problems, " --drafts"))
    assert sent["summary"] == "4 errors, 250 warnings"
    assert [(problem["line"], problem["omission"]) for problem in sent["problems"]] == [
        (1, ""), (2, ""), (3, "and 1 more: build.py build --all --drafts"),
        (1, ""), (2, ""), (3, "and 247 more: build.py check --code unknown-tag --drafts"),
    ]  # fmt: skip
    assert "and 247 more: build.py check --code unknown-tag\n" in problem_page(problems).decode().replace("<", "\n")


def test_only_a_draft_is_marked() -> None:
    """A notice on every page would be ignored."""
    assert "beilin-draft" in snippet(base_path="/", message="{}", token="t", is_draft=True)
    assert "beilin-draft" not in snippet(base_path="/", message="{}", token="t")
