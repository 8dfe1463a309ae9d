"""Values of front matter as YAML that the archive's strict reader accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from beilin.problems.controls import REFUSED
from beilin.text.cjk import HAN
from beilin.text.names import plain_name
from beilin.text.yaml.writing import yaml_text

# Chinese punctuation and parentheses mean nothing in YAML within a text that begins with a letter. To try whether
# the parser reads a text plainly, as `as_scalar` does, takes fifty times as long.
_SIGNS = re.compile(r"[\u3001-\u303f\uff01-\uff5e()]")
_PLAIN = re.compile(rf"[A-Za-z{HAN}](?:[A-Za-z0-9{HAN}_./()\u3001-\u303f\uff01-\uff5e-]| (?=[A-Za-z0-9{HAN}(]))*")
_MAX_DEPTH = 12  # of values below `extra`; the reader allows 20 levels in all


def clean_text(text: str) -> str:
    """The text without the characters that front matter may not have; tabs and line breaks stay."""
    return REFUSED.sub("", text)


def one_line(text: str) -> str:
    """The text on one line, without control characters; "" if there is nothing to be seen of it."""
    text = " ".join(clean_text(text).split())
    return text if plain_name(text) else ""


def scalar(text: str) -> str:
    """The text as a YAML scalar on one line, as it is if that is safe."""
    text = clean_text(text)
    # Words with a meaning, such as `no`, have none of the signs, so the stricter rule decides about them.
    return text if _SIGNS.search(text) and _PLAIN.fullmatch(text) else yaml_text(text)


def flow_list(texts: tuple[str, ...]) -> str:
    """The texts as a list on one line."""
    return f"[{', '.join(yaml_text(clean_text(text)) for text in texts)}]"


def block(key: str, value: Any, indent: str = "") -> list[str]:
    """The lines of the entry. Mappings have a line for each key, and lists of texts are on one line."""
    name = f"{indent}{scalar(key)}:"
    match value:
        case Mapping() if value and len(indent) < 2 * _MAX_DEPTH:
            return [name, *(line for inner, item in _entries(value) for line in block(inner, item, f"{indent}  "))]
        case Mapping() | list():
            return [f"{name} {_flow(value, len(indent) // 2)}"]
    return [f"{name} {scalar(_text(value))}"]


def _flow(value: Any, depth: int) -> str:
    """The value on one line; what is nested too deeply as the text that Python would show."""
    match value:
        case Mapping() | list() if depth > _MAX_DEPTH:
            return yaml_text(clean_text(str(value)))
        case Mapping():
            return f"{{{', '.join(f'{yaml_text(key)}: {_flow(item, depth + 1)}' for key, item in _entries(value))}}}"
        case list():
            return f"[{', '.join(_flow(item, depth + 1) for item in value)}]"
    return yaml_text(clean_text(_text(value)))


def _entries(value: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    """The entries with keys that the reader accepts, each once."""
    return list({clean_text(str(key)): item for key, item in value.items()}.items())


def _text(value: Any) -> str:
    return "" if value is None else str(value)
