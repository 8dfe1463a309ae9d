"""The facts that a source states about itself in its first lines: title, source, authors and date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from beilin.importing.classify.byline.credits import LABELS, credits_of, is_labelled, label_of
from beilin.importing.classify.byline.dates import parse_date
from beilin.importing.classify.byline.scraper_codes import title_without_codes
from beilin.importing.classify.line_shape import ends_in_stop, is_prose, width
from beilin.importing.model import Fact, Finding
from beilin.importing.source.lines import SourceLine

MAX_TITLE = 50.0
_MAX_LINES_ABOVE = 2  # lines above the credits, of which one may be the title


def find_facts(lines: Sequence[SourceLine]) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts in the head, and doubts about labelled lines there that state none. `lines` are not noise.

    The head ends at the first line that is neither a credit nor a title above the credits. A line that credits the
    article in a whole sentence (本文系某報原創文章,作者為某某) may also be the last.
    """
    filled = [line for line in lines if line.text]
    labels = Counter(map(label_of, (line.text for line in filled)))
    days = sum(parse_date(line.text) != "" for line in filled)
    facts: dict[str, Fact] = {}
    doubts: list[Finding] = []
    above: list[SourceLine] = []  # candidates for the title
    for position, line in enumerate(filled):
        # A repeated label is a speaker's name; repeated lines with only a date are the entries of a chronicle.
        is_repeated = _is_speaker(label_of(line.text), labels) or (days > 1 and parse_date(line.text) != "")
        stated = {} if is_repeated else credits_of(line.text)
        if title := title_without_codes(line.text) if position <= 1 else "":
            stated = {"title": (title,)}
        if stated and position == 0 and line.text.startswith("By ") and not _is_confirmed(filled, stated):
            evidence = "the first line begins with 'By', as a title may"
            doubts.append(Finding(line.number, "byline", evidence, False))
            break
        if stated and not stated.keys() & facts.keys():
            facts |= {key: Fact(line.number, key, values) for key, values in stated.items()}
        elif is_labelled(line.text):
            key = next(key for key in LABELS if label_of(line.text).lower() in LABELS[key])
            evidence = f"begins with {label_of(line.text)!r} but states no clear {key}"
            doubts.append(Finding(line.number, "byline", evidence, False))
        elif not facts and not doubts and len(above) < _MAX_LINES_ABOVE and _may_be_title(line.text):
            above.append(line)
        else:
            break
    if filled and "author" not in facts and "原" in filled[-1].text:
        stated = credits_of(filled[-1].text) if filled[-1].text.lstrip("(（").startswith("本文") else {}
        if not stated.keys() & facts.keys():
            facts |= {key: Fact(filled[-1].number, key, values) for key, values in stated.items()}
    # A single short line above the credits is the title; of two, one may be the site's name.
    if len(above) == 1 and facts and "title" not in facts and _is_right_above(above[0], facts, filled):
        facts = {"title": Fact(above[0].number, "title", (above[0].text,)), **facts}
    return tuple(facts.values()), tuple(doubts)


def _is_confirmed(filled: Sequence[SourceLine], stated: Mapping[str, object]) -> bool:
    """Whether the first line's credit is confirmed: it has a date too, or the next line is also a credit."""
    return len(stated) > 1 or (len(filled) > 1 and bool(credits_of(filled[1].text)))


def _is_speaker(label: str, labels: Counter[str]) -> bool:
    """Whether the label may name a speaker: only people speak, and they speak again."""
    return label.lower() in LABELS["author"] and labels[label] > 1


def _may_be_title(text: str) -> bool:
    return width(text) <= MAX_TITLE and not ends_in_stop(text) and not (is_prose(text) and text[-1] not in "?？!！")


def _is_right_above(title: SourceLine, facts: dict[str, Fact], filled: Sequence[SourceLine]) -> bool:
    """Whether the next line states a fact."""
    below = next((line.number for line in filled if line.number > title.number), -1)
    return any(fact.line == below for fact in facts.values())
