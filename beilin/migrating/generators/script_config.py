"""Configuration that is a program in JavaScript or TypeScript: strings are found in it, and nothing is executed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from beilin.migrating.generators.config_files import config_text, read_config
from beilin.migrating.model import OldFolder

# A comment, a text, or one other character; texts are skipped whole so that "//" in an address is not a comment.
_TOKEN = re.compile(
    r"//[^\n]*|/\*.*?(?:\*/|\Z)|\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?|`(?:[^`\\]|\\.)*`?|.", re.DOTALL
)
_ESCAPE = re.compile(r"\\(u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|.)", re.DOTALL)
_MENU = re.compile(
    r"\b\w{0,30}(?:nav|menu|Nav|Menu|NAV|MENU)\w{0,30}(?:\s*:\s*[\w<>\[\]]+)?\s*[:=]\s*(?:\{\s*links\s*:\s*)?\[(?=\s*\{)"
)
_MENU_LENGTH = 5000  # characters in which a menu ends
_ENTRY = re.compile(r"\{[^{}]*\}")
_SURROGATES = range(0xD800, 0xE000)
_END_OF_UNICODE = 0x110000
_TEXT = r"(\"(?:[^\"\\\n]|\\.){0,2000}\"|'(?:[^'\\\n]|\\.){0,2000}'|`(?:[^`\\$]|\\.){0,2000}`)"


@lru_cache(maxsize=16)
def without_comments(script: str) -> str:
    """The program without its comments."""
    return _TOKEN.sub(lambda match: " " if match[0].startswith(("//", "/*")) else match[0], script)


def text_of_key(script: str, *names: str) -> str:
    """The string of the first of the names that is found, as a key or constant: `site: "…"`, `const site = "…"`."""
    plain = without_comments(script)
    for name in names:
        match = re.search(rf"(?<![\w.$]){re.escape(name)}[\"']?\s*(?::\s*\w+\s*=|[:=])\s*{_TEXT}", plain)
        if match:
            return text_of(match[1])
    return ""


def texts_of_keys(scripts: Iterable[str], names: tuple[str, ...]) -> Iterator[str]:
    """The string of the first of the names that is found, in each of the programs that have one."""
    return (text for script in scripts if (text := text_of_key(script, *names)))


def script_of(folder: OldFolder, path: str) -> str:
    """A file with constants as a program: JSON and YAML become a line for each string in them."""
    if not path.endswith((".json", ".yaml", ".yml")):
        return config_text(folder, path)
    return "\n".join(_lines(read_config(folder, path)[0]))


def _lines(values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _lines(value)
        elif isinstance(value, str):
            quoted = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
            yield f'{key}: "{quoted}"'


def word_of_key(script: str, name: str) -> str:
    """The word or number that a name has: `format: file` or `trailingSlash: false`; "" if none, or for a string."""
    match = re.search(rf"(?<![\w.$]){re.escape(name)}[\"']?\s*[:=]\s*([\w.]+)", without_comments(script))
    return match[1] if match else ""


def menu_of(script: str) -> list[tuple[str, str]]:
    """The names and addresses of the first list that has a name of a menu: `navLinks = [{ name: "…", url: "…" }]`."""
    plain = without_comments(script)
    for start in _MENU.finditer(plain):
        text = plain[start.end() : start.end() + _MENU_LENGTH].partition("]")[0]
        pairs = []
        for entry in _ENTRY.findall(text):
            title = text_of_key(entry, "name", "title", "text", "label")
            address = text_of_key(entry, "url", "href", "link", "path", "to")
            if title and address:
                pairs.append((title, address))
        if pairs:
            return pairs
    return []


def text_of(literal: str) -> str:
    """The value of a string literal."""
    return _ESCAPE.sub(_unescaped, literal[1:-1])


def _unescaped(match: re.Match[str]) -> str:
    code = match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number < _SURROGATES[0] or _SURROGATES[-1] < number < _END_OF_UNICODE else ""
    return {"n": "\n", "t": "\t", "r": "", "\n": ""}.get(match[1], match[1])
