"""What a page printed around its article, offered to the editor for setting aside: one range above it, one below.

Nothing is set aside by these rules, because their evidence is words, however many. A range below begins after the
article's last sentence, with a line of a form that pages print there, and no sentence of an article follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from beilin.importing.classify.byline.body_start import is_paragraph
from beilin.importing.classify.byline.credits import credits_of
from beilin.importing.classify.byline.head import read_head
from beilin.importing.classify.byline.labels import CREDIT
from beilin.importing.classify.line_shape import is_prose, width
from beilin.importing.classify.noise.furniture import (
    CLOSING_FORMS,
    COMMENTS,
    EDITOR,
    NO_LETTERS,
    NOTICE,
    furniture_form,
    is_notice,
)
from beilin.importing.model import Fact, Finding
from beilin.importing.source.lines import SourceLine

SURROUNDINGS = "page furniture"
_MAX_COMMENT = 120.0  # a longer sentence below a heading of comments may be the article's
_MAX_LISTED = 6  # forms that the evidence names
_MAX_LABEL = 12.0  # lines right above the first furniture below the text that belong to it, such as tags
_MAX_LABELS = 12
_MIN_CLOSING = 3  # lines of closing forms, with which longer lines above them belong to the page too
_MIN_QUESTION = 30.0  # a shorter question or exclamation may be the title of another article


def offer_surroundings(lines: Sequence[SourceLine], facts: Sequence[Fact]) -> tuple[Finding, ...]:
    """The ranges of lines around the article; `lines` are not noise. A range may contain lines that state facts."""
    filled = [line for line in lines if line.text]
    stating = {fact.line for fact in facts}
    head = read_head(filled)
    title = next((fact.line for fact in facts if fact.key == "title"), None)
    furniture = {head.start + position: form for position, form in head.furniture.items()}
    above = _above(filled[: head.end], furniture, stating, title)
    start = _start_of_tail(filled, head.end)
    below = [line for line in filled[start:] if line.number not in stating]
    return (*above, *([_offer(below, "after the article's last sentence")] if below else []))


def _above(
    lines: Sequence[SourceLine], furniture: Mapping[int, str], stating: set[int], title: int | None
) -> list[Finding]:
    """The lines above the title if some are furniture, and the rows of furniture between the title and the text."""
    signs = {lines[at].number for at, form in furniture.items() if form == NO_LETTERS}
    numbers = {lines[at].number for at, form in furniture.items() if form != NO_LETTERS}
    before = [line for line in lines if title is not None and line.number < title and line.number not in stating]
    offers: list[Finding] = []
    # Where there are paragraphs above it, the title may not be the right line.
    for is_text, group in groupby(before, lambda line: is_paragraph(line.text)):
        run = list(group)
        if not is_text and any(line.number in numbers for line in run):
            offers.append(_offer(run, "above the title"))
    between = [line for line in lines if title is None or line.number > title]
    for is_furniture, group in groupby(
        between, lambda line: line.number in numbers | signs and line.number not in stating
    ):
        run = list(group)
        if is_furniture and any(line.number in numbers for line in run):
            offers.append(_offer(run, "above the article's first sentence"))
    return offers


def _start_of_tail(filled: Sequence[SourceLine], first: int) -> int:
    """The position at which the tail begins; the number of lines if there is none.

    Read from the end: the tail reaches up to the last sentence of the article. Sentences below the first heading of
    comments are comments.
    """
    comments = next((at for at in range(first, len(filled)) if furniture_form(filled[at].text) == COMMENTS), None)
    end = len(filled)
    start = end
    for position in range(end - 1, first - 1, -1):
        is_comment = comments is not None and position > comments and width(filled[position].text) <= _MAX_COMMENT
        if _is_sentence(filled[position].text) and not is_comment:
            break
        start = position
    marked = next((at for at in range(start, end) if _closes(filled[at].text)), None)
    if marked is None:
        return end
    # Short lines between the last sentence and the first furniture, such as tags without a label.
    labels = filled[start:marked]
    closing = sum(_closes(line.text) for line in filled[marked:])
    limit = _MAX_LABEL if closing < _MIN_CLOSING else _MAX_LABEL * 2
    are_labels = len(labels) <= _MAX_LABELS and all(width(line.text) <= limit for line in labels)
    return start if labels and are_labels and _is_separate(filled, start) else marked


def _closes(text: str) -> bool:
    return _form(text) in CLOSING_FORMS


def _form(text: str) -> str:
    """The form of a line below the text; "" if it has none."""
    if is_notice(text):
        return NOTICE
    if form := furniture_form(text):
        return form
    return EDITOR if credits_of(text).keys() & {CREDIT, "updated"} else ""


def _is_separate(filled: Sequence[SourceLine], position: int) -> bool:
    """Whether a blank line separates the line from the one above."""
    return position > 0 and filled[position].number - filled[position - 1].number > 1


def _is_sentence(text: str) -> bool:
    """Whether the line can be a sentence of the article: no notice or furniture, and no short question."""
    if not is_prose(text) or is_notice(text) or furniture_form(text):
        return False
    return text[-1] not in "?？!！…" or width(text) >= _MIN_QUESTION or any(stop in text[:-1] for stop in "。！？!?")


def _offer(lines: Sequence[SourceLine], where: str) -> Finding:
    """The offer of a range, with its forms as the evidence."""
    forms = Counter(form for line in lines if (form := _form(line.text)))
    listed = ", ".join(f"{form} ({count})" if count > 1 else form for form, count in forms.most_common(_MAX_LISTED))
    count = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
    return Finding(
        lines[0].number, SURROUNDINGS, f"{count} {where}: {listed}", False, lines[-1].number, proposal="set aside"
    )
