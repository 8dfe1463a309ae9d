"""The facts that a source states about itself: title, source, authors and date, in its head and at its foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from beilin.importing.classify.byline.credits import Credit, credits_of, is_labelled, label_of, reporter_of
from beilin.importing.classify.byline.head import Head, read_head
from beilin.importing.classify.byline.labels import CREDIT, key_of
from beilin.importing.classify.byline.names import is_person
from beilin.importing.classify.byline.names_in_head import names_in_head
from beilin.importing.classify.byline.titles import Title, find_title
from beilin.importing.classify.line_shape import is_prose
from beilin.importing.model import NOWHERE, Fact, Finding
from beilin.importing.source.lines import SourceLine

# How a page says at its foot when it was written or changed; a date alone is that of a comment.
_DATED = re.compile(
    r"已?(?:發[布佈表]|发[布表]|編輯|编辑|修改|更新|最後|最后|posted|published|edited|updated|last)", re.IGNORECASE
)
_FIRST_WORDS = re.compile(r"[〔（(【［\[][^〔（(【［\[〕）)】］\]]{2,60}[〕）)】］\]](?=\s*\S)")
_DAYS = {"date", "updated"}
_MAX_BEFORE_REPORTER = 3  # lines, such as a notice above the first paragraph
_POSTED_BY = re.compile(r"(?:Posted|Written|Published) by (?P<name>\S.{1,39}?)(?: (?:at|on|in) .{1,40})?")
_MAX_FOOT = 40  # lines


def find_facts(lines: Sequence[SourceLine]) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts in the head and at the foot, and doubts about labelled lines that state none. `lines` are not noise.

    Each key is stated once; only of `labels.CREDIT` there may be several facts.
    """
    filled = [line for line in lines if line.text]
    head = read_head(filled)
    if _begins_with_by(filled):
        evidence = "the first line begins with 'By', as a title may"
        return (), (Finding(filled[0].number, "byline", evidence, False),)
    below = filled[head.end :]
    title = find_title(head, tuple(line.text for line in below))
    stated, conflicts = _stated(head, title)
    facts = [
        Fact(head.lines[at].number, key, values) for at, credit in stated.items() for key, values in credit.items()
    ]
    known = {key for credit in stated.values() for key in credit}
    for at, credit in names_in_head(head, title, stated).items():
        facts += [Fact(head.lines[at].number, key, values) for key, values in credit.items() if key not in known]
        known |= credit.keys()
    facts += _at_foot(below, known)
    facts = _with_date(facts)
    if not any(fact.key == "author" for fact in facts):
        facts += _in_first_sentence(below)
    doubts = [
        _unclear(head, position, label) for position, label in sorted({**dict(head.unclear), **conflicts}.items())
    ]
    if title:
        number = head.lines[title.position].number
        facts.insert(0, Fact(number, "title", (title.text,), is_proposed=not title.is_stated))
        if not title.is_stated:
            doubts.append(Finding(number, "title", f"taken for the title: {title.evidence}", False, proposal="title"))
    return tuple(facts), tuple(doubts)


def _with_date(facts: list[Fact]) -> list[Fact]:
    """The facts; if a page says only when it was last changed, that is its date."""
    if any(fact.key == "date" for fact in facts):
        return facts
    return [replace(fact, key="date") if fact.key == "updated" else fact for fact in facts]


def without_likely_title(facts: Sequence[Fact], given: str) -> tuple[Fact, ...]:
    """The facts; if the editor gives a title, without a line that is only likely to be the title and differs."""
    return tuple(
        fact for fact in facts if not (given and fact.is_proposed and "".join(fact.values).split() != given.split())
    )


def _in_first_sentence(below: Sequence[SourceLine]) -> list[Fact]:
    """The reporter whom the first paragraph names in brackets before its first word; the line stays in the article."""
    for line in below[:_MAX_BEFORE_REPORTER]:
        if match := _FIRST_WORDS.match(line.text):
            stated = reporter_of(match[0])
            evidence = f"line {line.number + 1} begins with {match[0]}"
            return [Fact(NOWHERE, key, values, evidence) for key, values in stated.items() if key == "author"]
    return []


def _begins_with_by(filled: Sequence[SourceLine]) -> bool:
    """Whether the first line may be a title that begins with 'By': it has no date, and no credit is below it."""
    if not filled or not filled[0].text.startswith("By ") or credits_of(filled[0].text).keys() != {"author"}:
        return False
    return len(filled) < 2 or not credits_of(filled[1].text)


def _stated(head: Head, title: Title | None) -> tuple[dict[int, Credit], dict[int, str]]:
    """What the lines state apart from the title, the lines below it first; and the labels of those that differ."""
    below = [position for position in head.credits if title is None or position >= title.position]
    above = [position for position in reversed([*head.credits]) if position not in below]
    known: Credit = {}
    stated: dict[int, Credit] = {}
    conflicts: dict[int, str] = {}
    for position in (*below, *above):
        credit = {key: values for key, values in head.credits[position].items() if key != "title"}
        if not credit or (position in above and _is_of_page(head, position, title)):
            continue
        if any(key in known and not _agree(values, known[key]) for key, values in credit.items() if key != CREDIT):
            if is_labelled(head.lines[position].text):
                conflicts[position] = label_of(head.lines[position].text)
            continue
        new = {key: values for key, values in credit.items() if key not in known or key == CREDIT}
        stated[position] = new or {CREDIT: next(iter(credit.values()))}
        known |= new
    return stated, conflicts


def _agree(values: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether a line repeats what is known, a date perhaps without its time."""
    return values == known or known[0].startswith(values[0]) or values[0].startswith(known[0])


def _is_of_page(head: Head, position: int, title: Title | None) -> bool:
    """Whether a date above the title is the day on which the page was shown: the page's own lines follow it."""
    between = range(position + 1, title.position if title else position)
    return "date" in head.credits[position] and any(at in head.furniture for at in between)


def _unclear(head: Head, position: int, label: str) -> Finding:
    return Finding(
        head.lines[position].number, "byline", f"begins with {label!r} but states no clear {key_of(label)}", False
    )


def _at_foot(below: Sequence[SourceLine], known: set[str]) -> list[Fact]:
    """The facts below the last sentence: the date of a page that prints it there, and a whole sentence of credits."""
    if not below:
        return []
    last = below[-1]
    facts: list[Fact] = []
    # 本文系某報原創文章，作者為某某。
    if "author" not in known and "原" in last.text and last.text.lstrip("(（").startswith("本文"):
        stated = credits_of(last.text)
        if not stated.keys() & known:
            facts += [Fact(last.number, key, values) for key, values in stated.items()]
    foot = below[-_MAX_FOOT:]
    start = max(
        (at + 1 for at, line in enumerate(foot) if is_prose(line.text) and not credits_of(line.text)), default=0
    )
    dated = [line for line in foot[start:] if _DATED.match(line.text) and _DAYS & credits_of(line.text).keys()]
    posted = [
        (line, match["name"])
        for before, line in pairwise(foot)
        if (match := _POSTED_BY.fullmatch(line.text)) and is_prose(before.text)
    ]
    if "author" not in known and len(posted) == 1 and is_person(posted[0][1]):
        facts.append(Fact(posted[0][0].number, "author", (posted[0][1],)))
    if "date" not in known and len(dated) == 1 and start:
        stated = credits_of(dated[0].text)
        facts += [Fact(dated[0].number, key, values) for key, values in stated.items() if key not in known]
    return facts
