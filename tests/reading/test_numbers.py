"""A number in front matter is read as it is written, or refused with its line; none is too large for the state."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.reading.article import read_article
from beilin.reading.settings import ReaderSettings

SETTINGS = ReaderSettings("zh-Hant", "Asia/Taipei")
PATTERNS = (
    "series: 系\nseries_order: {}\n",
    "provenance:\n  file: a.txt\n  sha256: {digest}\n  importer: '1'\n  set_aside: {{stamp: 1, x: {}}}\n",
)


def text_with(pattern: str, number: str) -> bytes:
    """An article with the number in its front matter."""
    return f"---\ntitle: 題\n{pattern.format(number, digest='0' * 64)}---\n\n文。\n".encode()


@pytest.mark.parametrize("pattern", PATTERNS)
@given(number=st.integers(-(10**40), 10**40) | st.integers(-(10**10), 10**10))
def test_any_whole_number_is_read_or_refused(pattern: str, number: int) -> None:
    article, problems = read_article("content/articles/a.md", text_with(pattern, str(number)), SETTINGS)
    if abs(number) < 10**9:
        assert article, problems
        summary = article.summary
        assert number in (summary.series_order, *(summary.provenance.set_aside.values() if summary.provenance else ()))
        msgspec.msgpack.encode(summary)
    else:
        [problem] = problems
        assert problem.code == "bad-value"
        assert "is too large" in problem.message
        assert str(number)[:20] in problem.source


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize(
    "number", ["1e3", "1e999", "nan", ".inf", "-.inf", "0x10", "1_000", "9" * 5000, "９", "1.5", "true"]
)
def test_other_numbers_are_refused_with_their_line(pattern: str, number: str) -> None:
    article, [problem] = read_article("content/articles/a.md", text_with(pattern, number), SETTINGS)
    assert article is None
    assert problem.code in ("wrong-type", "bad-value")
    assert number[:20] in problem.source
    assert len(problem.message) < 100
