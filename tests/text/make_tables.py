"""Makes the tables in beilin/text/tables anew: `.venv/bin/python -m tests.text.make_tables`."""

from __future__ import annotations

import json
import shutil
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


if __name__ == "__main__":
    (TABLES / "simplified.txt").write_text(simplified_forms(), "utf-8")
    (TABLES / "folding.txt").write_text(folding_text(), "utf-8")
    (TABLES / "twins.txt").write_text(twins_text(), "utf-8")
    for name in ("stroke", "pinyin"):
        (TABLES / f"{name}.txt").write_text(ordered(name), "utf-8")
