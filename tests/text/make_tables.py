"""Makes the tables in beilin/text/tables anew: `.venv/bin/python -m tests.text.make_tables`."""

from __future__ import annotations

from pathlib import Path

from opencc import OpenCC

TABLES = Path(__file__).parents[2] / "beilin/text/tables"
# The blocks of Han characters (Unicode 16, Blocks.txt).
HAN_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x323B0))


def simplified_forms() -> str:
    """Two lines: the characters that OpenCC simplifies, standing alone, and their Simplified forms in that order."""
    convert = OpenCC("t2s").convert
    pairs = [(chr(code), convert(chr(code))) for block in HAN_BLOCKS for code in block]
    differing = [(character, form) for character, form in pairs if form != character and len(form) == 1]
    return "\n".join("".join(column) for column in zip(*differing, strict=True)) + "\n"


if __name__ == "__main__":
    (TABLES / "simplified.txt").write_text(simplified_forms(), "utf-8")
