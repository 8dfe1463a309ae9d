"""Dates as programs write them become ISO 8601; what is not clearly a date does not."""

from __future__ import annotations

import pytest

from beilin.importing.formats.moments import moment_of

UTC = "2023-06-21T01:19:00+00:00"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        (1687310340, UTC), (1687310340000, UTC), (1687310340000000, UTC), (1687310340.5, UTC), ("1687310340", UTC),
        ("2023-06-21T01:19:00Z", UTC), ("2023-06-21T01:19:00.123456789Z", UTC), ("2023-06-21 01:19:00 UTC", UTC),
        ("Wed, 21 Jun 2023 01:19:00 GMT", UTC), ("Wed, 21 Jun 2023 01:19:00 -0000", UTC), ("21 Jun 2023 01:19 +0000", UTC),
        ("2023-06-21T01:19:00.000+0800", "2023-06-21T01:19:00+08:00"), ("2023-06-21 01:19:00 +08:00", "2023-06-21T01:19:00+08:00"),
        ("Wed, 21 Jun 2023 01:19:00 EST", "2023-06-21T01:19:00-05:00"), ("2023-06-21T01:19", "2023-06-21T01:19:00"),
        ("20230621011900", "2023-06-21T01:19:00"), ("20230621", "2023-06-21"), (20230621, "2023-06-21"), ("2023-06-21", "2023-06-21"),
        ("June 21, 2023", "2023-06-21"), ("2023年6月21日 01:19", "2023-06-21 01:19"),
    ],
)  # fmt: skip
def test_a_date_is_read(written: object, moment: str) -> None:
    assert moment_of(written) == moment


@pytest.mark.parametrize(
    "written",
    [5, 0, -1, 10**30, float("inf"), float("nan"), True, None, "", "yesterday", "2023", "12", "2023-13-01", "20239999", "2023-06-21T25:00:00Z", "1/2/2023", "x" * 10_000, ["2023-06-21"]],
)  # fmt: skip
def test_what_is_not_clearly_a_date_is_not_read(written: object) -> None:
    assert moment_of(written) == ""
