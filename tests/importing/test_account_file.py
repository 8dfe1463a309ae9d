"""The account is read back as it was written, and a damaged one is refused with a reason."""

from __future__ import annotations

import pytest

from beilin.importing.account_file import read_account, source_of, write_account
from beilin.text.yaml.strict import parse_yaml, to_plain
from tests.importing.support import CASES, converted

SOURCE = '來源:某報\n\u3000第一段\x07。\n\n晚報:某平臺公布了新的費率,自明日起\u200b適用: "是的"。[2023/3/30 13:35:07]\n1.甲\n2.乙\n02丙\n'


def test_it_is_read_back_as_it_was() -> None:
    account = converted(SOURCE).account
    assert account.set_aside
    assert account.taken
    assert account.review
    assert account.stated
    assert read_account(write_account(account)) == account


def test_people_read_lines_counted_from_one() -> None:
    plain = to_plain(parse_yaml(write_account(converted(SOURCE).account).decode()))
    assert isinstance(plain, dict)
    assert isinstance(plain["kept"], dict)
    assert len(str(plain["kept"].pop("prints")).split()) == 4
    assert plain["kept"] == {"count": "5", "front_matter": "1", "body": "2, 5-7", "headings": "", "lists": ["5-6"]}
    assert plain["blank"] == "3"
    assert plain["set_aside"] == [
        {
            "line": "4",
            "rule": "stamped flash",
            "evidence": "ends in the stamp [2023/3/30 13:35:07]",
            "text": SOURCE.splitlines()[3],
            "before": {"line": "2", "text": "第一段。"},
            "after": {"line": "5", "text": "1.甲"},
        }
    ]
    assert isinstance(plain["taken"], list)
    assert {"line": "2", "column": "1", "rule": "indent", "text": "\u3000"} in plain["taken"]


def test_the_source_is_found_at_the_beginning_of_the_account() -> None:
    account = converted(SOURCE).account
    assert source_of(write_account(account)[:1024]) == account.sha256
    assert source_of(b"source:\n  file: x\n") == ""


def test_a_text_that_looks_like_a_digest_is_no_source() -> None:
    account = converted("正文說:\nsource:\n  sha256: " + "0" * 64 + "\n").account
    assert source_of(write_account(account)) == account.sha256


GOOD = (CASES / "interview.source.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        ("", "no account"),
        ("[]", "no account"),
        ("source: [", "line "),
        (GOOD.replace("kept:", "kopt:"), "KeyError: 'kept'"),
        (GOOD.replace("lines: 11", "lines: many"), "ValueError"),
        (GOOD.replace("review:\n  - {line: 7", "review:\n  - {line: x"), "ValueError"),
        (GOOD.replace("review:\n  - {line: 7, why", "review:\n  - {line: 7, whz"), "why"),
        (GOOD.replace("taken: []", "taken: [x]"), "no mapping"),
    ],
)
def test_a_damaged_account_is_refused(damaged: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_account(damaged.encode())
