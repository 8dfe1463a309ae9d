"""Texts and lists as YAML; a text on one line, plain if that is safe."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache

from beilin.text.cjk import HAN

# What readers of YAML 1.1 take for null or a boolean.
_RESERVED_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
# What JSON does not escape, but YAML refuses or folds like a line break, or an editor does not show.
_UNSAFE = re.compile(
    "[\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\ufffb\ufffe\uffff]"
)


@cache
def _plain() -> re.Pattern[str]:
    """What may stand without quotation marks. It takes 3 ms to compile, and most builds write no YAML."""
    return re.compile(f"[A-Za-z{HAN}][A-Za-z0-9{HAN}_./-]*(?: [A-Za-z0-9{HAN}_./-]+)*")


def yaml_text(text: str) -> str:
    """The text, written so that every YAML parser reads it as this text."""
    if _plain().fullmatch(text) and text.lower() not in _RESERVED_WORDS:
        return text
    # A JSON string is a YAML string in double quotes (YAML 1.2, section 1.3).
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def yaml_list(texts: Iterable[str]) -> str:
    """The texts as a list on one line."""
    return f"[{', '.join(map(yaml_text, texts))}]"


def yaml_mapping(values: Mapping[str, str]) -> str:
    """The values by key, each as YAML, as a mapping on one line."""
    return f"{{{', '.join(f'{key}: {value}' for key, value in values.items())}}}"


def yaml_entry(key: str, items: Iterable[str]) -> str:
    """The entry of a mapping whose value is a list of the items, which are YAML, each on a line of its own."""
    rows = [f"  - {item}\n" for item in items]
    return f"{key}:\n{''.join(rows)}" if rows else f"{key}: []\n"
