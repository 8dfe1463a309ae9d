"""Dates have one normal form, in the site's time zone, and nothing is guessed."""

from __future__ import annotations

import pytest

from beilin.text.date_suggestions import suggest_date
from beilin.text.dates import normalise_date


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("2023-06-21", "2023-06-21"),
        ("2023-06-21 01:19", "2023-06-21T01:19:00+08:00"),
        ("2023-06-21T01:19:30", "2023-06-21T01:19:30+08:00"),
        ("2023-06-20 17:19:00Z", "2023-06-21T01:19:00+08:00"),
        ("2023-06-20 17:19 +00:00", "2023-06-21T01:19:00+08:00"),
    ],
)
def test_a_date_has_this_normal_form(written: str, normal: str) -> None:
    assert normalise_date(written, "Asia/Taipei") == normal


@pytest.mark.parametrize(
    "written", ["2024-13-45", "2023-02-29", "21/6/2023", "2023-6-1", "tomorrow", "2023", "2023-06-21 25:00", "20230621"]
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        normalise_date(written, "Asia/Taipei")


def test_a_day_0_is_not_a_date() -> None:
    assert suggest_date("2024-5-0") == "The month 2024-05 has 31 days."
