"""Makes the tables in beilin/text/tables anew: `.venv/bin/python -m tests.text.make_tables`."""

from __future__ import annotations

import json
import shutil
import string
import subprocess
import unicodedata
from pathlib import Path

from opencc import OpenCC

from tests.text.make_folding import folding_text, twins_text

TABLES = Path(__file__).parents[2] / "beilin/text/tables"
# The blocks of Han characters (Unicode 16, Blocks.txt).
HAN_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x323B0))


def simplified_forms() -> str:
    """Two lines: the characters that OpenCC simplifies, standing alone, and their Simplified forms in that order."""
    convert = OpenCC("t2s").convert
    pairs = [(chr(code), convert(chr(code))) for block in HAN_BLOCKS for code in block]
    differing = [(character, form) for character, form in pairs if form != character and len(form) == 1]
    return "\n".join("".join(column) for column in zip(*differing, strict=True)) + "\n"


# Node's collation is that of ICU, whose data are CLDR's. Characters that are equal to CLDR are in the order of Unicode.
_SORT = """
const [collation, characters] = JSON.parse(require("fs").readFileSync(0));
const compare = new Intl.Collator(`zh-u-co-${collation}`).compare;
const byCode = (a, b) => a.codePointAt(0) - b.codePointAt(0);
console.log(characters.sort((a, b) => compare(a, b) || byCode(a, b)).join(""));
"""


def cldr_version() -> str:
    """The version of CLDR in Node; "" without Node, or if its collation has no Chinese."""
    if not shutil.which("node"):
        return ""
    script = "console.log(Intl.Collator.supportedLocalesOf('zh').length ? process.versions.cldr : '')"
    return subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True).stdout.strip()


def ordered(collation: str) -> str:
    """The Han characters of the Basic Multilingual Plane in CLDR's order "stroke" or "pinyin", on one line."""
    singles = [0x3005, 0x3007, *range(0x3021, 0x302A)]
    codes = [*singles, *range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xFA0E, 0xFA2A)]
    characters = [chr(code) for code in codes if unicodedata.normalize("NFKD", chr(code)) == chr(code)]
    request = json.dumps([collation, characters])
    done = subprocess.run(["node", "-e", _SORT], input=request, capture_output=True, text=True, check=True)
    return done.stdout


# In CLDR's orders a sign that no text has, U+FDD0, and a Braille pattern or a letter stand before the characters of so many
# strokes, or whose reading begins so.
_FIRST = """
const [collation, keys, characters] = JSON.parse(require("fs").readFileSync(0));
const compare = new Intl.Collator(`zh-u-co-${collation}`).compare;
const isBefore = (key, character) => key && compare(key, character) <= 0;
const firsts = keys.map(key => characters.find(character => isBefore(key, character)));
console.log(firsts.map((first, at) => first && !isBefore(keys[at + 1], first) ? first : " ").join("").trimEnd());
"""
_KEYS = {"stroke": [chr(0x2800 + strokes) for strokes in range(1, 65)], "pinyin": list(string.ascii_uppercase)}


def initials() -> str:
    """Two lines: the first character of 1, 2, 3 … strokes in the order "stroke", and of A, B, C … in "pinyin"."""
    lines = []
    for collation, keys in _KEYS.items():
        characters = list((TABLES / f"{collation}.txt").read_text("utf-8").strip())
        request = json.dumps([collation, ["\ufdd0" + key for key in keys], characters])
        done = subprocess.run(["node", "-e", _FIRST], input=request, capture_output=True, text=True, check=True)
        lines.append(done.stdout)
    return "".join(lines)


if __name__ == "__main__":
    (TABLES / "simplified.txt").write_text(simplified_forms(), "utf-8")
    (TABLES / "folding.txt").write_text(folding_text(), "utf-8")
    (TABLES / "twins.txt").write_text(twins_text(), "utf-8")
    for name in ("stroke", "pinyin"):
        (TABLES / f"{name}.txt").write_text(ordered(name), "utf-8")
    (TABLES / "initials.txt").write_text(initials(), "utf-8")
