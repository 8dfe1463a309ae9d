"""Raw HTML: what is allowed is written anew, everything else is shown as written, and nothing reaches beyond itself."""

from __future__ import annotations

from pathlib import Path

from beilin.reading.markdown import render_markdown
from tests.golden import check_cases

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
