"""The facts that a source states of itself in its first lines: title, source, authors and date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beilin.importing.credits import LABELS, credits_of, label_of, looks_labelled
from beilin.importing.dates import day_of
from beilin.importing.decorated import undecorated
from beilin.importing.finding import Finding
from beilin.importing.forms import has_stop, is_prose, width
from beilin.importing.lines import SourceLine

__all__ = ["LABELS", "Fact", "find_facts"]

MAX_TITLE = 50.0
_TITLE_LINES = 2  # that may stand above the credits


@dataclass(frozen=True, slots=True)
class Fact:
    """A front matter value that a line of the source states."""

    line: int  # counted from 0
    key: str
    values: tuple[str, ...]  # one, or each of several authors


def find_facts(lines: Sequence[SourceLine]) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts at the head, and doubts about labelled lines there that state none.

    The head ends at the first line that is neither a credit nor a title above them. A line that credits the article as
    a whole sentence (本文系某報原創文章,作者為某某) may stand last too. `lines` are those that are not set aside.
    """
    filled = [line for line in lines if line.text]
    labels = Counter(map(label_of, (line.text for line in filled)))
    days = sum(day_of(line.text) != "" for line in filled)
    facts: dict[str, Fact] = {}
    doubts: list[Finding] = []
    above: list[SourceLine] = []  # what may be a title
    for place, line in enumerate(filled):
        # A label that comes back is someone who speaks; a day that stands alone again and again parts a chronicle.
        is_repeated = _is_speaker(label_of(line.text), labels) or (days > 1 and day_of(line.text) != "")
        stated = {} if is_repeated else credits_of(line.text)
        if title := undecorated(line.text) if place <= 1 else "":
            stated = {"title": (title,)}
        if stated and place == 0 and line.text.startswith("By ") and not _credits_below(filled, stated):
            doubts.append(
                Finding(line.number, "byline", "begins with 'By' and is the first line, as a title may be", False)
            )
            break
        if stated and not stated.keys() & facts.keys():
            facts |= {key: Fact(line.number, key, values) for key, values in stated.items()}
        elif looks_labelled(line.text):
            key = next(key for key in LABELS if label_of(line.text).lower() in LABELS[key])
            why = f"begins with {label_of(line.text)!r} and states no clear {key}"
            doubts.append(Finding(line.number, "byline", why, False))
        elif not facts and not doubts and len(above) < _TITLE_LINES and _may_be_title(line.text):
            above.append(line)
        else:
            break
    if filled and "author" not in facts and "原" in filled[-1].text:
        stated = credits_of(filled[-1].text) if filled[-1].text.lstrip("(（").startswith("本文") else {}
        if not stated.keys() & facts.keys():
            facts |= {key: Fact(filled[-1].number, key, values) for key, values in stated.items()}
    # One short line above the credits is the title; of two, one may be a site's name.
    if len(above) == 1 and facts and "title" not in facts and not _is_at_end(facts, above[0], filled):
        facts = {"title": Fact(above[0].number, "title", (above[0].text,)), **facts}
    return tuple(facts.values()), tuple(doubts)


def _credits_below(filled: Sequence[SourceLine], stated: Mapping[str, object]) -> bool:
    """Whether the first line's credit is borne out: it has a date, or the next line is a credit too."""
    return len(stated) > 1 or (len(filled) > 1 and bool(credits_of(filled[1].text)))


def _is_speaker(label: str, labels: Counter[str]) -> bool:
    """Whether the label may be someone's who speaks: only people speak, and they do it again."""
    return label.lower() in LABELS["author"] and labels[label] > 1


def _may_be_title(text: str) -> bool:
    return width(text) <= MAX_TITLE and not has_stop(text) and not (is_prose(text) and text[-1] not in "?？!！")


def _is_at_end(facts: dict[str, Fact], title: SourceLine, filled: Sequence[SourceLine]) -> bool:
    """Whether no fact stands right below the line."""
    below = next((line.number for line in filled if line.number > title.number), -1)
    return all(fact.line != below for fact in facts.values())
