"""The info string of a fenced code block, such as `python`, `js{1,3}`, `python:app.py` or `{.python title="app.py"}`.

CommonMark (section 4.5) gives only its first word a meaning. Other generators add a file name and options to it in many
ways, and each of them leaves the language in front, or as the first class or word in braces.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it.common.utils import unescapeAll

_BRACES = re.compile(r"\{(?P<inner>[^{}]*)\}(?P<rest>.*)\Z", re.DOTALL)
_CLASS = re.compile(r"(?:^|\s)\.(?P<language>[^\s{}.,=]+)")
_WORD = re.compile(r"[^\s{}:,=!\[\]]*")
_DIRECTIVES = {"code", "code-block", "code-cell", "sourcecode"}  # of MyST: the language follows the braces
_FILE_NAME = re.compile(
    r"\A:(?P<colon>[^\s{},:=]+)"
    r"|(?:\A|(?<=[\s{,]))(?:title|filename|file|caption)\s*=\s*(?:\"(?P<double>[^\"]+)\"|'(?P<single>[^']+)'|(?P<bare>[^\s{}\"',]+))"
    r"|\A\s*\[(?P<bracket>[^\[\]]+)\]"
    r"|\A\s+(?P<word>[^\s{}=\"']*[^\s{}=\"'.]\.[A-Za-z0-9]{1,8})(?=\s|\Z)"
)
_SWITCH = re.compile(r"(?:no-)?line-?numbers|\d+", re.IGNORECASE)  # after a colon, these are not file names
# What looks like options and not like words of the article: anything in braces or after `=`, and one word or two.
_OPTIONS = re.compile(r"\{[^{}]*\}|[\w.-]*=(?:\"[^\"]*\"|'[^']*'|[^\s,]*)|[,:!+]", re.ASCII)
_FEW_WORDS = re.compile(r"(?:[A-Za-z0-9_.#-]+\s*){0,2}", re.ASCII)


class CodeInfo(NamedTuple):
    """What the info string says."""

    language: str = ""
    file_name: str = ""
    options: str = ""  # everything else, which has no effect
    words: str = ""  # the whole of it, if it looks like text that belongs into the block


def read_code_info(info: str) -> CodeInfo:
    """Take the info string apart."""
    info = unescapeAll(info).strip()
    if not info:
        return CodeInfo()
    if braces := _BRACES.match(info):
        language, rest = _from_braces(braces["inner"].strip(), braces["rest"])
    else:
        first = _WORD.match(info.lstrip("."))
        language = first.group() if first else ""
        rest = info.lstrip(".")[len(language) :]
    language = re.sub(r"\A(?:language|lang)-", "", language)
    file_name, options = _split_file_name(rest)
    if language and not language.isascii():
        return CodeInfo(words=info)
    if not _FEW_WORDS.fullmatch(" ".join(_OPTIONS.sub(" ", options).split())):
        return CodeInfo(language, file_name, words=info)
    return CodeInfo(language, file_name, options.strip(" ,"))


def _from_braces(inner: str, rest: str) -> tuple[str, str]:
    """The language, and the rest, of an info string that begins with something in braces."""
    if inner in _DIRECTIVES and rest.strip():
        language = _WORD.match(rest.strip()).group()  # type: ignore[union-attr]
        return language, rest.strip()[len(language) :]
    if match := _CLASS.search(inner):
        return match["language"], f"{inner[: match.start()]}{inner[match.end() :]}{rest}"
    language = _WORD.match(inner.lstrip("=")).group()  # type: ignore[union-attr]
    if language.startswith(("#", "-")) or inner[len(language) :].lstrip().startswith("="):
        return "", f"{{{inner}}}{rest}"  # an id or an option alone
    return language, f"{inner.lstrip('=')[len(language) :]}{rest}"


def _split_file_name(rest: str) -> tuple[str, str]:
    """The file name in what follows the language, and the options around it."""
    match = _FILE_NAME.search(rest)
    if match is None or (match["colon"] and _SWITCH.fullmatch(match["colon"])):
        return "", rest
    return next(filter(None, match.groups())), rest[: match.start()] + rest[match.end() :]
