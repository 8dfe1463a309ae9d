"""Marks in lines of PyMdown Extensions: keys, insertions, icons, and snippets of other files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import Found, Remark
from beilin.migrating.bodies.protected import Protected
from beilin.migrating.bodies.shortcodes.markup import code_span
from beilin.migrating.model import Edit
from beilin.migrating.survey import read_file

_KEYS = re.compile(r"(?<!\+)\+\+(?P<keys>[A-Za-z0-9][\w-]*(?:\+(?:[\w-]+|\"[^\"\n]+\"))*)\+\+(?!\+)")
_INSERTED = re.compile(r"\^\^(?=\S)(?P<text>[^^\n]+)(?<=\S)\^\^")
_ICON = re.compile(r"(?<![\w:]):(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^{}\n]*\})?[ \t]?")
_SNIPPET = re.compile(r"^(?P<margin>[ \t]*)-{1,}8<-{1,}[ \t]+[\"'](?P<path>[^\"'\n]+)[\"'][ \t]*$", re.MULTILINE)
# A part of the file: `file:name`, which is between marks, or lines, `file:4:10`.
_PART = re.compile(r"(?P<path>.*?)(?::(?P<first>\d*)(?::(?P<last>\d*))?|:(?P<name>[A-Za-z][\w-]*))?\Z")
_SECTION_MARK = re.compile(
    r"^[^\n]*--8<--[ \t]*\[[ \t]*(?P<kind>start|end)[ \t]*:[ \t]*(?P<name>[^\]\n]*?)[ \t]*\][^\n]*\n?", re.MULTILINE
)
MAX_INCLUDED = 5_000_000  # characters of all snippets of a document
_ROOTS = ("", "docs/", "includes/")


def mkdocs_marks(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `mkdocs-marks`: keys become `<kbd>`, insertions `<ins>`; icons are removed, and snippets included."""
    edits = list(_edits(text, protected))
    remarks: list[Remark] = []
    length = 0
    for match in _SNIPPET.finditer(text):
        included = _included(match["path"], context) if length <= MAX_INCLUDED else None
        length += len(included or "")
        if included is None:
            if not protected.at(match.start()):
                edits.append(
                    Edit(
                        match.start("margin") + len(match["margin"]),
                        match.end(),
                        code_span(match[0].strip()),
                        "snippet",
                    )
                )
            remarks.append(Remark("unknown-shortcode", match.start(), match[0]))
        else:
            lines = included.rstrip("\n").split("\n")
            written = "\n".join(match["margin"] + line if line else line for line in lines)
            edits.append(Edit(match.start(), match.end(), written, "snippet"))
    return Found(tuple(edits), tuple(remarks))


def _edits(text: str, protected: Protected) -> Iterator[Edit]:
    if "++" in text:
        for match in _KEYS.finditer(text):
            if not protected.touches(*match.span()):
                keys = [key.strip('"').replace("-", " ").title() for key in match["keys"].split("+")]
                yield Edit(*match.span(), "+".join(f"<kbd>{key}</kbd>" for key in keys), "keys")
    if "^^" in text:
        for match in _INSERTED.finditer(text):
            if not protected.touches(*match.span()):
                yield Edit(*match.span(), f"<ins>{match['text']}</ins>", "insertion")
    for match in _ICON.finditer(text):
        if not protected.touches(*match.span()):
            yield Edit(*match.span(), "", "icon")


def _included(path: str, context: BodyContext) -> str | None:
    """The text of the file; None if the old site has no such file, or not as text."""
    part = _PART.match(path.strip())
    assert part
    for root in _ROOTS:
        name = root + part["path"].removeprefix("./")
        if name in context.folder.files:
            try:
                return _part(read_file(context.folder, name).decode("utf-8-sig").replace("\r\n", "\n"), part)
            except (OSError, UnicodeError):
                return None
    return None


def _part(text: str, part: re.Match[str]) -> str | None:
    """The section or the lines of the text that are asked for, without the marks of sections."""
    if part["name"]:
        marks = [mark for mark in _SECTION_MARK.finditer(text) if mark["name"] == part["name"]]
        if len(marks) < 2:
            return None
        text = text[marks[0].end() : marks[1].start()]
    elif part["first"] is not None:
        first, last = part["first"] or "1", part["last"] or ""
        text = "\n".join(text.split("\n")[int(first) - 1 if int(first) else 0 : int(last) if last else None])
    return _SECTION_MARK.sub("", text)
