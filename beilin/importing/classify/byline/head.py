"""The head of a source: everything above the article's first sentence, and what each of its lines may be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from beilin.importing.classify.byline.body_start import is_paragraph, start_of_main_text
from beilin.importing.classify.byline.bulletin_board import read_bulletin_board
from beilin.importing.classify.byline.credits import Credit, credits_of, is_labelled, label_of
from beilin.importing.classify.byline.dates import parse_date
from beilin.importing.classify.byline.label_lines import read_label_lines
from beilin.importing.classify.byline.labels import CREDIT, key_of
from beilin.importing.classify.byline.names import has_letters
from beilin.importing.classify.line_shape import ends_in_stop, is_prose, width
from beilin.importing.classify.noise.furniture import NOTICE, furniture_form, is_notice
from beilin.importing.source.lines import SourceLine
from beilin.text.cjk import contains_han

MAX_HEAD = 60  # lines
MAX_TITLE = 60.0
_MIN_CONTINUED = 12.0  # of a line that another continues with a small letter
_MAX_CONTINUATION = 3  # lines, of which one begins so
_MAX_BELOW_TITLE = 6  # lines, among which a title has credits
_MIN_WRAPPED = 30.0  # of a line that another follows; fewer titles are as long
_MAX_STANDFIRST = 100.0
_MAX_BELOW_STANDFIRST = 3  # lines from a sentence above the credits to the first of them
_TURN = re.compile(r"(?P<label>[^\s:：。，,]{1,12})[:：]")
_FIRST_WORDS = 4  # characters
_CAPTION = re.compile(
    r"^(?:Main image|Media caption|Image|Photo|Photograph|Figure|Caption|Video|Enlarge)\b\s*[:/]|Photograph: "
    r"|\(?(?:Photo|Image)? ?Credit:"
    r"|/(?:Getty|Reuters|AFP|AP)\b|Getty Images\Z|^[▲△▼]|(?:圖片|图片|照片)(?:來源|来源)|(?:資料圖|资料图)"
)
# The number of a part, an editor's note, and whoever speaks.
_NOT_A_TITLE = re.compile(
    r"0[0-9](?![0-9])|[0-9]{1,2}[.、．)）](?![0-9])|[(（]?[一二三四五六七八九十]{1,3}[)）、．.]"
    r"|[^\s:：]{0,6}按[:：]|[+^•*|]|[Bb][Yy] [A-Z].{0,40}[0-9@]"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The lines above the article's first sentence. Each is in at most one of the other fields, by its position."""

    lines: tuple[SourceLine, ...]  # none is blank
    credits: Mapping[int, Credit]
    unclear: Mapping[int, str]  # labels of facts whose lines state nothing clear
    furniture: Mapping[int, str]  # the forms of lines that a page prints around articles
    sentences: frozenset[int]  # between the title and the credits
    is_whole: bool  # a sentence follows
    turns: frozenset[str] = frozenset()  # what several lines have before a colon: those who speak
    start: int = 0  # the position of the first of them among all lines

    @property
    def end(self) -> int:
        """The position of the first line below the head, among all lines."""
        return self.start + len(self.lines)

    def candidates(self) -> list[int]:
        """The positions of lines that may be the title; a line of the page only if it is the whole head."""
        others = (self.credits, self.unclear, {} if len(self.lines) == 1 else self.furniture)
        return [
            position
            for position, line in enumerate(self.lines)
            if not any(position in other for other in others)
            and may_be_title(line.text)
            and not (self.turns and line.text.replace("：", ":").partition(":")[0] in self.turns)
        ]


def read_head(filled: Sequence[SourceLine]) -> Head:
    """The head of the lines, which are not blank and not noise. Of a long page's it is the part above the text."""
    main = start_of_main_text(filled)
    if main is None:
        return _head_of(filled, filled)
    if _is_above_credits(filled, main):
        main = next((at for at in range(main + 1, len(filled)) if is_paragraph(filled[at].text)), main)
    start = max(0, main - MAX_HEAD)
    head = _head_of(filled[start:], filled, main - start)
    return replace(head, start=start)


