"""Every word and every address of a body is on its page, or a problem names its line."""

from __future__ import annotations

import os
import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.problems.problem import Problem
from beilin.reading.markdown import render_markdown
from tests.reading.composed import Composition, compositions
from tests.reading.html_structure import faults_of

EXAMPLES = int(os.environ.get("BEILIN_BODIES", "200"))


def lost_words(composition: Composition) -> list[str]:
    """The words that are neither on the page nor in a line that a problem names."""
    rendered, problems = render_markdown(composition.text, file="a.md", with_paragraph_ids=True)
    page = unescape(rendered.body.html)
    page += " ".join(f"{reference.target} {reference.text}" for reference in rendered.body.references)
    missing = [word for word in composition.words if word not in page]
    lines = composition.text.split("\n")
    named = {number for problem in problems for number in _named_lines(problem, lines)}
    return [
        word for word in missing if not any(word in line and number in named for number, line in enumerate(lines, 1))
    ]


def _named_lines(problem: Problem, lines: list[str]) -> range:
    """The lines of what the problem is about: of a tag, up to its end; of a script, a comment or a footnote."""
    first = problem.line or 1
    if problem.code in ("defined-twice", "unused-footnote"):
        is_flush = [re.match(r"(?:> ?)*\S", line) is not None for line in lines]
        ends = (n for n in range(first + 1, len(lines) + 1) if is_flush[n - 1] and not lines[n - 2].strip("> "))
        return range(first, next(ends, len(lines) + 1))
    if "contains another" in problem.message:
        return range(first, int(problem.message.rpartition(" ")[2]) + 1)
    end = next((end for end in ("</script>", "</style>") if problem.message[1:].startswith(f"<{end[2:-1]}")), ">")
    last = next((number for number in range(first, len(lines)) if end in lines[number - 1].lstrip("> ")), first)
    return range(first, last + 1)


@settings(max_examples=EXAMPLES)
@given(compositions())
def test_no_word_is_lost(composition: Composition) -> None:
    assert not lost_words(composition)


@settings(max_examples=EXAMPLES)
@given(compositions(), st.booleans())
def test_a_browser_reads_what_was_written(composition: Composition, with_ids: bool) -> None:
    rendered, _ = render_markdown(composition.text, file="a.md", with_paragraph_ids=with_ids)
    assert not faults_of(rendered.body.html)
