"""Links out of the archive: what their hosts say of them, at every place where they stand."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urldefrag

from beilin.checking.answers import Answer, keep, keep_only, read_answers
from beilin.checking.bodies import Look, Target, text_of
from beilin.problems.problem import Problem

Ask = Callable[[Sequence[str], Callable[[Answer], None]], None]

_CODES = {
    "moved": "moved-link",
    "dead": "dead-link",
    "unreachable": "unreachable-link",
    "untested": "untested-link",
}


def external_problems(
    root: Path,
    looks: Sequence[Look],
    source_urls: Mapping[str, str],
    ask: Ask,
    progress: Callable[[int, int], None],
) -> list[Problem]:
    """What is wrong with links out of the archive. `ask` is given the URLs whose answer is not known from before.

    `source_urls` are those of front matter, by file; `progress` is told how many URLs are answered, of how many.
    Answers are kept as they come.
    """
    places = [(look.path, target) for look in looks for target in look.urls or ()]
    places += [(path, _in_front_matter(root, path, url)) for path, url in source_urls.items()]
    wanted = sorted({urldefrag(target.value)[0] for _, target in places})
    answers = read_answers(root, int(time.time()))
    keep_only(root, answers.values())
    answered = sum(url in answers for url in wanted)

    def take(answer: Answer) -> None:
        nonlocal answered
        keep(root, answer)
        answers[answer.url] = answer
        answered += 1
        progress(answered, len(wanted))

    progress(answered, len(wanted))
    ask([url for url in wanted if url not in answers], take)
    return list(_problems(places, answers))


def _problems(places: Sequence[tuple[str, Target]], answers: Mapping[str, Answer]) -> Iterator[Problem]:
    for path, target in places:
        answer = answers[urldefrag(target.value)[0]]
        if answer.outcome != "good":
            code, message, hint = _CODES[answer.outcome], *_words(target.value, answer)
            yield Problem(code, message, path, target.line, target.column, hint, target.source)


def _words(url: str, answer: Answer) -> tuple[str, str]:
    """(what is wrong, what to do)."""
    if answer.outcome == "moved":
        return f"{url!r} has moved for good", f"Write {answer.target}"
    if answer.outcome == "dead":
        return (
            f"{url!r} is gone ({answer.words})",
            "Look for its new address or for a copy, or take it out.",
        )
    if answer.outcome == "untested":
        return f"{url!r} cannot be tested: {answer.words}", "Look at it in a browser."
    return f"{url!r} cannot be reached: {answer.words}", "Check the address; the next check asks again after an hour."


def _in_front_matter(root: Path, path: str, url: str) -> Target:
    for number, line in enumerate((text_of(root, path) or "").splitlines(), 1):
        if re.match(r"source_url\s*:", line):
            column = line.find(url) + 1
            return Target(url, number, column or None, line)
    return Target(url, 1, None, "")
