"""Lines that are not read back while they are written must be those that cannot be misread."""

from __future__ import annotations

import pytest

from beilin.importing.formats.html.markup.certainty import is_certain
from beilin.importing.formats.html.markup.inline import write_line
from beilin.importing.formats.html.markup.reading_back import shown_by_reader, to_be_shown
from beilin.importing.formats.html.markup.runs import Mark, Run

LINK = Mark("a", "https://example.org/a?b=c&d=e")


def image(markdown: str, *marks: Mark) -> Run:
    return Run("", marks, "raw", markdown)


@pytest.mark.parametrize(
    "runs",
    [
        [image("![A hill](https://example.org/a.png)")],
        [image("![](photo.png)", LINK)],
        [Run("Before "), image("![山 「坡」](photo.png)", LINK), Run(" after.")],
        [Run("Read "), Run("this page", (LINK,)), Run(", please.")],
        [Run("A "), Run("strong", (Mark("strong"),)), Run(" word")],
    ],
)
def test_certain_lines_are_shown_as_they_are(runs: list[Run]) -> None:
    assert is_certain(runs)
    expected = to_be_shown(runs, has_marks=True, has_formulas=True)
    assert shown_by_reader(write_line(runs).markdown) == expected


@pytest.mark.parametrize(
    "run",
    [
        image("![a [hill](https://example.org/a.png)"),
        image("![a $x$](photo.png)"),
        image("![hill](a (1.png)"),
        image("![hill](photo.png)", Mark("a", "https://example.org/a_(b")),
        image("![hill](photo.png)", LINK, Mark("strong")),
        image("<ruby>山<rt>shān</rt></ruby>"),
        image("[x] "),
    ],
)
def test_what_may_be_misread_is_not_certain(run: Run) -> None:
    assert not is_certain([run])
