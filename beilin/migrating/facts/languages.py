"""A language as generators and their users write it → a BCP 47 tag as Beilin writes it."""

from __future__ import annotations

import re

from beilin.text.languages import script_of

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*\Z")
_NAMES = {
    "cn": "zh-Hans", "tw": "zh-Hant", "hk": "zh-Hant-HK", "jp": "ja", "kr": "ko", "english": "en",
    "chinese": "zh-Hans", "中文": "zh-Hans", "简体中文": "zh-Hans", "繁體中文": "zh-Hant", "正體中文": "zh-Hant",
    "日本語": "ja", "japanese": "ja",
}  # fmt: skip
# What a region says that the script says already.
_USUAL = {"zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-tw": "zh-Hant", "zh": "zh-Hans"}


def language_tag(text: str) -> str:
    """The tag: `zh_CN`, `zh-cn` and `cn` are zh-Hans, `en-us` is en-US; "" for what is not the tag of a language."""
    plain = text.strip().lower().replace("_", "-").partition(".")[0]
    if plain in _NAMES:
        return _NAMES[plain]
    if not _TAG.match(plain):
        return ""
    if plain in _USUAL:
        return _USUAL[plain]
    first, *others = plain.split("-")
    cased = [part.title() if len(part) == 4 and part.isalpha() else part.upper() if len(part) == 2 else part
             for part in others]  # fmt: skip
    if first == "zh":
        script = script_of(plain).title()
        cased = [script, *(part for part in cased if part not in (script, "CN", "SG", "TW"))]
    return "-".join([first, *cased])
