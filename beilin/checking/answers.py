"""What hosts answered, kept under .beilin/ so that nobody is asked twice for the same.

Each answer is appended as it comes, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

FILE = ".beilin/links.jsonl"
Outcome = Literal["good", "moved", "dead", "unreachable", "untested"]

_HOUR, _DAY = 3600, 24 * 3600
# How long an answer is believed, in seconds. What a host could not say now it may say soon.
_GOOD_FOR: dict[Outcome, int] = {
    "good": 30 * _DAY,
    "moved": 30 * _DAY,
    "dead": _DAY,
    "unreachable": _HOUR,
    "untested": _HOUR,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for a URL."""

    url: str  # without a fragment
    at: int  # when, in seconds since 1970 (UTC)
    outcome: Outcome
    words: str = ""  # what was wrong
    target: str = ""  # where a permanent redirect led


_decode = msgspec.json.Decoder(Answer).decode


def read_answers(root: Path, now: int) -> dict[str, Answer]:
    """The answers that are still believed, by URL. A line that cannot be read is passed over."""
    answers: dict[str, Answer] = {}
    with suppress(FileNotFoundError):
        for line in (root / FILE).read_bytes().splitlines():
            with suppress(msgspec.MsgspecError, UnicodeDecodeError):
                answer = _decode(line)
                answers[answer.url] = answer
    return {url: answer for url, answer in answers.items() if 0 <= now - answer.at < _GOOD_FOR[answer.outcome]}


def keep_only(root: Path, answers: Iterable[Answer]) -> None:
    """Write the file anew with these answers, in one step."""
    path = root / FILE
    path.parent.mkdir(exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.write_bytes(b"".join(msgspec.json.encode(answer) + b"\n" for answer in answers))
    temporary.replace(path)


def keep(root: Path, answer: Answer) -> None:
    """Append the answer to the file."""
    with (root / FILE).open("ab") as file:
        file.write(msgspec.json.encode(answer) + b"\n")
