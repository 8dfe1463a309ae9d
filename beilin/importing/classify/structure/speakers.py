"""Speakers of an interview: labels such as `Ann:` and `00:01 - Ann Example` that alternate through a row of turns.

Labels of facts (`Price: 12`) recur too. So a row counts only if at least two labels recur, most paragraphs from the
first turn to the last have one, most turns are sentences, and no label is one that lists of facts use.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate

from beilin.importing.source.lines import SourceLine
from beilin.text.cjk import HAN

MIN_TURNS = 4
MIN_SHARE = 0.5  # of paragraphs that begin a turn, and of turns that are sentences
MAX_LABELS = 12
TURNS_OF_EACH = 3  # on average, if there are more labels, as in a play
MAX_GAP = 6  # paragraphs from one turn to the next

_NAME = rf"[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}})*|[A-Z][\w.'’-]{{0,20}}(?: [A-Za-z][\w.'’-]{{0,20}}){{0,3}}"
_ROLE = r"(?: ?[(（][^()（）:：]{1,20}[)）])?"
_TIME = r"[\[(（]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])）]?"
_TURN = re.compile(rf"(?:{_TIME}\s*[-–—]?\s*)?(?P<name>(?:{_NAME}){_ROLE})(?: {_TIME})?(?P<colon>[:：])(?!//)\s*")
_TIMED = re.compile(rf"(?:{_TIME}\s*[-–—]?\s*(?P<name>{_NAME})|(?P<before>{_NAME})\s*[-–—]?\s*{_TIME})")
_SENTENCE_END = re.compile(r"[。.！!？?…][」』”’）)\"'\]]*\Z")
# What labels facts and parts of a text, not people.
_NOT_A_NAME = re.compile(
    r"(?:注|註|附|圖|图|表|例|注意|提示|編按|编按|來源|来源|時間|时间|日期|地點|地点|作者|譯者|译者|標題|标题|價格|价格|優點|优点|缺點|缺点"
    r"|特點|特点|電話|电话|地址|網址|网址|郵箱|邮箱|結論|结论|摘要|關鍵詞|关键词|原因|結果|结果|問題|问题|方法|步驟|步骤|總結|总结|連結|链接"
    r"|姓名|年齡|年龄|職業|职业|規格|规格|型號|型号|評分|评分|背景|目的|建議|建议|影響|影响|優勢|优势|劣勢|劣势|機會|机会|威脅|威胁)"
    r"|(?i:(?:note|notes|tip|warning|caution|example|source|date|time|place|author|title|price|pros?|cons?|phone|address|url"
    r"|email|e-mail|from|to|cc|subject|summary|abstract|keywords?|result|results|problem|solution|method|step|conclusion|update|edit"
    r"|name|age|figure|fig|table|image|photo|http|https|ps|p\.s\.|re|fwd|message-id|newsgroups|references|organization|sent|reply-to"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|version|license|status|category|tags?))"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A line that begins what someone says."""

    line: int  # counted from 0
    start: int  # of the name in the line's text, counted from 0
    name: str


def find_turns(paragraphs: Sequence[SourceLine], after_blank: Collection[int]) -> tuple[Turn, ...]:
    """The turns of an interview among the paragraphs of an article; none if it is not certain that it is one.

    `after_blank` are the lines of the source above which there is none, or a blank one.
    """
    turns = _timed_turns(paragraphs) or _labelled_turns(paragraphs, after_blank)
    texts = {line.number: line.text for line in paragraphs}
    return turns if not any("*" in texts[turn.line] for turn in turns) else ()  # stars beside strong text are ambiguous


def label_of(text: str) -> str:
    """The name before a colon at the start of the line, which may be a speaker's; "" if there is none."""
    match = _TURN.match(text[:120])
    return match["name"] if match and not _NOT_A_NAME.fullmatch(match["name"]) else ""


def _labelled_turns(paragraphs: Sequence[SourceLine], after_blank: Collection[int]) -> tuple[Turn, ...]:
    matches = {n: m for n, line in enumerate(paragraphs) if (m := _TURN.match(line.text[:120]))}
    labels = Counter(match["name"] for match in matches.values())
    if any(_NOT_A_NAME.fullmatch(name) for name, count in labels.items() if count > 1):
        return ()
    candidates = [n for n, match in matches.items() if labels[match["name"]] > 1]
    turns: list[Turn] = []
    for row in _rows(candidates, _places(paragraphs, candidates, after_blank)):
        names = Counter(matches[n]["name"] for n in row)
        row = [n for n in row if names[matches[n]["name"]] > 1]
        ends = [*(n - 1 for n in row[1:]), min(row[-1] + 1, len(paragraphs) - 1)] if row else []
        spoken = sum(
            _SENTENCE_END.search(paragraphs[n].text[matches[n].end() :][-8:] or paragraphs[end].text[-8:]) is not None
            or _SENTENCE_END.search(paragraphs[end].text[-8:]) is not None
            for n, end in zip(row, ends, strict=True)
        )
        places = _places(paragraphs, row, after_blank)
        if _is_row([places[n] for n in row], {matches[n]["name"] for n in row}, spoken):
            turns += [Turn(paragraphs[n].number, matches[n].start("name"), matches[n]["name"]) for n in row]
    return tuple(turns)


def _places(paragraphs: Sequence[SourceLine], turns: Sequence[int], after_blank: Collection[int]) -> list[int]:
    """Where each paragraph stands, counted in paragraphs; in blank lines if all turns follow one."""
    if not all(paragraphs[n].number in after_blank for n in turns):
        return list(range(len(paragraphs)))
    return list(accumulate(line.number in after_blank for line in paragraphs))


def _rows(turns: Sequence[int], places: Sequence[int]) -> list[list[int]]:
    """The turns that follow one another with few paragraphs between them."""
    rows: list[list[int]] = []
    for turn in turns:
        if rows and places[turn] - places[rows[-1][-1]] <= MAX_GAP:
            rows[-1].append(turn)
        else:
            rows.append([turn])
    return rows


def _timed_turns(paragraphs: Sequence[SourceLine]) -> tuple[Turn, ...]:
    """Turns whose first line has a time and a name only."""
    matches = [
        (n, m) for n, line in enumerate(paragraphs) if len(line.text) < 100 and (m := _TIMED.fullmatch(line.text))
    ]
    names = Counter(m["name"] or m["before"] for _, m in matches)
    texts = [paragraphs[n + 1].text if n + 1 < len(paragraphs) else "" for n, _ in matches]
    spoken = sum(_SENTENCE_END.search(text[-8:]) is not None for text in texts)
    is_followed = all(text and not _TIMED.fullmatch(text[:100]) for text in texts)
    recurring = {name for name, count in names.items() if count > 1}
    if not is_followed or not recurring or len(matches) < MIN_TURNS or spoken < MIN_SHARE * len(matches):
        return ()
    return tuple(
        Turn(paragraphs[n].number, max(m.start("name"), m.start("before")), m["name"] or m["before"])
        for n, m in matches
    )


def _is_row(positions: Sequence[int], names: set[str], spoken: int) -> bool:
    """Whether the turns are a row: enough of them, by few speakers, close together, and sentences."""
    if len(positions) < MIN_TURNS or not 2 <= len(names) <= max(MAX_LABELS, len(positions) // TURNS_OF_EACH):
        return False
    span = positions[-1] - positions[0] + 1
    return len(positions) >= MIN_SHARE * span and spoken >= MIN_SHARE * len(positions)
