"""Raw HTML: what is allowed is written anew, everything else is shown as written, and nothing reaches beyond itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.reading.markdown import render_markdown
from tests.golden import check_cases
from tests.reading.test_markdown import _calls

CASES = Path(__file__).parent / "cases"


def render(text: str) -> str:
    """The body's HTML with the targets of its references, and a line for each problem."""
    rendered, problems = render_markdown(text, file="a.md")
    pieces = rendered.body.html.split("\0")
    pieces[1::2] = [f"→{rendered.body.references[int(number)].target}" for number in pieces[1::2]]
    listed = sorted(problems, key=lambda problem: problem.line or 0)
    return "".join(pieces) + "".join(f"! {problem.line} {problem.code}: {problem.message}\n" for problem in listed)


def test_golden_cases(regenerate: bool) -> None:
    check_cases(CASES / "html.txt", render, regenerate=regenerate)


@pytest.mark.parametrize(
    "unit",
    [
        "<b>", "</b>", "<b>x</b>", "<div>\n\n", "</div>\n\n", "<div>\n\nx</div>\n\n", "<!-- x\n\n", "> <!-- x\n>\n", "<? <![CDATA[ <!A", "<script>\n\n",
        "<a b='", "<a x=\"' y='\" ", "<a href=x.md>y", "<img src=a.png>", "<video><source src=//e/x>", "<ul><li>", "<table><tr><td>\n\n", "<p>x\n\n",
        "<i id=a>", "`<b>` <b>", "<T x=1>", "<p>x[y](z)\n\n",
    ],
)  # fmt: skip
def test_html_is_read_in_linear_steps(unit: str) -> None:
    half, whole = (_calls(lambda n=n: render_markdown(unit * n, file="a.md")) for n in (300, 600))
    assert whole < 2.2 * half + 2000


def test_html_is_not_nested_more_deeply_than_browsers_nest() -> None:
    rendered, problems = render_markdown("<b>" * 10_000 + "字" + "</b>" * 10_000, file="a.md")
    assert rendered.body.html.count("<b>") == 100
    assert rendered.body.html.count("&lt;b&gt;") == 9900
    assert [problem.code for problem in problems] == ["html-escaped"]
