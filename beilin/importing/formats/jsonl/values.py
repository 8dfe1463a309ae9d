"""The value of a field → the values of a fact, as front matter writes them."""

from __future__ import annotations

import re
from typing import Any

from beilin.importing.formats.jsonl.fields import texts_of
from beilin.importing.formats.moments import moment_of
from beilin.text.urls import read_url
from beilin.text.yaml.rules import LANGUAGE

_BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)
# Several names in one string. A comma alone may be in a name, as in `Example, Ann`.
_BETWEEN_NAMES = re.compile(r"\s*[;；|｜、]\s*|\s+(?:and|&)\s+|,\s+and\s+|，")
_BETWEEN_TAGS = re.compile(r"\s*[,，;；|｜、]\s*")
_MAX_NAME = 80  # characters
_MAX_TITLE = 400


def values_of(key: str, value: Any) -> tuple[str, ...]:
    """The values of the fact, () if the field does not have one in a form that is certain."""
    if key in ("date", "updated", "retrieved"):
        moment = moment_of(value[0] if isinstance(value, list) and len(value) == 1 else value)
        return (moment,) if moment else ()
    if key == "draft":
        return ("true",) if value is True else ()
    texts = texts_of(value)
    if key == "author":
        names = [name.strip(" ,") for text in texts for name in _BETWEEN_NAMES.split(_BY.sub("", text, count=1))]
        return tuple(dict.fromkeys(names)) if all(0 < len(name) <= _MAX_NAME for name in names) else ()
    if key == "tags":
        parts = _BETWEEN_TAGS.split(texts[0]) if len(texts) == 1 else texts
        return tuple(dict.fromkeys(part for part in parts if 0 < len(part) <= _MAX_NAME))
    if len(texts) != 1 or (len(texts[0]) > _MAX_TITLE and key != "summary"):
        return ()
    if key == "source_url":
        return texts if is_web_address(texts[0]) else ()
    if key == "language":
        code = texts[0].replace("_", "-")
        return (code,) if re.fullmatch(LANGUAGE.pattern, code) else ()
    return texts


def is_web_address(text: str) -> bool:
    """Whether the text is a whole address of the web."""
    if not text.startswith(("http://", "https://")) or any(map(str.isspace, text)):
        return False
    return read_url(text).is_remote
