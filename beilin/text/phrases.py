"""Where a Chinese title may be broken into lines: between phrases, never inside a word.

A browser breaks Chinese after any character, which tears words apart in the few characters of a phone's line (為什|麼);
with `word-break: keep-all` it breaks at punctuation alone, which is too seldom. So a title has `<wbr>` where a phrase
ends, by the words of grammar that begin or end one. A table of these is right more often than a model of the language:
BudouX 0.10.1 (129 KB for both scripts, 53 µs a title) separates 權|重, 人|工智慧 and 為|什麼 in titles of this archive,
whose subject is not that of its training data.

What the table does not know stays together. A phrase longer than the line is broken anywhere, as before.
"""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

from beilin.text.cjk import HAN, contains_han

# The fewest characters of a phrase: less would stand alone on a line, or leave a word of grammar at its end.
MIN_PHRASE = 2


class _Rule(NamedTuple):
    """A break beside a character, by the characters before and after it."""

    characters: str  # the same word in both scripts, or words that behave alike
    not_after: str = ""  # characters before, with which it makes a word
    not_before: str = ""  # characters after, likewise
    only_after: str = ""  # characters of which one must be before; "" for any
    only_before: str = ""


_MEASURES = "個个份次條条種种張张本篇場场家位件間间座套項项類类群片段門门課课"
# A phrase begins with one of these words.
_BEGINNINGS = (
    _Rule("與与", "參参給给授賦赋"),
    _Rule("和", "共溫温柔調调緩缓飽饱總总中平祥謙谦", "平諧谐解尚氣气睦約约"),
    _Rule("及", "以涉普觸触提顧顾波遍", "格時时早"),
    _Rule("或", "抑甚"),
    _Rule("在", "現现存實实正潛潜所內内外自旨健不都就只也還还仍便好"),
    _Rule("從从", "服順顺聽听跟隨随自無无不盲"),
    _Rule("把", "一幾几兩两三這这那每拖"),
    _Rule("被", "棉毛植不", "子窩窝褥"),
    _Rule("對对", "反絕绝面相針针應应核校比配成作不敵敌一"),
    _Rule("讓让", "轉转出禪禅不謙谦"),
    _Rule("給给", "供交留送補补帶带寫写賣卖還还付傳传發发寄借配自不"),
    _Rule("由", "自理經经緣缘不任原"),
    _Rule("而", "然因反從从進进"),
    _Rule("但", "不非"),
    _Rule("卻却", "忘冷退推了失"),
    _Rule("都", "首古成京大全故國国定", "市會会"),
    _Rule("就", "成造遷迁將将早也不"),
    _Rule("還还", "歸归償偿交退奉也卻却"),
    _Rule("沒没", "淹出沉埋還还也都從从"),
    _Rule("更", "變变三五也"),
    _Rule("越", "來来超穿跨翻優优卓"),
    _Rule("什", "為为憑凭", only_before="麼么"),
    _Rule("為为", "因作", only_before="什何"),
    _Rule("怎哪誰谁這这那", "剎刹"),
    _Rule("如", only_before="何果"),
    _Rule("因", only_before="為为此"),
    _Rule("我你他她它咱", only_before="們们"),
    _Rule("一", "第統统唯專专萬万十百千零之同單单任某每", only_before=_MEASURES),
    _Rule("不", "差無无莫毫從从並并也都還还就才絕绝永好是要能可會会該该得", only_before="是再會会能應应必只同肯敢需要"),
)  # fmt: skip
# A phrase ends with one of these.
_ENDINGS = (
    _Rule("的", "目", "確确士話话"),
    _Rule("了", "", "解結结斷断然不得"),
    _Rule("是", "", "否非"),
    _Rule("後后", only_after="之以然"),
    _Rule("前", only_after="之以"),
    _Rule("間间", only_after="之"),
    _Rule("裡裏", "", "面外頭"),
    _Rule("們们"),
    _Rule("嗎吗呢吧"),
)
# What cannot begin a line: it belongs to the word before, in Latin letters too.
_NEVER_FIRST = frozenset("的地得了著着過过嗎吗呢吧們们版式型化系族級级號号者性之")

_RUN = re.compile(f"[{HAN}A-Za-z]{{4,}}")


_BEGINNING_WITH = {character: rule for rule in _BEGINNINGS for character in rule.characters}
_ENDING_WITH = {character: rule for rule in _ENDINGS for character in rule.characters}


def phrase_ends(text: str) -> list[int]:
    """The offsets in the text at which a phrase ends and another begins, in order.

    Only those between two Han characters, or one and a Latin letter: at spaces and punctuation a browser breaks.
    """
    ends: list[int] = []
    for run in _RUN.finditer(text):
        start, stop = run.span()
        last = start
        for position in range(start + MIN_PHRASE, stop - MIN_PHRASE + 1):
            if position - last >= MIN_PHRASE and _ends_phrase(text, position):
                ends.append(position)
                last = position
    return ends


def _ends_phrase(text: str, position: int) -> bool:
    before, after = text[position - 1], text[position]
    if after in _NEVER_FIRST:
        return False
    if before.isascii() or after.isascii():
        return before.isascii() != after.isascii()
    beginning = _BEGINNING_WITH.get(after)
    if beginning and _fits(beginning, before, text[position + 1 : position + 2]):
        return True
    ending = _ENDING_WITH.get(before)
    return ending is not None and _fits(ending, text[position - 2 : position - 1], after)


def _fits(rule: _Rule, before: str, after: str) -> bool:
    return (
        (not rule.not_after or before not in rule.not_after)
        and (not rule.not_before or after not in rule.not_before)
        and (not rule.only_after or before in rule.only_after)
        and (not rule.only_before or after in rule.only_before)
    )


def with_breaks(text: str) -> str:
    """The text as HTML, with `<wbr>` between the phrases of its Chinese."""
    return insert_breaks(escape(text))


def insert_breaks(html: str) -> str:
    """HTML that is text without tags, with `<wbr>` between the phrases of its Chinese."""
    ends = phrase_ends(html) if contains_han(html) else []
    return "<wbr>".join(html[start:end] for start, end in zip([0, *ends], [*ends, len(html)], strict=True))
