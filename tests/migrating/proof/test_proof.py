"""A conversion is proved only if it can be undone and its page shows every word."""

from __future__ import annotations

import pytest

from beilin.migrating.model import Converted, Edit
from beilin.migrating.proof.proof import failure_of
from beilin.reading.settings import ReaderSettings

READER = ReaderSettings()


def converted(body: str, *edits: tuple[str, str]) -> Converted:
    """The body with the first occurrence of each text replaced, in one pass."""
    found, text = [], body
    for old, new in edits:
        start = body.index(old)
        found.append(Edit(start, start + len(old), new, "test"))
        text = text.replace(old, new, 1)
    return Converted(text, (tuple(found),), (tuple(old for old, _ in edits),))


@pytest.mark.parametrize(
    ("body", "edits"),
    [
        ("# 題\n\n正文。", [("# 題\n", "")]),  # the record has what an edit replaced
        ("見[海](../sea.html)。", [("../sea.html", "sea.md")]),
        ("a ==b== c", [("==b==", "<mark>b</mark>")]),
        ("pre==fix==ed", [("==fix==", "<mark>fix</mark>")]),  # which joins three words to one
        ("{{< note >}}\n海 &amp; sea\n{{< /note >}}", [("{{< note >}}\n", "> "), ("\n{{< /note >}}", "")]),
        (
            '<div style="border: 1px">海{{x}}',
            [("{{x}}", "</div>")],
        ),  # which shows the tag as written if it is not closed
        ("![a sea]({{ x }}/b.png)", [("{{ x }}", "/img")]),  # an image only without the space in the address
        ("> [!tip]+ 題\n> 文", [("+", "")]),
        (
            "!!! note\n\n    ```cpp\n    int\n    ```",
            [("!!! note\n\n    ```cpp\n    int\n    ```", "> [!note]\n> ```\n> int\n> ```")],
        ),
        ("a\n\n    ```cpp\n    int\n    ```", [("    ```", "```"), ("    int\n    ```", "int\n```")]),
        ('文\n\n    見 [海](#海 "洋")[^註]', [("    見", "見")]),
        ("文\n\n    4. 項", [("    4.", "4.")]),
        ("<span>5. 項</span>", [("<span>", ""), ("</span>", "")]),
        ("same", []),
    ],
)
def test_a_conversion_that_keeps_all_words_is_proved(body: str, edits: list[tuple[str, str]]) -> None:
    assert failure_of(body, converted(body, *edits), READER) == ""


@pytest.mark.parametrize(
    ("body", "edits", "failure"),
    [
        ("one\n\n{{x}}\ntwo three\n{{y}}", [("{{x}}", "<!--"), ("{{y}}", "-->")], "its page would lack three, two"),
        ("海 {{x}}海山{{y}}", [("{{x}}", "<!--"), ("{{y}}", "-->")], "its page would lack 山, 海"),
        ("a\n\n{{x}}\n\n文字", [("{{x}}", "[r]: b")], ""),  # a definition takes in nothing of the next paragraph
    ],
)
def test_words_that_an_edit_hides_are_found(body: str, edits: list[tuple[str, str]], failure: str) -> None:
    assert failure_of(body, converted(body, *edits), READER) == failure


@pytest.mark.parametrize(
    "wrong",
    [
        Converted("b", ((Edit(0, 1, "b", "test"),),), (("c",),)),
        Converted("x", ((Edit(0, 1, "b", "test"),),), (("a",),)),
        Converted("b", (), ()),
    ],
)
def test_a_conversion_that_cannot_be_undone_is_not_proved(wrong: Converted) -> None:
    assert "undone" in failure_of("a", wrong, READER)
