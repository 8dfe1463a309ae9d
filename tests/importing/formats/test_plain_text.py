"""Plain text in a field of a source has the structure that it would have in a file."""

from __future__ import annotations

from beilin.importing.formats.plain_text import convert_text
from beilin.importing.markdown.blocks import write_blocks

TEXT = """\
一家公司把權重公開，並不等於把運行的成本也送了出去。機櫃有人付錢，夜裡看守機
櫃的人也有人付錢。

這個人多半就是本欄的讀者：按小時租用機器，卻忘了把它關掉，等到月底帳單寄來才
發現自己替一個沒有人用的服務付了三十天的電費。

一、程式

def f():
    return 1

二、清單
1. 甲項
2. 乙項

甲山：你好。
乙水：你好。
甲山：嗯。
乙水：嗯。
"""


def test_joins_headings_code_lists_and_speakers_are_found() -> None:
    fragment = convert_text(TEXT)
    assert write_blocks(fragment.blocks) == (
        "一家公司把權重公開，並不等於把運行的成本也送了出去。機櫃有人付錢，夜裡看守機櫃的人也有人付錢。\n\n"
        "這個人多半就是本欄的讀者：按小時租用機器，卻忘了把它關掉，等到月底帳單寄來才發現自己替一個沒有人用的服務付了三十天的電費。\n\n"
        "## 程式\n\n```\ndef f():\n    return 1\n```\n\n## 清單\n\n1. 甲項\n2. 乙項\n\n"
        "**甲山**：你好。\n\n**乙水**：你好。\n\n**甲山**：嗯。\n\n**乙水**：嗯。"
    )


def test_the_blocks_have_all_characters_of_the_text() -> None:
    fragment = convert_text(TEXT)
    of_blocks = sorted("".join("".join(block.text for block in fragment.blocks).split()))
    assert of_blocks == sorted("".join(fragment.all_text.split()))
