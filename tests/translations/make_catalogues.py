"""The command `python -m tests.translations.make_catalogues`: keeps the catalogues in step with the code.

Entries of messages that the code no longer has are removed, those that it has and the catalogue lacks are printed, and
zh-Hans.po is made from zh-Hant.po by OpenCC, with the words of `SIMPLIFIED` where mainland usage differs. To translate
what is missing, write entries into zh-Hant.po (their order does not matter) and run it again.
"""

from __future__ import annotations

from functools import cache

import opencc

from beilin.translations.po_file import FOLDER, read_entries, write_entry
from tests.translations.messages_in_code import messages

HEAD = """# {language}: what Beilin says. {note}
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

"""
NOTES = {
    "zh-Hant": "Values are {1}, {2} …; a plural ending may be left out.",
    "zh-Hans": "Made from zh-Hant.po by python -m tests.translations.make_catalogues.",
}
# What OpenCC's tables of Taiwan's words leave as it is, or turn into something else.
SIMPLIFIED = {
    "建置": "构建", "状态档": "状态文件", "样板": "模板", "转址": "重定向", "连接端口": "端口", "处理程序": "进程",
    "预设": "默认", "封存档": "归档文件", "终端机": "终端", "帐号": "账号", "权杖": "令牌", "活页簿": "工作簿",
    "范例": "示例", "结束码": "退出码", "第二列": "第二行", "第一列": "第一行", "前两列": "前两行", "没有列": "没有行", "地址栏": "地址列",
    "这篇文章的列": "这篇文章的行", "没有放 {1} 的栏": "没有放 {1} 的列", "第 {1} 栏": "第 {1} 列", "两栏": "两列", "第 {3} 栏": "第 {3} 列",
    "试行": "试运行", "权威档": "规范文件", "前置资料": "前置数据", "逐字稿": "文字稿",
}  # fmt: skip


def traditional() -> dict[str, str]:
    """The entries of zh-Hant.po."""
    return read_entries((FOLDER / "zh-Hant.po").read_text("utf-8"))


def simplified(text: str) -> str:
    """The text in Simplified Chinese with the words of the mainland; quotation marks are as in GB/T 15834."""
    converted: str = _converter().convert(text)
    for word, other in SIMPLIFIED.items():
        converted = converted.replace(word, other)
    return converted.translate(str.maketrans("「」『』", "“”‘’"))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("tw2sp")


def catalogue_text(language: str, entries: dict[str, str]) -> str:
    """The text of a catalogue, its entries in the order of the code."""
    return HEAD.format(language=language, note=NOTES[language]) + "\n".join(
        write_entry(source, target) for source, target in entries.items()
    )


def main() -> None:
    """Write both catalogues, and print what is missing."""
    known, wanted = traditional(), messages()
    kept = {source: known[source] for source in wanted if source in known}
    for source, place in wanted.items():
        if source not in known:
            print(f"# {place}\n{write_entry(source, '')}")  # noqa: T201
    (FOLDER / "zh-Hant.po").write_text(catalogue_text("zh-Hant", kept), "utf-8")
    both = {source: simplified(target) for source, target in kept.items()}
    (FOLDER / "zh-Hans.po").write_text(catalogue_text("zh-Hans", both), "utf-8")


if __name__ == "__main__":
    main()
