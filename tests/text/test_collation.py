"""The order of names: by strokes or pinyin, by value, without regard to signs at the beginning."""

from __future__ import annotations

import json
import subprocess
from random import Random

import pytest

from beilin.text.collation import collation_key
from tests.conftest import Require
from tests.text.make_tables import TABLES, cldr_version, initials, ordered

CLDR = "48"  # of the tables


def in_order(language: str, names: str) -> list[str]:
    """The names, separated by blanks, sorted; they are mixed up first."""
    mixed = names.split()
    Random(1).shuffle(mixed)
    return sorted(mixed, key=collation_key(language))


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (
            "zh-Hant",
            "一 丁 人工智慧 中國 法律 矽谷 開源 雲端 機器學習 謝謝",
        ),  # 1, 2, 2, 4, 8, 8, 12, 12, 16, 17 strokes
        ("zh-TW", "一 丁 法律 開源"),
        ("zh-Hans", "阿里 法律 机器 开源 人工智能 云端 中国"),
        ("zh", "重庆 重要"),  # chóngqìng, zhòngyào
        ("zh-CN", "阿里 法律 开源"),
        ("en", "Ada Zig ω 一 丁 開源"),
        ("zh-Hant", "3D列印 一 ada Zig"),
        ("zh-Hant", "Llama2 Llama3 Llama007 Llama10"),
        ("en", "C C# C++ Cobol"),
        ("en", "eclair Eclair éclair ecran écran"),
        ("en", "Nim Ōkami øre Øre Oz Python"),
        ("en", "ada Ada"),
        ("en", "net .net NET .NET"),
        ("ja", "おおかみ オオカミ カゾウ がぞう"),
    ],
)
def test_names_are_in_this_order(language: str, names: str) -> None:
    assert in_order(language, names) == names.split()


@pytest.mark.parametrize("signed", ["「引號」", "《引號》", "“引號", "(引號)", "*引號", "＠引號", "……引號"])
def test_signs_at_the_beginning_do_not_count(signed: str) -> None:
    assert in_order("zh-Hant", f"一 {signed} 開源") == ["一", signed, "開源"]
    assert in_order("en", "Mono .NET Nim") == ["Mono", ".NET", "Nim"]


def test_names_of_signs_alone_and_rare_characters_have_a_place() -> None:
    assert in_order("zh-Hant", "++ 1 龜 𠮷野 ada") == ["++", "1", "龜", "𠮷野", "ada"]


def test_the_tables_are_in_the_order_of_cldr(require: Require) -> None:
    version = cldr_version()
    require(bool(version), "there is no Node; on Debian: sudo apt install nodejs")
    if version.partition(".")[0] != CLDR:
        pytest.skip(f"Node has CLDR {version}, the tables are those of {CLDR}")
    for name in ("stroke", "pinyin"):
        assert (TABLES / f"{name}.txt").read_text("utf-8") == ordered(name)
    assert (TABLES / "initials.txt").read_text("utf-8") == initials()


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_names_of_two_characters_are_in_the_order_of_cldr(require: Require, language: str) -> None:
    version = cldr_version()
    require(bool(version), "there is no Node; on Debian: sudo apt install nodejs")
    if version.partition(".")[0] != CLDR:
        pytest.skip(f"Node has CLDR {version}, the tables are those of {CLDR}")
    chance = Random(language)
    names = list(
        {"".join(chr(chance.randrange(0x4E00, 0x9FA6)) for _ in range(2)) for _ in range(2000)} | {"重庆", "a1"}
    )
    script = f"n=JSON.parse(require('fs').readFileSync(0));console.log(JSON.stringify(n.sort(new Intl.Collator('{language}').compare)))"
    done = subprocess.run(["node", "-e", script], input=json.dumps(names), capture_output=True, text=True, check=True)
    assert sorted(names, key=collation_key(language)) == json.loads(done.stdout)
