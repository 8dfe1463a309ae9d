"""Golden cases: data files, in which each case has a title, an input and the expected output.

A case is five parts, each ended by a line with a full stop alone. `pytest --regenerate` writes what comes out now in
place of what must; look at the difference before you keep it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Case(NamedTuple):
    """One case of a file."""

    title: str
    given: str
    expected: str


def read_cases(path: Path) -> list[Case]:
    """All cases of the file."""
    parts = path.read_text("utf-8").split("\n.\n")
    return [
        Case(parts[n].strip(), parts[n + 1] + "\n", parts[n + 2] + "\n" if parts[n + 2] else "")
        for n in range(0, len(parts) - 1, 3)
    ]


def check_cases(path: Path, run: Callable[[str], str], *, regenerate: bool) -> None:
    """Check every case of the file, and report all that fail together."""
    cases = read_cases(path)
    assert cases
    answers = [run(case.given) for case in cases]
    if regenerate:
        texts = [
            f"{case.title}\n.\n{case.given.removesuffix(chr(10))}\n.\n{answer.removesuffix(chr(10))}\n.\n"
            for case, answer in zip(cases, answers, strict=True)
        ]
        path.write_text("\n".join(texts), "utf-8")
        return
    wrong = [
        (case, answer)
        for case, answer in zip(cases, answers, strict=True)
        if answer.rstrip("\n") != case.expected.rstrip("\n")
    ]
    assert not wrong, "\n\n".join(
        f"{path.name}: {case.title}\ngiven:\n{case.given}\nexpected:\n{case.expected}\ngot:\n{answer}"
        for case, answer in wrong
    )
