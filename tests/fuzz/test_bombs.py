"""Small inputs that would become large, or take long, are refused or bounded, in little memory."""

from __future__ import annotations

import resource
import struct
import sys
import zlib
from pathlib import Path

import pytest

from tests.conftest import Count
from tests.fuzz.parsers import PARSERS, png_chunk

MAX_GROWTH = 300  # megabytes of memory

_MERGES = "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 9))
_DOUBLING = "".join(f"\\newcommand{{\\{chr(97 + n)}}}{{\\{chr(98 + n)}\\{chr(98 + n)}}}" for n in range(20))


def _png(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG of that size whose data are zeros, as far as they are there."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + b"".join(chunks)
        + png_chunk(b"IDAT", zlib.compress(bytes(5_000_000)))
        + png_chunk(b"IEND", b"")
    )


# The parser, the input, and the code of the problem that must be reported; "" if the input is harmless.
BOMBS: dict[str, tuple[str, str | bytes, str]] = {
    "aliases": ("front matter", "a: &a [x]\nb: &b [*a, *a]\n", "yaml-refused"),
    "merges": ("data as YAML", f"a0: &a0 {{x: y}}\n{_MERGES}", "yaml-refused"),
    "a nest of lists": ("data as YAML", "- " * 25_000, "yaml-too-large"),
    "much front matter": ("front matter", "title: " + "題" * 30_000, "yaml-too-large"),
    "much YAML": ("tags.yaml", "甲: " + "題" * 1_500_000, "yaml-too-large"),
    "a large number": ("front matter", f"title: a\nseries: b\nseries_order: {'9' * 5000}\n", "bad-value"),
    "nested JSON": ("data as JSON", "[" * 200_000, "bad-data"),
    "many digits": ("data as JSON", "9" * 1_000_000, "bad-data"),
    "a large power": ("data as JSON", "[1e999999999]", "bad-data"),
    "a large field": ("data as CSV", 'a\n"' + "x" * 1_000_000 + '"\n', "bad-data"),
    "groups": ("import.yaml", "chrome:\n  - {name: a, pattern: '" + "(" * 20_000 + "'}\n", "bad-value"),
    "nested repeats": ("import.yaml", "chrome:\n  - {name: a, pattern: '(a+)+$'}\n", "bad-value"),
    "bounded repeats": ("import.yaml", "chrome:\n  - {name: a, pattern: '((((a{1,19}){1,19}){1,19}){1,19}){1,19}b'}\n", ""),
    "macros": ("formulas", f"{_DOUBLING} \\a", "unreadable-formula"),
    "a macro in itself": ("formulas", "\\newcommand{\\a}{\\a\\a}\\a", "unreadable-formula"),
    "open brackets": ("formulas", "[(" * 30, "unreadable-formula"),
    "a long formula": ("formulas", "x" * 100_000, "unreadable-formula"),
    "open tags": ("raw HTML", "<b>\n\n<i>a\n\n" * 4000, "html-escaped"),
    "attributes": ("raw HTML", "<b " + "class=a " * 50_000 + ">x</b>", ""),
    "a table's cells": ("Markdown bodies", "|" * 1000 + "\n" + "|-" * 999 + "|\n" + "|\n" * 1000, ""),
    "references": ("Markdown bodies", f"[a]: {'x' * 20_000}\n\n" + "[a]" * 3000, ""),
    "notes": ("Markdown bodies", "[^a]" * 10_000 + "\n\n[^a]: " + "註" * 10_000, ""),
    "many images": ("Markdown bodies", "![a](a.png)" * 5000, ""),
    "a page of headings": ("Markdown bodies", "## 題\n\n" * 10_000, ""),
    "an address": ("links", "https://" + "a/../" * 50_000, ""),
    "sides of a PNG": ("images: png", _png(2**31 - 1, 2**31 - 1), ""),
    "pixels of a PNG": ("images: png", _png(60_000, 60_000), ""),
    "text in a PNG": ("images: png", _png(30, 30, png_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(200_000_000)))), ""),
    "a profile in a PNG": ("images: png", _png(30, 30, png_chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(200_000_000)))), ""),
    "sides of a GIF": ("images: gif", b"GIF89a" + b"\xff" * 7 + b"," + bytes(4) + b"\xff" * 4 + b"\0\x08\0;", ""),
    "sides of a JPEG": ("images: jpg", b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\3\1\x22\0\2\x11\1\3\x11\1\xff\xd9", ""),
    "sides of a WebP": ("images: webp", b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f" + b"\xff" * 12, ""),
    "sides of an SVG": ("images: svg", f"<svg width='{2**70}' height='1e300'/>", ""),
    "entities in an SVG": ("images: svg", "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg width='&b;'/>", ""),
    "a range of lines": ("import records", "source: {sha256: a, file: b, lines: 1}\nkept: {body: '1-9999999999'}\n", ""),
    "a long source": ("sources", "字" * 1_000_000, ""),
    "links beside each other": ("sources", "相關連結 https://a.example/b 標題\n" * 5000, ""),
    "a macro of a template": ("templates", "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "template-failed"),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_does_not_go_off(bomb: str, tmp_path: Path, count: Count) -> None:
    name, data, code = BOMBS[bomb]
    parser = next(parser for parser in PARSERS if parser.name == name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    problems = list(parser.read(data if isinstance(data, bytes) else data.encode(), tmp_path))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / (
        1024**2 if sys.platform == "darwin" else 1024
    )
    assert not code or code in {problem.code for problem in problems}
    assert grown < MAX_GROWTH
    count("bombs", 1)