def _head_of(filled: Sequence[SourceLine], whole: Sequence[SourceLine], main: int | None = None) -> Head:
    """The head of the lines; it ends before the position `main`, or at the first sentence."""
    speakers, is_chronicle = _speakers(whole), main is None and _is_chronicle(filled)
    texts = [line.text for line in filled[:MAX_HEAD]]
    certain = read_label_lines(texts) | read_bulletin_board(texts)
    stated: dict[int, Credit] = {}
    unclear: dict[int, str] = {}
    furniture: dict[int, str] = {}
    sentences: set[int] = set()
    end = 0
    for position, line in enumerate(filled[: MAX_HEAD if main is None else main]):
        text, label = line.text, label_of(line.text)
        if position in certain:
            stated[position] = certain[position]
        elif (
            label.lower() not in speakers
            and not (is_chronicle and parse_date(text))
            and (credit := credits_of(text))
            and (credit.keys() != {CREDIT} or _is_among_credits(filled, position, stated))
        ):
            stated[position] = credit
        elif form := furniture_form(text) or (NOTICE if is_notice(text) else ""):
            furniture[position] = form
        elif is_labelled(text) and label.lower() not in speakers:
            unclear[position] = label
        elif is_prose(text) or ends_in_stop(text) or (main is None and _is_wrapped(filled, position)):
            if main is not None or (not sentences and not stated and _is_above_credits(filled, position)):
                sentences.add(position)
            elif not _is_asking_title(filled, position):
                break
        end = position + 1
    lines = tuple(filled[:end])
    is_whole = main is not None or end < min(len(filled), MAX_HEAD)
    return Head(lines, stated, unclear, furniture, frozenset(sentences), is_whole, _turns(whole))


def may_be_title(text: str) -> bool:
    """Whether the line has the shape of a title: not long, not a sentence; a question or an exclamation may be one."""
    if parse_date(text) or _NOT_A_TITLE.match(text) or _CAPTION.search(text) or key_of(text.rstrip(":： ")):
        return False
    is_sentence = is_prose(text) and text[-1] not in "?？!！"
    return width(text) <= MAX_TITLE and has_letters(text) and not ends_in_stop(text) and not is_sentence


def _speakers(filled: Sequence[SourceLine]) -> set[str]:
    """The labels that name speakers in a dialogue: who speaks, speaks again, and says something different."""
    turns: dict[str, set[str]] = {}
    for line in filled:
        label = label_of(line.text).lower()
        if key_of(label) in ("author", CREDIT):
            turns.setdefault(label, set()).add(line.text)
    return {label for label, texts in turns.items() if len(texts) > 1}


def _turns(filled: Sequence[SourceLine]) -> frozenset[str]:
    """What stands before a colon at the beginning of several lines, with different words after it."""
    turns: dict[str, set[str]] = {}
    for line in filled:
        if match := _TURN.match(line.text):
            turns.setdefault(match["label"], set()).add(line.text[match.end() :][:_FIRST_WORDS])
    return frozenset(label for label, words in turns.items() if len(words) > 1)


def _is_chronicle(filled: Sequence[SourceLine]) -> bool:
    """Whether lines with only a date head the entries of a chronicle: one of them follows a sentence."""
    return any(
        parse_date(line.text) and is_prose(before.text) and not credits_of(before.text)
        for before, line in pairwise(filled)
    )


def _is_among_credits(filled: Sequence[SourceLine], position: int, stated: Mapping[int, Credit]) -> bool:
    """Whether an editor's or translator's credit stands beside another credit or below a title."""
    if stated or position > 0:
        return True
    return len(filled) > 1 and bool(credits_of(filled[1].text))


def _is_wrapped(filled: Sequence[SourceLine], position: int) -> bool:
    """Whether the line begins a paragraph whose lines are broken at a width: the next line continues it."""
    line, below = filled[position], filled[position + 1 : position + 1 + _MAX_BELOW_TITLE]
    if "。" in line.text[:-1]:
        return True
    if not below or below[0].number != line.number + 1 or any(credits_of(other.text) for other in below):
        return False
    if contains_han(line.text):
        return width(line.text) >= _MIN_WRAPPED
    continues = any(other.text[0].islower() for other in below[:_MAX_CONTINUATION])
    return continues and width(line.text) >= _MIN_CONTINUED


def _is_asking_title(filled: Sequence[SourceLine], position: int) -> bool:
    """Whether the line is a question or an exclamation with short lines below it, as titles have and paragraphs not."""
    text, below = filled[position].text, filled[position + 1 : position + 3]
    if text[-1] not in "?？!！" or not may_be_title(text) or len(below) < 2:
        return False
    return not any(is_prose(line.text) or ends_in_stop(line.text) for line in below)


def _is_above_credits(filled: Sequence[SourceLine], position: int) -> bool:
    """Whether the sentence stands between a title and the credits below it, or is a title that is a question."""
    text = filled[position].text
    if width(text) > _MAX_STANDFIRST or not (position or may_be_title(text)):
        return False
    for line in filled[position + 1 : position + 1 + _MAX_BELOW_STANDFIRST]:
        if credits_of(line.text).keys() & {"author", "date", "source"}:
            return True
        if is_prose(line.text):
            return False
    return False
