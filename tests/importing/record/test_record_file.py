"""An import record is read back as it was written, and a damaged one is refused with a reason."""

from __future__ import annotations

import pytest

from beilin.importing.record.record_file import read_import_record, write_import_record
from beilin.text.yaml.strict import parse_yaml, to_plain
from tests.importing.support import CASES, converted

SOURCE = '來源:某報\n\u3000第一段\x07。\n\n晚報:某平臺公布了新的費率,自明日起\u200b適用: "是的"。[2023/3/30 13:35:07]\n1.甲\n2.乙\n02丙\n'


def test_a_record_is_read_back_unchanged() -> None:
    record = converted(SOURCE).record
    assert record.set_aside
    assert record.stripped
    assert record.review
    assert record.facts
    assert read_import_record(write_import_record(record)) == record


def test_lines_in_the_file_count_from_one() -> None:
    plain = to_plain(parse_yaml(write_import_record(converted(SOURCE).record).decode(), may_have_controls=True))
    assert isinstance(plain, dict)
    assert isinstance(plain["kept"], dict)
    assert len(str(plain["kept"].pop("prints")).split()) == 4
    assert plain["kept"] == {"count": "5", "front_matter": "1", "body": "2, 5-7", "headings": "", "lists": ["5-6"]}
    assert plain["blank"] == "3"
    assert plain["set_aside"] == [
        {
            "line": "4",
            "rule": "stamped flash",
            "evidence": "ends with the timestamp [2023/3/30 13:35:07]",
            "text": SOURCE.splitlines()[3],
            "before": {"line": "2", "text": "第一段。"},
            "after": {"line": "5", "text": "1.甲"},
        }
    ]
    assert isinstance(plain["taken"], list)
    assert {"line": "2", "column": "1", "rule": "indent", "text": "\u3000"} in plain["taken"]


GOOD = (CASES / "interview.source.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        ("", "not an import record"),
        ("[]", "not an import record"),
        ("source: [", "line "),
        (GOOD.replace("kept:", "kopt:"), "KeyError: 'kept'"),
        (GOOD.replace("lines: 11", "lines: many"), "ValueError"),
        (GOOD.replace("review:\n  - {line: 7", "review:\n  - {line: x"), "ValueError"),
        (GOOD.replace("review:\n  - {line: 7, why", "review:\n  - {line: 7, whz"), "why"),
        (GOOD.replace("taken: []", "taken: [x]"), "not a mapping"),
        (GOOD.replace("kept:", "kept:\n  prints:"), "not an import record|line "),
        (GOOD.replace("blank: ", "blank: 1-9999999999 #"), "more than 2,000,000 lines"),
    ],
)
def test_a_damaged_import_record_is_refused(damaged: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_import_record(damaged.encode())
