"""Makes beilin/text/tables/folding.txt, from the data of Unicode in Node and the dictionaries of OpenCC."""

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
# Pairs of one dictionary that do not make two characters one: both are frequent in one script, each with a meaning of its
# own, and are written for each other in few words. Those words are twins.
KEPT_APART = ("具俱", "划畫", "呆待", "坏坯", "坐座", "画劃", "象像", "链鍊")

# Prints [kind, folded code point] of every code point but the surrogates, without OpenCC's variants.
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
    """Each Han character that OpenCC writes in several ways → the form that stands for all of them.

    It is the form that most of them have in Simplified.
    """
    classes: dict[str, set[str]] = {}
    for character, form in _variant_pairs():
        united = classes.get(character, {character}) | classes.get(form, {form})
        classes.update(dict.fromkeys(united, united))
    simplified = dictionary("TSCharacters")
    forms = {}
    for members in {id(members): members for members in classes.values()}.values():
        votes = Counter(simplified.get(member, [member])[0] for member in members)
        best = min(votes.keys() & members or members, key=lambda form: (-votes[form], not _is_frequent(form), form))
        forms.update({member: best for member in members if member != best})
    return forms


def _is_frequent(character: str) -> bool:
    """Whether the character is in GB 2312, which has the Simplified characters in general use."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _variant_pairs() -> Iterator[tuple[str, str]]:
    apart = {frozenset(pair) for pair in KEPT_APART}
    for name in CHARACTERS:
        for character, forms in dictionary(name).items():
            yield from (
                (character, form)
                for form in forms
                if len(character) == len(form) == 1 and frozenset((character, form)) not in apart
            )


def folding_table() -> str:
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
