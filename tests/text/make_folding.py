"""Makes folding.txt and twins.txt in beilin/text/tables from the data of Unicode in Node and the dictionaries of OpenCC."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

import opencc

UNICODE_VERSION, OPENCC_VERSION = "17.0", "1.4.2"  # of the tables
OPENCC = Path(opencc.__file__).parent / "clib"
CHARACTERS = (
    "CJK_Compatibility_Ideographs",
    "HKVariants",
    "HKVariantsRev",
    "STCharacters",
    "TSCharacters",
    "TSCharactersExt",
    "TWVariants",
    "TWVariantsRev",
)
# Pairs that OpenCC lacks: a variant, still met in Taiwan, in Hong Kong or in old prints, and the usual form that means the
# same. Most are in China's list of variants (第一批异体字整理表, 1955), others differ in their shape alone, as 靑 and 青.
ALSO_ONE = """
砲炮 礮炮 姪侄 賸剩 搾榨 疋匹 栢柏 慙慚 鑛礦 頴穎 傚效 瞇眯 倣仿 鼇鰲 姸妍 彜彝 飚飆 韮韭 蔴麻 嬭奶 枒丫 欵款 氷冰 煖暖 猨猿
甎磚 盌碗 秔粳 稭秸 羢絨 胷胸 脗吻 臯皋 蠧蠹 躶裸 覩睹 讌宴 踫碰 遯遁 銲焊 鴈雁 韈襪 飜翻 繙翻 餧喂 鬭鬥 鬬鬥 鬪鬥 鷰燕 鵞鵝
黏粘 勦剿 堦階 塲場 媮偷 尅克 憇憩 搥捶 撘搭 擕攜 攷考 槕桌 濶闊 烱炯 牓榜 珎珍 畱留 皷鼓 稾稿 藁稿 葢蓋 譌訛 醻酬 閙鬧 隣鄰
妬妒 寃冤 寇冦 廻迴 徧遍 慂恿 拕拖 撦扯 暎映 曁暨 朞期 棃梨 椶棕 槀槁 槩概 毘毗 汚污 滛淫 烖災 犂犁 獘弊 琹琴 畧略 疎疏 瘉愈
盋缽 睠眷 碁棋 稺稚 穉稚 窻窗 牎窗 箒帚 緐繁 罇樽 翄翅 脃脆 舩船 茘荔 蘂蕊 蕋蕊 蝱虻 蠭蜂 袵衽 裠裙 誖悖 諠喧 譔撰 讐仇 趂趁
躭耽 躱躲 輭軟 逈迥 醼宴 鉋刨 鎻鎖 阬坑 雝雍 餻糕 饍膳 駞駝 髥髯 鬀剃 鵶鴉 麤粗 鼃蛙 齩咬 郞郎 吿告 喩喻 囘回 坵丘 尙尚 屛屏
愼慎 淸清 甁瓶 硏研 緖緒 鄕鄉 隷隸 靑青 飮飲 髙高 戱戲 翶翱 賬帳
"""
# Pairs that do not make two characters one: both are frequent in one script, each with a meaning of its own, and written
# for each other in few words. Those words are twins, except that nobody writes 坏 for 坯 today.
KEPT_APART = ("具俱", "划畫", "呆待", "坏坯", "坐座", "画劃", "象像")
NO_TWINS = "坏"
DICTIONARIES_OF_WORDS = (
    "HKVariantsPhrases",
    "HKVariantsRevPhrases",
    "STPhrases",
    "STPhrases_GeneratedFromRegionalPhrases",
    "TSPhrases",
    "TWVariantsPhrases",
    "TWVariantsRevPhrases",
)
# Twins that OpenCC lacks: it makes every 畫 画 but in a few words, and does not change what is right in both scripts.
ALSO_TWINS = """
規畫=规划 企畫=企划 策畫=策划 區畫=区划 擘畫=擘划 謀畫=谋划 比畫=比划 畫分=划分 畫清=划清 畫一=划一 畫時代=划时代 刻畫=刻划 筆畫=笔划
身分=身份 好象=好像 圖象=图像 影象=影像 坐落=座落 坐位=座位 就坐=就座 呆在=待在 呆會=待会
"""

# Prints [code point, kind, folded code point] for all that do not separate, without the variants of Han characters.
_UNICODE = r"""
const isMark = /\p{M}/u, isIgnored = /[\p{M}\p{Default_Ignorable_Code_Point}\uff9e\uff9f]/u;
const isHan = /[\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
const isWord = /[\p{L}\p{N}+#]/u;
const single = text => [...text].length === 1;
function fold(code, own) {
  if (code >= 0x3041 && code <= 0x30ff) return own;
  const base = [...own.normalize("NFKD")].filter(part => !isMark.test(part)).join("").toLowerCase();
  return ([base, own.toLowerCase()].find(single) ?? own).replace("ς", "σ");
}
const rows = [];
for (let code = 0; code < 0x110000; code++) {
  if (code >= 0xd800 && code < 0xe000) continue;
  const own = String.fromCodePoint(code), folded = fold(code, own);
  const kind = isIgnored.test(own) ? 3 : isHan.test(folded) ? 2 : isWord.test(folded) ? 1 : 0;
  if (kind) rows.push([code, kind, folded.codePointAt(0)]);
}
console.log(JSON.stringify(rows));
"""


def unicode_version() -> str:
    """The version of Unicode in Node; "" without Node."""
    if not shutil.which("node"):
        return ""
    script = "console.log(process.versions.unicode)"
    return subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True).stdout.strip()


def opencc_version() -> str:
    """The version of OpenCC's package."""
    return version("OpenCC")


@cache
def dictionary(name: str) -> dict[str, list[str]]:
    """One of OpenCC's dictionaries: word or character → the forms that it may be given, the usual one first."""
    compiled = str(OPENCC / f"share/opencc/{name}.ocd2")
    command = [str(OPENCC / "bin/opencc_dict"), "-i", compiled, "-f", "ocd2", "-o", "/dev/stdout", "-t", "text"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout.splitlines()
    return {word: forms.split(" ") for word, tab, forms in (line.partition("\t") for line in lines) if tab}


def variant_forms() -> dict[str, str]:
    """Each Han character that is a variant of others → the form that stands for all of them.

    It is the most frequent in Simplified, or that which most of them have there.
    """
    classes: dict[str, set[str]] = {}
    for character, form in _variant_pairs():
        united = classes.get(character, {character}) | classes.get(form, {form})
        classes.update(dict.fromkeys(united, united))
    simplified = dictionary("TSCharacters")
    forms = {}
    for members in {id(members): members for members in classes.values()}.values():
        votes = Counter(simplified.get(member, [member])[0] for member in members)
        best = min(members, key=lambda form: (_rarity(form), -votes[form], form))
        forms.update({member: best for member in members if member != best})
    return forms


def _rarity(character: str) -> int:
    """0 for the 3,755 most frequent Simplified characters (GB 2312, level 1), 1 for the rest of GB 2312, else 2."""
    try:
        return 0 if character.encode("gb2312") < b"\xd8" else 1
    except UnicodeEncodeError:
        return 2


def _variant_pairs() -> Iterator[tuple[str, str]]:
    yield from ((pair[0], pair[1]) for pair in ALSO_ONE.split())
    apart = {frozenset(pair) for pair in KEPT_APART}
    for name in CHARACTERS:
        for character, forms in dictionary(name).items():
            yield from (
                (character, form)
                for form in forms
                if len(character) == len(form) == 1 and frozenset((character, form)) not in apart
            )


def twins_text() -> str:
    """A line for each two words that OpenCC converts into each other, and that do not fold alike; both are folded.

    A pair that contains a shorter one in the same place is left out, such as 极坐标 and 極座標 beside 坐标 and 座標.
    """
    forms = str.maketrans(variant_forms())
    found = {
        tuple(sorted((word.translate(forms), other.translate(forms))))
        for word, other in _word_pairs()
        if len(word) == len(other) and not set(NO_TWINS) & set(word + other)
    }
    twins: list[tuple[str, str]] = []
    for one, other in sorted(found, key=lambda pair: (len(pair[0]), pair)):
        if one != other and not any(_contains((one, other), pair) for pair in twins):
            twins.append((one, other))
    return "".join(f"{one}={other}\n" for one, other in sorted(twins))


def _word_pairs() -> Iterator[tuple[str, str]]:
    yield from ((word, other) for word, _, other in (pair.partition("=") for pair in ALSO_TWINS.split()))
    for name in DICTIONARIES_OF_WORDS:
        for word, others in dictionary(name).items():
            yield from ((word, other) for other in others)


def _contains(pair: tuple[str, str], shorter: tuple[str, str]) -> bool:
    size = len(shorter[0])
    parts = ({word[at : at + size] for word in pair} for at in range(len(pair[0]) - size + 1))
    return set(shorter) in parts


def folding_text() -> str:
    """Five lines: the ranges of words, of Han-like and of ignored code points; variants; their folded forms."""
    done = subprocess.run(["node", "-e", _UNICODE], capture_output=True, text=True, check=True)
    forms = variant_forms()
    codes: dict[int, list[int]] = defaultdict(list)
    pairs = []
    for code, kind, folded in json.loads(done.stdout):
        codes[kind].append(code)
        form = forms.get(chr(folded), chr(folded))
        if kind != 3 and form != chr(code):
            pairs.append((chr(code), form))
    lines = [_ranges(codes[kind]) for kind in (1, 2, 3)]
    return "\n".join([*lines, *("".join(column) for column in zip(*pairs, strict=True))]) + "\n"


def _ranges(codes: Iterable[int]) -> str:
    """Code points in ascending order as ranges such as `30-39 2b`, in hexadecimal digits."""
    runs = [[code for _, code in run] for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0])]
    return " ".join(f"{run[0]:x}" + (f"-{run[-1]:x}" if len(run) > 1 else "") for run in runs)
