"""Which files a text mentions by their path, whatever the text is: a template, a style sheet, a value of `extra`.

In an HTML page or a style sheet under content/, a path is relative to its folder. Elsewhere it may be relative to any
folder, so it mentions a file if it and the file's path end alike, up to the beginning of one of them: `images/a.png`,
`../images/a.png` and `https://example.org/x/images/a.png` mention `images/a.png`, and so does `a.png`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote, unquote

_DELIMITERS = r"\s\"'`()<>{}=,;|\[\]?#&"
_WORD = re.compile(rf"[^{_DELIMITERS}]+")
_HOST = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/]*/")


class Text(NamedTuple):
    """A text, and the folder in the output to which paths in it are relative; None if that is not known."""

    text: str
    folder: str | None = None


class FileNames(NamedTuple):
    """Files, given by their output paths, arranged for looking for mentions of them."""

    by_name: Mapping[str, list[str]]  # those whose name has no delimiter of words
    others: list[str]


def names_of_files(paths: Iterable[str]) -> FileNames:
    """The files at these output paths, which are in NFC."""
    by_name: dict[str, list[str]] = {}
    others: list[str] = []
    for path in paths:
        name = path.rpartition("/")[2]
        if _WORD.fullmatch(name):
            by_name.setdefault(name, []).append(path)
        else:
            others.append(path)
    return FileNames(by_name, others)


def mentioned_files(names: FileNames, texts: Iterable[Text]) -> set[str]:
    """Those of the files that one of the texts mentions. The time is linear in the texts, unless names have spaces."""
    found: set[str] = set()
    for text, folder in texts:
        for word in _WORD.findall(text):
            if "." in word or "%" in word or "/" in word or len(text) < 256:
                path = _local(word)
                for file in names.by_name.get(path[-1], ()):
                    is_relative = folder is not None and not word.startswith("/") and "//" not in word
                    if _is_at(word, folder or "", file) if is_relative else _ends_alike(path, file):
                        found.add(file)
        found.update(file for file in names.others if file not in found and _quotes(text, file))
    return found


def _local(written: str) -> list[str]:
    """The names in a path as it is written in a text; [""] if there are none."""
    path = written
    if "%" in path:
        path = unquote(path)
    if "//" in path:
        path = _HOST.sub("", path, count=1)
    segments = [segment for segment in normalize("NFC", path).split("/") if segment not in ("", ".", "..")]
    return segments or [""]


def _is_at(written: str, folder: str, file: str) -> bool:
    """Whether the path, relative to the folder, is that of the file."""
    return posixpath.normpath(posixpath.join("/", folder, normalize("NFC", unquote(written)))) == f"/{file}"


def _ends_alike(segments: list[str], file: str) -> bool:
    own = file.split("/")
    length = min(len(segments), len(own))
    return segments[-length:] == own[-length:]


def _quotes(text: str, file: str) -> bool:
    """Whether the text has the whole name of the file, which has delimiters, in one of its spellings."""
    name = file.rpartition("/")[2]
    return any(spelling in text for form in (name, normalize("NFD", name)) for spelling in (form, quote(form)))
