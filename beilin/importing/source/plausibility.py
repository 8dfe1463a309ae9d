"""How likely it is that decoded bytes are text that somebody wrote, and not the product of a wrong encoding."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

from beilin.text.cjk import is_han

# The most frequent characters of modern Chinese prose: about six in ten of any text, but few in a wrong encoding.
# First those that both scripts share, then those that differ.
_BOTH = (
    "的一是不了在人有我他中大上和到以要出也你生能而子那得于下自之年行所然家事成方多去法學如都同面起看定天分好小部"
    "其些主心本前但因只想日者意力它把十民第公此已工使情明性知全三又正由很最重并物手向文政美相被利什二等或新己制身"
    "果加西斯月回特代信表化老世位次度常先海教原提立及比水名真走各入口平系更打女四神何安少才反受目太量再感建做接必"
    "件管期市直德命山金指克保至形社便空治展司科五基眼非白界光放即像且思王完式色路南品住求程北死交取拉格望共近持清"
    "今切院候引往呢推首包算精式找使注失半份底般功用密布足卡停友片足易元左右早黑站夜球跟支音技止例集周城客英章甚"
)
_SIMPLIFIED = (
    "这个们来为国说时会对着过发后里种经么学现当没动还进样开从实军无与长机关点业将两间问应战头体见产话给门东声员论处义"
    "几认条气题尔别变总电数报结务场计资许统区队决马书则听却达强难权设记类据张该规万术领确传师观让识带导争运单连转"
    "软网钱买卖价联计费证银投贷质测试线码件户团费营赚创护独续选环节积极约级线织纪纳组细终绍继维练读调谁谈请课轻较"
)
_TRADITIONAL = (
    "這個們來為國說時會對著過發後裡裏種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問應戰頭體見產話給門東聲員論處義"
    "幾認條氣題爾別變總電數報結務場計資許統區隊決馬書則聽卻達強難權設記類據張該規萬術領確傳師觀讓識帶導爭運單連轉"
    "軟網錢買賣價聯計費證銀貸質測試線碼戶團營賺創護獨續選環節積極約級織紀納組細終紹繼維練讀調誰談請課輕較於並"
)
_COMMON = frozenset(_BOTH + _SIMPLIFIED + _TRADITIONAL)
_PUNCTUATION = frozenset("，。、；：？！「」『』（）《》“”‘’…—·〈〉【】\u3000．％")
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufffd-\uffff\U000f0000-\U0010ffff]"
)

# Natural logarithms of how much likelier such a character is in text than in the product of a wrong encoding.
_COMMON_WEIGHT, _PUNCTUATION_WEIGHT = 2.5, 1.5
_ORDINARY_WEIGHT, _RARE_WEIGHT, _OTHER_WEIGHT, _NOT_TEXT_WEIGHT = -0.4, -3.0, -0.6, -8.0
_ASCII_WEIGHT = 1.0
# If characters were independent, less than one file in e**12 would be decoded wrongly. They are not, hence the margin.
_CERTAIN = 14.0
_LIKELY = 5.0
_MIN_AVERAGE = 0.7  # mean weight of a character: about 1.4 in prose, about 0 in a wrong encoding
_MIN_KINDS = 4  # different characters with positive weight; one repeated sign proves nothing
_MAX_SAMPLE = 24  # characters


@dataclass(frozen=True, slots=True)
class Plausibility:
    """The evidence that decoded bytes are text."""

    weight: float  # the sum over its characters
    average: float
    kinds: int  # different common characters

    @property
    def is_certain(self) -> bool:
        """Whether the encoding is right, provided that no other comes near."""
        return self.weight >= _CERTAIN and self.average >= _MIN_AVERAGE and self.kinds >= _MIN_KINDS

    @property
    def is_likely(self) -> bool:
        """Whether the encoding may be right, so that no other is certain."""
        return self.weight >= _LIKELY and self.average >= _MIN_AVERAGE and self.kinds >= 3

    @property
    def is_possible(self) -> bool:
        """Whether to offer the encoding to an editor."""
        return self.average > -2.5

    def outweighs(self, other: Plausibility) -> bool:
        """Whether this evidence leaves the other without a chance."""
        return self.weight - other.weight >= _CERTAIN and self.average - other.average >= _MIN_AVERAGE


def plausibility_of(text: str, *, counts_ascii: bool = False) -> Plausibility:
    """The evidence for the text. ASCII counts only with `counts_ascii`, if the alternative would have none."""
    counts = Counter(text)
    weighed = {
        character: _weight(character)
        for character in counts
        if not character.isascii() or (_NOT_TEXT.match(character) and character not in "\x1b\x7f")
    }
    if counts_ascii:
        weighed |= {c: _ASCII_WEIGHT for c in counts if c.isascii() and (c.isprintable() or c in "\t\r\n")}
    number = sum(counts[character] for character in weighed)
    # Repeated characters are not independent evidence: the fiftieth 的 says less than the first.
    weight = sum(value * (1 + math.log(counts[character])) for character, value in weighed.items())
    average = sum(value * counts[character] for character, value in weighed.items()) / number if number else 0.0
    return Plausibility(weight, average, sum(value > 0 for value in weighed.values()))


def sample_of(text: str) -> str:
    """The first part of the text that is not ASCII, with unprintable characters escaped."""
    start = next((n for n, character in enumerate(text) if character > "\x7f" and character != "\ufeff"), 0)
    start = max(start - 4, text.rfind("\n", 0, start) + 1)
    piece = text[start : start + _MAX_SAMPLE].replace("\r", " ").replace("\n", " ")
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in piece.strip())


@cache
def _weight(character: str) -> float:
    if character in _COMMON:
        return _COMMON_WEIGHT
    if character in _PUNCTUATION:
        return _PUNCTUATION_WEIGHT
    if _NOT_TEXT.match(character) or unicodedata.category(character) == "Cn":
        return _NOT_TEXT_WEIGHT
    if is_han(character):
        return _ORDINARY_WEIGHT if _is_ordinary(character) else _RARE_WEIGHT
    return _OTHER_WEIGHT


def _is_ordinary(character: str) -> bool:
    """Whether GB 2312 or Big5 has the character in its first level, that of frequent characters."""
    for codec, first, last in (("gb2312", b"\xb0\xa1", b"\xd7\xf9"), ("big5", b"\xa4\x40", b"\xc6\x7e")):
        try:
            if first <= character.encode(codec) <= last:
                return True
        except UnicodeEncodeError:
            continue
    return False
