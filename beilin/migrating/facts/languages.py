"""A language as generators and their users write it → a BCP 47 tag as Beilin writes it."""

from __future__ import annotations

import re

from beilin.text.languages import script_of

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}")
_CHINESE = {"hant": "zh-Hant", "hans": "zh-Hans"}
_OTHER_NAMES = {
    "cn": "zh-Hans", "tw": "zh-Hant", "hk": "zh-Hant", "jp": "ja", "kr": "ko", "english": "en", "chinese": "zh-Hans",
    "中文": "zh-Hans", "简体中文": "zh-Hans", "繁體中文": "zh-Hant", "正體中文": "zh-Hant", "日本語": "ja",
}  # fmt: skip
_SCRIPT_LENGTH = 4
_REGION_LENGTH = 2


def beilin_language(tag: str) -> str:
    """The tag as Beilin writes it: `zh-Hans` for zh-CN, `en` for en-us, `pt-BR` for pt_br; "" if it is not a tag."""
    folded = tag.strip().partition(".")[0].replace("_", "-").lower()
    if folded in _OTHER_NAMES:
        return _OTHER_NAMES[folded]
    if not _TAG.fullmatch(folded):
        return ""
    first, *others = folded.split("-")
    if first == "zh":
        return _CHINESE[script_of(folded) if script_of(folded) in _CHINESE else "hans"]
    if first == "en":
        return "en"
    return "-".join([first, *map(_in_usual_case, others)])


def _in_usual_case(subtag: str) -> str:
    """A subtag in the case that BCP 47 recommends (section 2.1.1)."""
    if len(subtag) == _SCRIPT_LENGTH and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == _REGION_LENGTH else subtag
